// What comes of a run, beside Run: what is predicted, how long it goes on, and a sentence when it is over. It
// comes with the views of a run.

import { duration, measured, ratioOf } from "../model/format.js";
import { againstPrediction, howMeasured } from "../model/measured.js";
import { WITH_WORKERS } from "../model/differences.js";
import { isHidden, isPredictable, isStale, trackEnd } from "../model/state.js";
import { sayWith } from "./runbar.js";

/** @import { Render, RunReport, State, Track } from "./types.js" */

/** At most this many tasks are named. */
const MOST_NAMED = 2;

/** A worker that is silent for this time is held up, ms. */
const SILENCE = 400;

/** @returns {Render} */
export function createOutcome() {
  sayWith(outcomeText, elapsedText);
  const { dataset } = document.documentElement;
  return (state) => {
    const track = trackOf(state);
    const isBad =
      state.phase === "done" && !isHidden(state) && track !== null && failedTasks(track.report) !== "";
    if (isBad) dataset["outcome"] = "failed";
    else if (dataset["outcome"]) delete dataset["outcome"];
  };
}

/** @param {State} state */
export function outcomeText(state) {
  const track = trackOf(state);
  switch (state.phase) {
    case "done":
      return track ? doneText(track, state.predicted[track.variant]?.report) : "Done";
    case "stopped":
      return track ? stoppedText(track) : "Stopped";
    default:
      // What the page or a worker could not do is said by the message.
      return track?.report.failure && !state.message ? `Failed: ${track.report.failure}` : "Failed";
  }
}

/** The time so far, which changes too often to be announced. @param {State} state */
function elapsedText(state) {
  const { phase, message, running, settings, predicted, measured, predicting } = state;
  if (isHidden(state)) return "";
  if (phase === "ready" && predicting) return "· computing the prediction";
  const prediction = settings && predicted[settings.variant];
  if (phase === "ready" && prediction && !isStale(state, prediction)) {
    return isPredictable(prediction) ? `· predicted ${predictedText(prediction)}` : "";
  }
  if (phase !== "running" || !running) return "";
  const now = performance.now();
  const scale = measured[running.variant]?.report.time_scale ?? 1;
  const passed = duration(now - running.since) + (scale > 1 ? ` of real time, at ${ratioOf(scale)}` : "");
  // A worker that starts or stops is not held up.
  if (running.where !== "worker" || message || now - running.heard < SILENCE) return passed;
  return `${passed} · the worker is held up`;
}

/** What is predicted to become of it, and when. @param {Track} track */
function predictedText({ report, python }) {
  const total = duration(report.total_ms);
  if (report.end === "poll-limit") return "not to end";
  if (report.end === "stuck") return `to get stuck after ${total}`;
  return report.failure || python?.failure ? `to fail after ${total}` : total;
}

/** @param {State} state @returns {Track | null} */
function trackOf({ settings, measured }) {
  return (settings && measured[settings.variant]) ?? null;
}

/** @param {Track} track */
function stoppedText(track) {
  const end = trackEnd(track);
  const texts = [`Stopped after ${measured(end, track)}`, howMeasured(end, track.report.time_scale)];
  return [...texts, butText(track)].filter(Boolean).join(", ");
}

/** @param {Track} track @param {RunReport | undefined} predicted */
function doneText(track, predicted) {
  const { end, total_ms, time_scale, warnings, workers } = track.report;
  const failed = failedTasks(track.report);
  const opening = end === "stuck" ? "Stuck after" : failed ? "Ended after" : "Done in";
  const texts = [`${opening} ${measured(total_ms, track)}`];
  if (failed) texts.push(failed);
  const cut = cutWorkers(track.report);
  if (cut) texts.push(cut);
  if (time_scale > 1) texts.push(howMeasured(total_ms, time_scale));
  // Times that are not those of the program are compared with nothing.
  if (track.mark) texts.push(butText(track));
  else if (workers.length > 0 && predicted && predicted.workers.length > 0) texts.push(WITH_WORKERS);
  else if (predicted) texts.push(againstPrediction(total_ms, predicted.total_ms, track));
  if (warnings.length > 0) texts.push(`${warnings.length} warning${warnings.length > 1 ? "s" : ""}`);
  return texts.join(", ");
}

/** "first and 2 more failed"; empty if none has. @param {RunReport} report */
function failedTasks({ tasks }) {
  return said(
    tasks.filter(({ end }) => end === "failed").map(({ name }) => name),
    "failed",
  );
}

/**
 * "worker 1 was ended before it was done": a worker that is gone, while what ran in it goes on for all that
 * is known, or has told nothing.
 * @param {RunReport} report
 */
function cutWorkers({ tasks, workers }) {
  const isCut = (/** @type {number | null} */ lane) =>
    lane === null || tasks.some((task) => task.lane === lane && task.end === "running");
  const cut = workers.filter(({ alive, lane }) => !alive && isCut(lane)).map(({ name }) => name);
  return said(
    cut,
    `${cut.length > 1 ? "were" : "was"} ended before ${cut.length > 1 ? "they were" : "it was"} done`,
  );
}

/** Names, and what is said of them; empty if there are none. @param {string[]} names @param {string} what */
function said(names, what) {
  if (names.length === 0) return "";
  const named = names.length > MOST_NAMED ? [names[0], `${names.length - 1} more`] : names;
  return `${named.join(" and ")} ${what}`;
}

/** What is wrong with the times of a run. @param {Track} track */
function butText({ mark }) {
  return mark ? `but ${mark}` : "";
}
