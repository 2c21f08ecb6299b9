// The moment of the run that the page speaks of. All views of one frame get
// the same answer, and the wasm is asked once.

import { spokenTrack, trackEnd } from "../model/state.js";
import { ask } from "../run/engine.js";

/** @import { App, Cursor, Moment, Page, Parts, Run, State, Track } from "./types.js" */

/** What answers is in no part of the wasm that comes first: any program but the first needs it all. */
const ALL = "*";

/** A run that goes on is looked at so often without a cursor, ms. */
const LIVE_INTERVAL = 100;

/** Whose missing parts are on their way. @type {WeakSet<Parts>} */
const coming = new WeakSet();

/**
 * Asks a track something that takes the whole wasm. If it is not there yet it is fetched, and the
 * page drawn again once it is.
 * @template T
 * @param {Page} app
 * @param {Track} track
 * @param {(run: Run) => T} question
 * @returns {T | undefined}
 */
export function askAll(app, track, question) {
  const { parts } = track.recording.instance;
  if (parts.has(ALL)) return ask(track.recording, question);
  if (!coming.has(parts)) {
    coming.add(parts);
    parts.complete(ALL).then(app.redraw, app.complain);
  }
  return undefined;
}

/** Is the run looked at more closely: at the cursor, or at its front while it goes on? @param {State} state */
export function isLookedInto(state) {
  return state.settings !== null && (state.settings.cursor !== null || state.follows);
}

/** @type {{ run: Run, rows: number, time: number, cursor: Cursor | null, moment: Moment } | null} */
let last = null;

/**
 * What was going on at the cursor, or at the front of a run that is followed. Null if nobody wants
 * to know, or it is not known yet.
 * @param {App} app
 * @param {State} state
 * @returns {{ track: Track, moment: Moment } | null}
 */
export function momentOf(app, state) {
  const track = isLookedInto(state) ? spokenTrack(state) : null;
  if (!track || !state.settings) return null;
  const { cursor } = state.settings;
  const { run } = track.recording;
  const time = track.life === "live" ? Math.floor(trackEnd(track) / LIVE_INTERVAL) : Infinity;
  if (last?.run === run && last.rows === track.rows && last.time === time && last.cursor === cursor) {
    return { track, moment: last.moment };
  }
  const moment = momentAt(app, track, cursor ?? { at: Infinity, poll: null });
  if (!moment) return null;
  last = { run, rows: track.rows, time, cursor, moment };
  return { track, moment };
}

/** @param {App} app @param {Track} track @param {Cursor} cursor */
export function momentAt(app, track, { at, poll }) {
  return askAll(app, track, (run) => run.moment(at, poll));
}

/** The moment before the poll that comes after so many, as a cursor. @param {App} app @param {Track} track @param {number} poll @returns {Cursor | null} */
export function cursorAt(app, track, poll) {
  const moment = momentAt(app, track, { at: 0, poll });
  return moment ? { at: moment.at_ms, poll: moment.poll } : null;
}
