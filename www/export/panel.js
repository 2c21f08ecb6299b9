// Tracks in the browser's own Performance panel: a measure for each span of a
// run, whose `detail` is in the form that the panel reads.

import { duration } from "../model/format.js";
import { spansOf } from "../run/spans.js";
import { ask } from "../run/engine.js";
import { STATE } from "../paint/paint.js";

/** @import { SpanInfo, Track } from "./types.js" */

/** The group of tracks in the panel. */
const GROUP = "Coroscope";
/** More entries than this slow the panel down. */
export const MOST_ENTRIES = 5000;

/** For each state, its name and the colour of the panel that comes nearest to the timeline's. @type {Record<number, [string, string]>} */
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
 * @param {Track} track  a measured one
 * @returns {string} a sentence that says what was shown, or why it could not be
 */
export function showRun(track) {
  clear();
  const began = ask(track.recording, (run) => run.began_ms());
  const zero = (began ?? -1) - performance.timeOrigin;
  if (zero < 0) {
    return "That run was not measured since this page was loaded, so its time is not on the panel.";
  }
  const spans = spansOf(track, MOST_ENTRIES + 1);
  // Back to real time, if the run's clock was sped up.
  const scale = track.report.time_scale;
  let shown = 0;
  for (const span of spans.slice(0, MOST_ENTRIES)) shown += measure(span, zero, scale) ? 1 : 0;
  const rest =
    spans.length > MOST_ENTRIES
      ? " The run has more spans than that: those of its first lanes are shown."
      : "";
  return `${shown.toLocaleString("en-US")} spans of the last run are in the panel.${rest}`;
}

/** Removes the measures that `showRun` made. */
export function clear() {
  for (const name of made) performance.clearMeasures(name);
  made.clear();
}

/** @param {SpanInfo} span @param {number} zero @param {number} scale */
function measure(span, zero, scale) {
  const { task, state, state_text, from_ms, to_ms, line, file, woken_by } = span;
  // Ends take no time and are left out. Polls are kept, even if they take less than the clock's step.
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
