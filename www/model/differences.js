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
 * Joins how much longer than predicted a run took with its overhead: what is between them was waited for
 * outside of the loop, or is work, and what workers took.
 * @param {Explained} run
 * @param {Explained & Pick<RunReport, "workers">} predicted
 */
export function againstOverhead(run, predicted) {
  if (predicted.workers.length > 0) {
    return "What workers took is not in it, because the run waited for them; and no prediction knows how long they take to start.";
  }
  const { total_ms, overhead_ms } = run.explanation;
  const late = rounded(total_ms) - rounded(predicted.explanation.total_ms);
  if (late <= 0) return "";
  const rest = total_ms - predicted.explanation.total_ms - overhead_ms;
  if (Math.abs(rest) < LEAST_REST) return "This overhead is all by which it took longer than predicted.";
  // To wait for an answer is no work.
  const waited = outside(run) - outside(predicted);
  const parts = [
    [waited, "waiting for the world outside"],
    [rest - waited, "work"],
  ].flatMap(([ms, what]) =>
    Math.abs(Number(ms)) < LEAST_REST
      ? []
      : [`${duration(Math.abs(Number(ms)))} ${Number(ms) > 0 ? "more" : "less"} of ${what}`],
  );
  const [first = "", second] = parts;
  const all = second ? `, ${first} and ${second}` : ` and ${first}`;
  return `The ${duration(late)} that it took longer than predicted are this overhead${all} than a prediction counts.`;
}

/** The state of whoever waits for something outside of the loop, as in draw lists. */
const HOST = 3;

/** @typedef {{ explanation: Pick<RunReport["explanation"], "total_ms" | "overhead_ms" | "critical_path"> }} Explained */

/** How long the longest chain waited for the world outside, ms. @param {Explained} run */
function outside({ explanation: { critical_path } }) {
  return critical_path.reduce(
    (sum, { state, from_ms, to_ms }) => sum + (state === HOST ? to_ms - from_ms : 0),
    0,
  );
}

/** Below this, nobody misses a part of a sum of times that are shown in whole milliseconds, ms. */
const LEAST_REST = 1;

/** Overhead alone does not make one of less than one. @param {number} factor */
export function factor(factor) {
  return `${tenths(factor < 1 && factor > 0.9 ? 1 : factor)}×`;
}

/**
 * The longest chain as it is shown: what of the total is not overhead, as a person would subtract what is
 * shown, because whoever reads all three adds them up.
 * @param {Pick<RunReport["explanation"], "total_ms" | "critical_path_ms" | "overhead_ms">} explanation
 */
export function chainShown({ total_ms, critical_path_ms, overhead_ms }) {
  const rest = rounded(total_ms) - rounded(overhead_ms);
  const isWhole = Number.isInteger(rest) && Math.abs(rest - critical_path_ms) < 1;
  return duration(isWhole ? rest : critical_path_ms);
}
