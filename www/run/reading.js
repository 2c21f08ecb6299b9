// Has every run that is shown say the lines of the language that somebody reads. What the page says of a
// run comes from the wasm, sentences and numbers alike, so it is the run that is told.

import { hasLines, keepLines, linesFileOf, twinLinesOf } from "../model/twin_lines.js";
import { during } from "../settled.js";
import { ask } from "./engine.js";

/** @import { OwnState, Page, Run } from "./types.js" */

/** What each run was told. @type {WeakMap<Run, Uint32Array>} */
const told = new WeakMap();

/**
 * Tells a run whose lines to say. Returns whether that is news to it.
 * @param {Pick<OwnState, "settings">} state
 * @param {Run} run
 * @param {string} variant
 */
export function tell(state, run, variant) {
  const lines = twinLinesOf(state, variant) ?? undefined;
  if (told.get(run) === lines) return false;
  run.say_lines_of(state.settings?.program.python ?? "", lines ?? new Uint32Array());
  if (lines) told.set(run, lines);
  else told.delete(run);
  return true;
}

/**
 * Tells all runs that are shown, and takes their reports anew where that changes them.
 * @param {OwnState} state
 * @param {Pick<Page, "redraw">} page
 */
export function tellAll(state, { redraw }) {
  fetchLines(state, redraw);
  for (const kind of /** @type {const} */ (["predicted", "measured", "pinned"])) {
    for (const [key, track] of Object.entries(state[kind])) {
      const report = ask(track.recording, (run) => tell(state, run, track.variant) && run.report());
      if (!report) continue;
      state[kind] = { ...state[kind], [key]: { ...track, report } };
      // What was found out about a span names a line of the other language.
      state.inspected = null;
    }
  }
}

/** Fetches the lines of the program for whoever reads Python, once. @param {OwnState} state @param {() => void} redraw */
function fetchLines({ settings }, redraw) {
  const file = settings?.tab === "python" ? linesFileOf(settings.program) : null;
  if (!file || hasLines(file)) return;
  // Until it is there, and if it does not come, the page says the lines of the program, and says so.
  keepLines(file, "");
  const name = file.slice(file.lastIndexOf("/") + 1);
  const url = new URL(`../pkg/programs/${name}`, import.meta.url);
  // Unlike a listing it does not show of which version it is.
  const coming = fetch(url, { cache: "no-cache" }).then(async (response) => {
    if (!response.ok) return;
    keepLines(file, await response.text());
    redraw();
  });
  during("fetching the lines of Python", coming).catch(() => {});
}
