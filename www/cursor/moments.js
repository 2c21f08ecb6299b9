// The moment at the cursor of the run that the page shows. The wasm is asked
// once a frame, and all views of that frame get the same result.

import { spokenTrack, trackEnd } from "../model/state.js";
import { ask } from "../run/engine.js";
import { EVERYTHING } from "../run/parts.js";
import { during } from "../settled.js";

/** @import { App, Cursor, Moment, Page, Parts, Run, RunReport, State, Track } from "./types.js" */

/** Without a cursor, the moment of a run that goes on is computed at most this often, ms. */
const LIVE_INTERVAL = 100;

/** Instances whose missing parts are being fetched. @type {WeakSet<Parts>} */
const coming = new WeakSet();

/**
 * Asks a track something that takes the whole wasm. If that is not there yet, this returns undefined,
 * fetches it, and draws the page again once it is there.
 * @template T
 * @param {Page} app
 * @param {Track} track
 * @param {(run: Run) => T} question
 * @returns {T | undefined}
 */
export function askAll(app, track, question) {
  const { parts } = track.recording.instance;
  if (parts.has(EVERYTHING)) return ask(track.recording, question);
  if (!coming.has(parts)) {
    coming.add(parts);
    parts.complete(EVERYTHING).then(app.redraw, app.complain);
  }
  return undefined;
}

/**
 * Does something that takes the whole wasm: now, or as soon as it is there.
 * @param {Page} app
 * @param {Track} track
 * @param {() => void} act
 */
export function whenWhole(app, track, act) {
  const { parts } = track.recording.instance;
  if (parts.has(EVERYTHING)) act();
  else during("fetching a part of the program", parts.complete(EVERYTHING)).then(act, app.complain);
}

/** Is a moment of the run shown: at the cursor, or the newest one while it goes on? @param {State} state */
export function isLookedInto(state) {
  return state.settings !== null && (state.settings.cursor !== null || state.follows);
}

/** @type {{ run: Run, report: RunReport, rows: number, time: number, cursor: Cursor | null, moment: Moment } | null} */
let last = null;

/**
 * The moment at the cursor, or the newest one of a run that is followed. Null if no moment is shown,
 * or it is not known yet.
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
  if (
    last?.run === run &&
    last.report === track.report &&
    last.rows === track.rows &&
    last.time === time &&
    last.cursor === cursor
  ) {
    return { track, moment: last.moment };
  }
  const moment = momentAt(app, track, cursor ?? { at: Infinity, poll: null });
  if (!moment) return null;
  last = { run, report: track.report, rows: track.rows, time, cursor, moment };
  return { track, moment };
}

/** @param {App} app @param {Track} track @param {Cursor} cursor */
export function momentAt(app, track, { at, poll }) {
  return askAll(app, track, (run) => run.moment(at, poll));
}

/** The moment before poll number `poll`, counted from 0, as a cursor. @param {App} app @param {Track} track @param {number} poll @returns {Cursor | null} */
export function cursorAt(app, track, poll) {
  const moment = momentAt(app, track, { at: 0, poll });
  return moment ? { at: moment.at_ms, poll: moment.poll } : null;
}
