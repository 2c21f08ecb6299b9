// What is said of a measured time: how it was measured, and how it compares with a prediction. Pure,
// and apart from the other formats because Run does not wait for it.

import {
  coarseStep,
  duration,
  LEAST,
  LONG_FROM,
  measured,
  NBSP,
  ratioOf,
  rounded,
  tenths,
} from "./format.js";

/** @import { Measured } from "./format.js" */

/**
 * How a time was measured whose clock was sped up: "measured at 1 : 1,000 in
 * 43.2 s of real time". Empty where it was not.
 * @param {number} ms
 * @param {number} scale
 */
export function howMeasured(ms, scale) {
  if (scale <= 1) return "";
  const real = ms / scale;
  const text = real >= 1000 && real < LONG_FROM ? `${tenths(real / 1000)}${NBSP}s` : duration(real);
  return `measured at ${ratioOf(scale)} in ${text} of real time`;
}

/**
 * "10 ms longer than predicted", "as predicted".
 * @param {number} measured
 * @param {number} predicted
 */
export function longerInWords(measured, predicted) {
  const by = rounded(measured) - rounded(predicted);
  if (rounded(by) === 0) return "as predicted";
  return `${duration(Math.abs(by))} ${by > 0 ? "longer" : "shorter"} than predicted`;
}

/** Sentences have tenths of a ms: below a longer step nothing is said. */
const FINE = 0.1;

/** Is a time too short for the clock of a track? @param {number} ms @param {Measured | null | undefined} track */
export function isBelowStep(ms, track) {
  const step = track?.step === null ? LEAST : (track?.step ?? 0);
  return step > FINE && Math.abs(ms) < step;
}

/** "10 ms longer than predicted", if the clock is fine enough to show it. @param {number} ms @param {number} predicted @param {Measured} track */
export function againstPrediction(ms, predicted, track) {
  if (coarseStep(track) === 0) return longerInWords(ms, predicted);
  if (isBelowStep(ms - predicted, track)) return "as predicted, as far as this clock tells";
  return `${measured(Math.abs(ms - predicted), track)} ${ms > predicted ? "longer" : "shorter"} than predicted`;
}
