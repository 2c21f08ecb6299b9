// What a track tells about its spans: along a lane, and by source line.

import { ask } from "../run/engine.js";

/** A step over an edge, ms: finer than any clock here. */
const EDGE = 0.0005;

/** @param {Track} track @param {number} lane @param {number} at */
export function spanAt(track, lane, at) {
  return ask(track.recording, (run) => run.at(lane, at)) ?? null;
}

/**
 * The span after the one at `at`, or null at the end.
 * @param {Track} track
 * @param {number} lane
 * @param {number} at
 */
export function spanAfter(track, lane, at) {
  const here = spanAt(track, lane, at);
  const next = here ? here.to_ms : at;
  return firstSpan(track, lane, Math.max(next, at + EDGE), (span) => span.to_ms > at && !same(span, here));
}

/**
 * The span before the one at `at`, or null at the start.
 * @param {Track} track
 * @param {number} lane
 * @param {number} at
 */
export function spanBefore(track, lane, at) {
  const here = spanAt(track, lane, at);
  const edge = here ? here.from_ms : at;
  const before = edge - EDGE >= 0 ? spanAt(track, lane, edge - EDGE) : null;
  return same(before, here) ? null : before;
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
    let span = firstSpan(track, task.lane, task.spawned_ms, () => true);
    while (span && found.length < most) {
      found.push(span);
      span = spanAfter(track, task.lane, middle(span));
    }
    if (found.length >= most) break;
  }
  return found;
}

/**
 * Which lanes have stood on which source line.
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
  for (const { line, task } of report.explanation.chain) add(line, task);
  for (const { line, id } of report.tasks) add(line, id);
  return found;
}

/** A time that is surely within a span. @param {SpanInfo} span */
export function middle(span) {
  return (span.from_ms + span.to_ms) / 2;
}

/**
 * @param {Track} track
 * @param {number} lane
 * @param {number} at
 * @param {(span: SpanInfo) => boolean} isNew
 */
function firstSpan(track, lane, at, isNew) {
  for (const time of [at, at + EDGE, at + 2 * EDGE]) {
    const span = spanAt(track, lane, time);
    if (span && isNew(span)) return span;
  }
  return null;
}

/** @param {SpanInfo | null} a @param {SpanInfo | null} b */
function same(a, b) {
  return a !== null && b !== null && a.from_ms === b.from_ms && a.to_ms === b.to_ms && a.state === b.state;
}
