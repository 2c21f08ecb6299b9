// A link may name a moment that is later than its run. The last moment is shown then, and the address
// says that one.

import { isPredictable, spokenTrack, trackEnd } from "../model/state.js";

/** @import { App, Cursor, Render, Track } from "./types.js" */

/** Times in an address have so many ms at least between them. */
const STEP = 0.001;

/**
 * The last moment of a run, if the cursor is behind it.
 * @param {Cursor} cursor @param {Track} track
 * @returns {Cursor | null}
 */
export function lastIfLate({ at, poll }, track) {
  // A number of a poll says when that was, and a run that goes on has no last moment.
  if (poll !== null || track.life === "live" || !isPredictable(track)) return null;
  const end = trackEnd(track);
  return at > end + STEP ? { at: end, poll: null } : null;
}

/** @param {App} app @returns {Render} */
export function createLate(app) {
  /** Each is looked at once: in another variant it may be behind the end for a while. @type {Cursor | null} */
  let known = null;
  return (state) => {
    const cursor = state.settings?.cursor ?? null;
    const track = spokenTrack(state);
    if (!cursor || !track || cursor === known) return;
    known = cursor;
    const last = lastIfLate(cursor, track);
    if (last) app.setCursor(last);
  };
}
