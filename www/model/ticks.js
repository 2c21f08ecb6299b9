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
  const { ms, name } = unitOf(end);
  const step = niceStep((end * apart) / Math.max(width, apart) / ms) * ms;
  const found = [];
  for (let i = 0; i * step <= end * 1.000001; i++) {
    found.push({ at: i * step, label: name === "ms" ? tickLabel(i * step, step) : String(Number((i * step / ms).toPrecision(12))) });
  }
  return found;
}

/** The unit the labels of an axis are in. @param {number} end */
export function axisUnit(end) {
  return unitOf(end).name;
}

/** The largest unit of which a few fit. @param {number} end */
function unitOf(end) {
  if (end >= 3 * 3_600_000) return { ms: 3_600_000, name: "h" };
  if (end >= 10 * 60_000) return { ms: 60_000, name: "min" };
  return end >= 100_000 ? { ms: 1000, name: "s" } : { ms: 1, name: "ms" };
}

/** @param {number} at @param {number} step */
function tickLabel(at, step) {
  if (step >= 1) return count(at);
  return at.toFixed(Math.min(3, Math.ceil(-Math.log10(step))));
}
