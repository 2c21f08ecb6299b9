// Measures how long the views take while a run goes on. A line in the details of
// "Why this long?" shows it.

import { spokenTrack } from "../model/state.js";
import { whenNeeded } from "../ui/lazy.js";

/** @import { App, Render, Run, State, Track, Watched } from "./types.js" */

/** What was measured during each run. @type {WeakMap<Run, Watched>} */
const watched = new WeakMap();

/** @param {Track} track @returns {Watched | undefined} */
export function watchedOf(track) {
  return watched.get(track.recording.run);
}

/**
 * All views as a single view, with their time measured.
 * @param {App} app @param {Render[]} views @returns {Render}
 */
export function timed(app, views) {
  const costLine = whenNeeded(
    (/** @type {State} */ state) => spokenTrack(state) !== null,
    async () => (await import("./cost_line.js")).createCost(app, watchedOf),
    app,
  );
  /** @type {Watched | null} */
  let now = null;
  return (state) => {
    const before = performance.now();
    for (const view of views) view(state);
    if (state.running) {
      const { frames, ms } = now ?? { frames: 0, ms: 0 };
      now = { frames: frames + 1, ms: ms + performance.now() - before, where: state.running.where };
    } else if (now) {
      const track = spokenTrack(state);
      if (track?.kind === "measured") watched.set(track.recording.run, now);
      now = null;
    }
    costLine(state);
  };
}
