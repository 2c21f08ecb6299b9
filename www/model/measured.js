// Times that were measured, with no more digits than the clock has. Pure.

import { duration, longerInWords } from "./format.js";

/** @import { Track } from "./types.js" */

/** What a track says of its measurement. @typedef {Pick<Track, "step">} Measured */

/** A clock that was not seen to move has at least this step, ms. */
export const LEAST = 12;
/** A clock with this step or a longer one is coarse: times are rounded to it, ms. */
export const COARSE = 2;
/** What is below a step that is longer than this is not told of, ms: sentences know tenths. */
const FINE = 0.1;

/** The step of the clock of a track, ms; 0 if it does not matter. @param {Measured | null | undefined} track */
export function coarseStep(track) {
  const step = track?.step === null ? LEAST : (track?.step ?? 0);
  return step >= COARSE ? step : 0;
}

/** Is a time too short for the clock of a track? @param {number} ms @param {Measured | null | undefined} track */
export function isBelowStep(ms, track) {
  const step = track?.step === null ? LEAST : (track?.step ?? 0);
  return step > FINE && Math.abs(ms) < step;
}

/** A measured time with no more digits than its clock has. @param {number} ms @param {Measured | null | undefined} track */
export function measured(ms, track) {
  const step = coarseStep(track);
  if (step === 0) return duration(ms);
  const unit = 10 ** Math.floor(Math.log10(step));
  return `about ${duration(Math.round(ms / unit) * unit)}`;
}

/** "10 ms longer than predicted", if the clock can tell. @param {number} ms @param {number} predicted @param {Measured} track */
export function againstPrediction(ms, predicted, track) {
  if (coarseStep(track) === 0) return longerInWords(ms, predicted);
  if (isBelowStep(ms - predicted, track)) return "as predicted, as far as this clock tells";
  return `${measured(Math.abs(ms - predicted), track)} ${ms > predicted ? "longer" : "shorter"} than predicted`;
}
