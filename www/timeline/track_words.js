// The words of a track: what it is, how long it took, and how far that is from another.

import { moreOrLess, WITH_WORKERS } from "../model/differences.js";
import { measured } from "../model/format.js";
import { againstPrediction, howMeasured } from "../model/measured.js";
import { isOwn } from "../model/own.js";
import { isPredictable, settingsKey, trackEnd } from "../model/state.js";
import { awayShort } from "../model/worth.js";

/** @import { Slot, State, Track } from "./types.js" */

/** What a prediction is. */
export const WORKED_OUT = "Worked out on a clock that only counts and never waits";

/** @param {State} state @param {Slot} slot @param {boolean} stale */
export function kindText({ settings, own }, { kind, track }, stale) {
  if (kind === "predicted") {
    if (track && !isPredictable(track)) return "not predicted";
    // While somebody writes, what is no program yet takes the place of one that could be predicted.
    const isOld = stale && settings && own?.unpredicted?.key === settingsKey(settings);
    return isOld ? "predicted before" : "predicted";
  }
  if (!track) return "not run yet";
  if (stale) return isOwn(settings) ? "an earlier text" : "earlier settings";
  if (track.report.failure) return "failed after";
  return { live: "measuring", ended: "measured", stopped: "stopped at", failed: "crashed at" }[track.life];
}

/**
 * Is the difference to the chosen variant no more than what this run was late by?
 * @param {Track} track @param {number} chosenTotal
 */
export function isNoise(track, chosenTotal) {
  const apart = Math.abs(trackEnd(track) - chosenTotal);
  return track.kind === "measured" && apart > 0 && apart <= track.report.explanation.overhead_ms;
}

/** @param {Slot} slot @param {Track} track */
export function totalText({ kind }, track) {
  if (kind === "predicted" && !isPredictable(track)) return "";
  // How far a prediction came that was given up says nothing of the program.
  if (kind === "predicted" && track.report.end === "poll-limit") return "no end";
  return measured(trackEnd(track), track);
}

/** @param {Slot} slot @param {Track} track */
export function howText({ kind }, track) {
  if (kind === "predicted" && !isPredictable(track)) return "how long workers take cannot be known before";
  return howMeasured(trackEnd(track), track.report.time_scale);
}

/** @param {State} state @param {Slot} slot @param {boolean} stale @param {number | null} chosenTotal */
export function diffText(state, { kind, track, variant, chosen }, stale, chosenTotal) {
  if (!track || stale) return "";
  if (track.away?.length) return awayShort(track.away);
  if (track.life !== "ended" || track.report.failure) return "";
  if (!chosen && chosenTotal !== null && isNoise(track, chosenTotal)) return "about the same";
  if (!chosen && chosenTotal !== null) return moreOrLess(trackEnd(track), chosenTotal);
  const predicted = track.pin === undefined && state.predicted[variant.id];
  if (kind === "predicted" || !predicted) return "";
  if (track.report.workers.length > 0 && predicted.report.workers.length > 0) return WITH_WORKERS;
  return againstPrediction(trackEnd(track), trackEnd(predicted), track);
}
