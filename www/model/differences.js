// How far two times are apart, as a person reads it. Pure.

import { duration, MINUS, rounded, tenths } from "./format.js";

/** @import { RunReport } from "./types.js" */

/**
 * A difference with its sign: "+3 ms", "−1,000 ms", "±0 ms".
 * @param {number} ms
 */
export function difference(ms) {
  const text = duration(Math.abs(ms));
  if (rounded(ms) === 0) return `±${text}`;
  return (ms < 0 ? MINUS : "+") + text;
}

/**
 * How much longer `a` is than `b`, as a person would subtract what is shown.
 * @param {number} a
 * @param {number} b
 */
export function longer(a, b) {
  return difference(rounded(a) - rounded(b));
}

/**
 * The same in words: "1,000 ms more", "3 ms less", "the same".
 * @param {number} a
 * @param {number} b
 */
export function moreOrLess(a, b) {
  const by = rounded(a) - rounded(b);
  if (rounded(by) === 0) return "the same";
  return `${duration(Math.abs(by))} ${by > 0 ? "more" : "less"}`;
}

/** Said of a run with workers instead of how much longer than predicted it is. */
export const WITH_WORKERS = "with the start of workers, which is not predicted";

/**
 * Joins how much longer than predicted a run took with its overhead: what is between them is work, and
 * what workers took.
 * @param {number} total
 * @param {number} overhead
 * @param {Pick<RunReport, "total_ms" | "workers">} predicted
 */
export function againstOverhead(total, overhead, { total_ms: predicted, workers }) {
  if (workers.length > 0) {
    return "What workers took is not in it, because the run waited for them; and no prediction knows how long they take to start.";
  }
  const late = rounded(total) - rounded(predicted);
  if (late <= 0) return "";
  const rest = total - predicted - overhead;
  if (Math.abs(rest) < LEAST_REST) return "This overhead is all by which it took longer than predicted.";
  const work = `${duration(Math.abs(rest))} ${rest > 0 ? "more" : "less"} of work than a prediction counts`;
  return `The ${duration(late)} that it took longer than predicted are this overhead and ${work}.`;
}

/** Below this, nobody misses a part of a sum of times that are shown in whole milliseconds, ms. */
const LEAST_REST = 1;

/** Overhead alone does not make one of less than one. @param {number} factor */
export function factor(factor) {
  return `${tenths(factor < 1 && factor > 0.9 ? 1 : factor)}×`;
}
