// Numbers and times as a person reads them. Everything here is pure.
// Times that were measured have no more digits than the clock has.

/** @import { Track } from "./types.js" */

/**
 * Puts commas between thousands. `Intl.NumberFormat` does so, too, and takes longer to come up than all else
 * of the first picture.
 * @param {number} value  with at most three digits behind the point
 */
function grouped(value) {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** A no-break space, so that a number and its unit stay together. */
export const NBSP = "\u00a0";
export const MINUS = "\u2212";

/** From here on a time is given in hours, minutes and seconds: nobody reads 43,200,000 ms. */
export const LONG_FROM = 100_000;

/** @param {number} value */
export function count(value) {
  return grouped(Math.round(value));
}

/** With at most one digit behind the point. @param {number} value */
export function tenths(value) {
  return grouped(Math.round(value * 10) / 10);
}

/** A time without its unit. @param {number} ms */
export function millis(ms) {
  const value = rounded(ms);
  return (value < 0 ? MINUS : "") + grouped(Math.abs(value));
}

/** @param {number} ms */
export function duration(ms) {
  if (Math.abs(ms) >= LONG_FROM) return (ms < 0 ? MINUS : "") + long(Math.round(Math.abs(ms) / 1000));
  return `${millis(ms)}${NBSP}ms`;
}

/**
 * A time with no more digits than people can use: the shorter, the more are behind the point.
 * Sentences that are made in Rust round alike, see `src/timeline/words/format.rs`:
 * `tests/durations.json` has examples that both are tested with.
 * @param {number} ms
 */
export function rounded(ms) {
  const us = Math.round(Math.abs(ms) * 1000);
  const unit = us < 100 ? 1 : us < 1000 ? 10 : us < 10_000 ? 100 : 1000;
  return (Math.sign(ms) * Math.round(us / unit) * unit) / 1000;
}

/**
 * A point in time of a run that takes `total`: in milliseconds without their
 * unit, or with its units if the run is long.
 * @param {number} ms
 * @param {number} total
 */
export function pointInTime(ms, total) {
  return total >= LONG_FROM ? long(Math.round(ms / 1000)) : millis(ms);
}

/** From when to when, with units. @param {number} from @param {number} to @param {string} between */
export function stretch(from, to, between) {
  const unit = to >= LONG_FROM ? "" : `${NBSP}ms`;
  return `${pointInTime(from, to)}${between}${pointInTime(to, to)}${unit}`;
}

/** "12 h", "1 h 0 min 55 s", "2 min". @param {number} s */
function long(s) {
  const parts = [
    [Math.floor(s / 3600), "h"],
    [Math.floor(s / 60) % 60, "min"],
    [s % 60, "s"],
  ];
  while (parts[0]?.[0] === 0) parts.shift();
  while (parts.at(-1)?.[0] === 0) parts.pop();
  if (parts.length === 0) return `0${NBSP}s`;
  return parts.map(([value, unit]) => `${count(Number(value))}${NBSP}${unit}`).join(NBSP);
}

/** A clock that goes `scale` times as fast as real time, in words: "1 : 1,000"; empty for one that does not. @param {number} scale */
export function ratioOf(scale) {
  return scale > 1 ? `1${NBSP}:${NBSP}${count(scale)}` : "";
}

/** How a track was measured. @typedef {Pick<Track, "step">} Measured */

/** The least step of a clock that was not seen to move, ms. */
export const LEAST = 12;
/** Times are rounded to steps from here on, ms. */
export const COARSE = 2;
/** The step of the clock of a track, ms; 0 if it does not matter. @param {Measured | null | undefined} track */
export function coarseStep(track) {
  const step = track?.step === null ? LEAST : (track?.step ?? 0);
  return step >= COARSE ? step : 0;
}

/** A measured time with no more digits than its clock has. @param {number} ms @param {Measured | null | undefined} track */
export function measured(ms, track) {
  const step = coarseStep(track);
  if (step === 0) return duration(ms);
  const unit = 10 ** Math.floor(Math.log10(step));
  return `about ${duration(Math.round(ms / unit) * unit)}`;
}
