// What it cost to watch: a line below the timeline with how much was recorded,
// what was left out, and the time that recording and drawing took.

import { byId, fetchStyle, h, setText } from "../ui/dom.js";
import { spokenTrack } from "../model/state.js";
import { watchedOf } from "./cost.js";
import { costText } from "./words.js";

/** @import { App, Instance, State, View } from "./types.js" */

/** @param {App} app @returns {View} */
export function createCost(app) {
  fetchStyle("export/cost.css");
  const line = h("p", { class: "cost", "data-testid": "cost" });
  byId("timeline").append(line);
  /** @type {number | null} */
  let nanoseconds = null;
  let isMeasuring = false;
  /** @type {State | null} */
  let last = null;

  /** While a program runs, nothing may get in its way. */
  const isQuiet = () => last?.phase !== "running" && !document.hidden;

  /** @param {Instance} instance */
  async function measure(instance) {
    isMeasuring = true;
    try {
      const { calibrate } = await import("./calibrate.js");
      nanoseconds = await calibrate(instance, isQuiet);
      if (nanoseconds !== null) app.redraw();
    } catch {
      // The line says the rest all the same.
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
    // What was measured elsewhere cost what it cost there.
    setText(line, costText(track, isOver && !track.saved ? nanoseconds : null, watchedOf(track)));
  };
}
