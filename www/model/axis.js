// The end of the time axis, the times that it names, and how they are written. Pure.

import { count, LONG_FROM } from "./format.js";

/** @import { Frame } from "./types.js" */

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
 * The times to name on an axis from `from` to `end`, at least `apart` pixels from each other.
 * @param {number} end
 * @param {number} width
 * @param {number} apart
 * @param {number} [from]
 * @returns {{ at: number, label: string }[]}
 */
export function ticks(end, width, apart, from = 0) {
  const { step, label } = scaleOf(from, end, width, apart);
  // A time on the edge is named, however it was rounded.
  const last = Math.floor(end / step + 1e-6);
  const found = [];
  for (let i = Math.max(0, Math.ceil(from / step - 1e-6)); i <= last; i++) {
    found.push({ at: i * step, label: label(i * step) });
  }
  return found;
}

/** @type {WeakMap<Frame, { at: number, label: string }[]>} */
const grids = new WeakMap();

/** The times that are named on the axis of a timeline. @param {Frame} frame */
export function gridOf(frame) {
  const known = grids.get(frame);
  if (known) return known;
  const found = ticks(frame.end, frame.right - frame.left, apartOn(frame), frame.from);
  grids.set(frame, found);
  return found;
}

/** The unit of those times. @param {Frame} frame */
export function gridUnit(frame) {
  return axisUnit(frame.end, frame.from, frame.right - frame.left, apartOn(frame));
}

/** @param {Frame} frame */
function apartOn({ isNarrow }) {
  return isNarrow ? 56 : 72;
}

/**
 * The unit the labels of an axis are in.
 * @param {number} end
 * @param {number} [from]
 * @param {number} [width]
 * @param {number} [apart]
 */
export function axisUnit(end, from = 0, width = 800, apart = 72) {
  return scaleOf(from, end, width, apart).name;
}

/**
 * A time on an axis, as fine as its pixels, and the unit that follows it.
 * @param {number} at @param {number} from @param {number} end @param {number} width
 */
export function timeText(at, from, end, width) {
  const { name, label } = scaleOf(from, end, width, 1);
  return { text: label(at), unit: name === "h:min:s" ? "" : `\u00a0${name}` };
}

/** Times are written in whole microseconds, ms. */
const FINEST = 0.001;
/** Width of a character in a label, CSS pixels, and the space between two labels. */
const CHARACTER = 6.5;
const BETWEEN = 14;

/**
 * The step of an axis, its unit, and how its times are written.
 * @param {number} from @param {number} end @param {number} width @param {number} apart
 * @returns {{ step: number, name: string, label: (at: number) => string }}
 */
function scaleOf(from, end, width, apart) {
  const { ms, name } = unitOf(end);
  /** @param {number} room */
  const leastOf = (room) => Math.max(FINEST, ((end - from) * room) / Math.max(width, room));
  /** @param {number} room */
  const stepOf = (room) => niceStep(leastOf(room) / ms) * ms;
  const step = stepOf(apart);
  if (name === "ms" || name === "s" || step >= ms) {
    /** @param {number} at @param {number} step */
    const label = (at, step) => tickLabel(at / ms, step / ms);
    // Late times to the microsecond are long.
    const fine = apart === 1 ? step : stepOf(Math.max(apart, label(end, step).length * CHARACTER + BETWEEN));
    return { step: fine, name, label: (at) => label(at, fine) };
  }
  // Within a minute of a long run, fractions of an hour would be hard to read.
  const rough = clockStep(leastOf(apart));
  const fine =
    apart === 1 ? rough : clockStep(leastOf(Math.max(apart, clock(end, rough).length * CHARACTER + BETWEEN)));
  return { step: fine, name: "h:min:s", label: (at) => clock(at, fine) };
}

/** Steps that minutes and hours consist of, s. */
const CLOCK_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600];

/** @param {number} least */
function clockStep(least) {
  const found = least > 500 ? CLOCK_STEPS.find((s) => s * 1000 >= least) : undefined;
  return found ? found * 1000 : niceStep(least);
}

/** "1:02:03.5" @param {number} at @param {number} step */
function clock(at, step) {
  const digits = digitsOf(step / 1000);
  const s = Number((at / 1000).toFixed(digits));
  const [hours, minutes] = [Math.floor(s / 3600), Math.floor(s / 60) % 60];
  const seconds = (s - 60 * Math.floor(s / 60)).toFixed(digits);
  return `${hours}:${String(minutes).padStart(2, "0")}:${seconds.padStart(digits ? digits + 3 : 2, "0")}`;
}

/** The digits after the point that distinguish steps, down to a microsecond. @param {number} step */
function digitsOf(step) {
  return step >= 1 ? 0 : Math.min(6, Math.ceil(-Math.log10(step) - 1e-9));
}

/** The largest unit of which a few fit into the axis. @param {number} end */
function unitOf(end) {
  if (end >= 3 * 3_600_000) return { ms: 3_600_000, name: "h" };
  if (end >= 10 * 60_000) return { ms: 60_000, name: "min" };
  return end >= LONG_FROM ? { ms: 1000, name: "s" } : { ms: 1, name: "ms" };
}

/** @param {number} at @param {number} step */
function tickLabel(at, step) {
  if (step >= 1) return count(at);
  // Commas only before the point.
  const [before, after] = at.toFixed(digitsOf(step)).split(".");
  return `${count(Number(before))}.${after}`;
}
