// Tracks in the browser's own Performance panel: a measure for each span of a
// run, with what the panel's extensions read in its `detail`.

import { duration } from "../model/format.js";
import { spansOf } from "../run/spans.js";
import { ask } from "../run/engine.js";
import { STATE } from "../paint/paint.js";

/** @import { SpanInfo, Track } from "./types.js" */

/** The group of tracks in the panel. */
const GROUP = "Coroscope";
/** More entries than this slow the panel down. */
export const MOST_ENTRIES = 5000;

/** The words for what a task does, and the colours of the panel that come nearest to how the timeline shows it. @type {Record<number, [string, string]>} */
const LOOKS = {
  [STATE.running]: ["running", "primary"],
  [STATE.blocking]: ["blocking", "error"],
  [STATE.ready]: ["ready", "warning"],
};
const WAITING = /** @type {const} */ (["waiting", "tertiary-light"]);

/** The names of the measures that were made last. @type {Set<string>} */
const made = new Set();

/**
 * Shows a run in the panel, in place of the run before.
 * @param {Track} track  that was measured
 * @returns {string} what was shown, or why it could not be
 */
export function showRun(track) {
  clear();
  const began = ask(track.recording, (run) => run.began_ms());
  const zero = (began ?? -1) - performance.timeOrigin;
  if (zero < 0) {
    return "That run was not measured since this page was loaded, so its time is not on the panel.";
  }
  const spans = spansOf(track, MOST_ENTRIES + 1);
  // A clock that was sped up goes back to real time here.
  const scale = track.report.time_scale;
  let shown = 0;
  for (const span of spans.slice(0, MOST_ENTRIES)) shown += measure(span, zero, scale) ? 1 : 0;
  const rest =
    spans.length > MOST_ENTRIES
      ? " The run has more spans than that: those of its first lanes are shown."
      : "";
  return `${shown.toLocaleString("en-US")} spans of the last run are in the panel.${rest}`;
}

/** Takes away what `showRun` made. */
export function clear() {
  for (const name of made) performance.clearMeasures(name);
  made.clear();
}

/** @param {SpanInfo} span @param {number} zero @param {number} scale */
function measure(span, zero, scale) {
  const { task, state, state_text, from_ms, to_ms, line, file, woken_by } = span;
  // An end takes no time. A poll may take less than the clock can tell, and means something all the same.
  if (from_ms === to_ms && state !== STATE.running) return false;
  const [word, color] = LOOKS[state] ?? WAITING;
  const text = state_text.replaceAll("`", "");
  const properties = [
    ["Task", task],
    ["From", `${from_ms} ms of the run`],
    ["Length", duration(to_ms - from_ms)],
    ...(line === null ? [] : [["Line", file ? `${file}:${line}` : String(line)]]),
    ...(woken_by === null ? [] : [["Woken by", woken_by.replaceAll("`", "")]]),
  ];
  const name = `${word} · ${task}`;
  made.add(name);
  performance.measure(name, {
    start: zero + from_ms / scale,
    end: zero + to_ms / scale,
    detail: {
      devtools: {
        dataType: "track-entry",
        track: task,
        trackGroup: GROUP,
        color,
        tooltipText: `${task}: ${text}`,
        properties,
      },
    },
  });
  return true;
}
