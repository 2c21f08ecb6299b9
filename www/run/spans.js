// The spans of a track: along a lane, and by source line.

import { ask } from "./engine.js";

/** @import { LaneInfo, RunReport, SpanInfo, Track } from "./types.js" */

/** A step over the edge of a span, ms: times are whole microseconds. */
const EDGE = 0.001;

/** @param {Track} track @param {number} lane @param {number} at */
export function spanAt(track, lane, at) {
  return ask(track.recording, (run) => run.at(lane, at)) ?? null;
}

/** The next span in the lane. An end is a span that takes no time. @param {Track} track @param {SpanInfo} span */
export function spanAfter(track, span) {
  const next = spanAt(track, span.lane, span.to_ms);
  return same(next, span) ? null : next;
}

/** @param {Track} track @param {SpanInfo} span */
export function spanBefore(track, span) {
  return span.from_ms < EDGE ? null : spanAt(track, span.lane, span.from_ms - EDGE);
}

/**
 * The lanes from `first` on. A report lists the tasks of the first thousand; others are asked of the run.
 * @param {Track} track @param {number} first @param {number} count
 * @returns {LaneInfo[]}
 */
export function namesOf(track, first, count) {
  const { tasks, lanes, total_ms } = track.report;
  if (first + count <= tasks.length || lanes <= tasks.length) {
    return tasks.slice(first, first + count).map(({ lane, depth, name, spawned_ms, ended_ms }) => ({
      lane,
      depth,
      name,
      from_ms: spawned_ms,
      to_ms: ended_ms ?? Math.max(track.heard, total_ms),
    }));
  }
  return ask(track.recording, (run) => run.names(first, count)) ?? [];
}

/**
 * The spans of all lanes, lane by lane, at most `most`.
 * @param {Track} track
 * @param {number} most
 * @returns {SpanInfo[]}
 */
export function spansOf(track, most) {
  /** @type {SpanInfo[]} */
  const found = [];
  for (const task of track.report.tasks) {
    let span = spanAt(track, task.lane, task.spawned_ms);
    while (span && found.length < most) {
      found.push(span);
      span = spanAfter(track, span);
    }
    if (found.length >= most) break;
  }
  return found;
}

/**
 * The lanes that were at each source line.
 * @param {RunReport} report
 * @returns {Map<number, Set<number>>} lanes by line
 */
export function linesOfTasks(report) {
  /** @type {Map<number, Set<number>>} */
  const found = new Map();
  const laneOf = new Map(report.tasks.map((task) => [task.id, task.lane]));
  /** @param {number | null} line @param {number | null} task */
  const add = (line, task) => {
    const lane = task === null ? undefined : laneOf.get(task);
    if (line === null || lane === undefined) return;
    const lanes = found.get(line) ?? new Set();
    found.set(line, lanes.add(lane));
  };
  for (const { line, task } of report.sleeps) add(line, task);
  for (const { line, task } of report.output) add(line, task);
  for (const { line, task } of report.warnings) add(line, task);
  for (const { line, task } of report.explanation.critical_path) add(line, task);
  for (const { line, id } of report.tasks) add(line, id);
  return found;
}

/** @param {SpanInfo | null} a @param {SpanInfo | null} b */
function same(a, b) {
  return a !== null && b !== null && a.from_ms === b.from_ms && a.to_ms === b.to_ms && a.state === b.state;
}
