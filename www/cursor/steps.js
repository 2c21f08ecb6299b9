// The arithmetic of stepping from poll to poll and of playback. Pure.

import { count, duration, LONG_FROM } from "../model/format.js";

/** @import { KeyHelp, Moment, Speed } from "./types.js" */

/** The speeds of playback, as factors of the run's own time. */
export const SPEEDS = Object.freeze([0.1, 0.25, 0.5, 1, 2, 5, 10, 100]);

/** The speed "fitted" plays any run in this time, ms. */
const FITTED = 6_000;

/** A run that takes a time between these is played at its own speed until another is chosen, ms. */
const OWN_SPEED = { from: 1_000, to: 20_000 };

/** One frame plays at most this much real time, because a hidden page draws none for long, ms. */
const MOST_AT_ONCE = 100;

/** Keys of the timeline and the player. @type {readonly KeyHelp[]} */
export const KEYS = Object.freeze([
  { keys: [" "], does: "Plays the run, or pauses." },
  { keys: [",", "."], does: "One poll back, or forward; also wherever no field has the focus." },
]);

/** Keys of the cursor's marker. @type {readonly KeyHelp[]} */
export const MARKER_KEYS = Object.freeze([
  { keys: ["ArrowLeft", "ArrowRight"], does: "One poll back, or forward." },
  { keys: ["PageUp", "PageDown"], does: "A tenth of the run back, or forward." },
  { keys: ["Home", "End"], does: "To the start of the run, or its end." },
  { keys: ["Escape"], does: "Takes the cursor away." },
]);

/** The speed at which a run of this length is played at first. @param {number} total @returns {Speed} */
export function suggestedSpeed(total) {
  return total >= OWN_SPEED.from && total <= OWN_SPEED.to ? 1 : "fitted";
}

/** @param {Speed} speed */
export function speedInWords(speed) {
  return speed === "fitted" ? `all in ${count(FITTED / 1000)} s` : `${speed}×`;
}

/**
 * The place of the playback after `elapsed` milliseconds of real time.
 * @param {number} at
 * @param {number} total
 * @param {number} elapsed
 * @param {Speed} speed
 */
export function played(at, total, elapsed, speed) {
  const factor = speed === "fitted" ? total / FITTED : speed;
  return Math.min(total, at + Math.min(elapsed, MOST_AT_ONCE) * factor);
}

/**
 * The number of polls before the playback's place, for a run that takes no time at all.
 * @param {number} poll
 * @param {number} polls
 * @param {number} elapsed
 */
export function playedPolls(poll, polls, elapsed) {
  return Math.min(polls, poll + (Math.min(elapsed, MOST_AT_ONCE) * polls) / FITTED);
}

/** A time to the microsecond, as the address holds it. @param {number} ms */
export function exact(ms) {
  return Math.round(ms * 1000) / 1000;
}

/** The place of a moment in a few words. @param {Moment} moment */
export function whereInWords({ at_ms, poll, polls, running, is_end, next }) {
  const at = at_ms < LONG_FROM && at_ms % 1 !== 0 && at_ms < 10 ? `${exact(at_ms)}\u00a0ms` : duration(at_ms);
  if (is_end) return `${at}, the end`;
  if (running) return `${at}, in poll ${count(poll + 1)} of ${count(polls)}`;
  if (poll === 0) return `${at}, before the first of ${count(polls)} polls`;
  // A step goes on to when the next poll begins, however long nobody was ready before it.
  const begins = next?.at_ms === at_ms && at_ms > 0 ? `; poll ${count(poll + 1)} begins here` : "";
  return `${at}, after poll ${count(poll)} of ${count(polls)}${begins}`;
}

/** "and 12 more", where a list was cut. @param {number} listed @param {number} all */
export function moreInWords(listed, all) {
  return all > listed ? `and ${count(all - listed)} more` : "";
}
