// The cost of watching: a line in the details of "Why this long?" that says how much was
// recorded and left out, and the time that recording and drawing took.

import { byId, fetchStyle, h, setText } from "../ui/dom.js";
import { spokenTrack } from "../model/state.js";
import { costText } from "./words.js";

/** @import { App, Instance, Render, State, Track, Watched } from "./types.js" */

/**
 * @param {App} app
 * @param {(track: Track) => Watched | undefined} watchedOf  what was measured during a run
 * @returns {Render}
 */
export function createCost(app, watchedOf) {
  fetchStyle("export/cost.css");
  const line = h("p", { class: "cost", "data-testid": "cost" });
  byId("more").append(line);
  /** @type {number | null} */
  let nanoseconds = null;
  let isMeasuring = false;
  /** @type {State | null} */
  let last = null;

  /** Measuring must not disturb a program that runs. */
  const isQuiet = () => last?.phase !== "running" && !document.hidden;

  /** @param {Instance} instance */
  async function measure(instance) {
    isMeasuring = true;
    try {
      const { calibrate } = await import("./calibrate.js");
      nanoseconds = await calibrate(instance, isQuiet);
      if (nanoseconds !== null) app.redraw();
    } catch {
      // The line then leaves this part out.
    } finally {
      isMeasuring = false;
    }
  }

  return (state) => {
    last = state;
    const track = spokenTrack(state);
    line.hidden = !track;
    if (!track) return;
    const isOver = track.kind === "measured" && track.life !== "live";
    if (isOver && nanoseconds === null && !isMeasuring && isQuiet() && !track.recording.instance.dead) {
      measure(track.recording.instance);
    }
    // For a run from a file, the speed of this browser says nothing.
    setText(line, costText(track, isOver && !track.saved ? nanoseconds : null, watchedOf(track)));
  };
}
