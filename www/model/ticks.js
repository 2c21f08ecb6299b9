// Where the time axis ends and which times it names. Pure.

import { count } from "./format.js";

/**
 * The smallest of 1, 2, 5, 10, 20, 50 … that is at least `least`.
 * @param {number} least
 */
export function niceStep(least) {
  if (!(least > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  for (const times of [1, 2, 5]) if (times * power >= least * 0.999999) return times * power;
  return 10 * power;
}

/**
 * The end of an axis that shows everything up to `total`, rounded up so that
 * it moves in steps and not at every pixel of a drag.
 * @param {number} total
 */
export function axisEnd(total) {
  if (!(total > 0)) return 1;
  const step = niceStep(total / 12);
  return Math.ceil((total * 1.02) / step) * step;
}

/**
 * The times to name on an axis from 0 to `end`, at least `apart` pixels from
 * each other.
 * @param {number} end
 * @param {number} width
 * @param {number} apart
 * @returns {{ at: number, label: string }[]}
 */
export function ticks(end, width, apart) {
  const step = niceStep((end * apart) / Math.max(width, apart));
  const found = [];
  for (let i = 0; i * step <= end * 1.000001; i++) {
    found.push({ at: i * step, label: tickLabel(i * step, step, axisUnit(end) === "s") });
  }
  return found;
}

/** The unit the labels of an axis are in. @param {number} end */
export function axisUnit(end) {
  return end >= 100_000 ? "s" : "ms";
}

/** @param {number} at @param {number} step @param {boolean} inSeconds */
function tickLabel(at, step, inSeconds) {
  if (inSeconds) return String(Number((at / 1000).toPrecision(12)));
  if (step >= 1) return count(at);
  return at.toFixed(Math.min(3, Math.ceil(-Math.log10(step))));
}
