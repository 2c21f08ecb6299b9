// Moves the cursor through a run, step by step or in time. Buttons and keys
// call this.

import { spokenTrack, trackEnd } from "../model/state.js";
import { cursorAt, momentAt, whenWhole } from "./moments.js";
import { exact, played, playedPolls, suggestedSpeed } from "./steps.js";

/** @import { App, Cursor, Speed, State, Track } from "./types.js" */

/** @param {App} app */
export function createPlayback(app) {
  /** @type {State | null} */
  let state = null;
  /** The chosen speed; until then it is the one that suits the run. @type {Speed | null} */
  let chosen = null;
  let isPlaying = false;
  let before = 0;
  /** With a fraction, because a poll can take less than a frame. */
  let pollsPlayed = 0;
  /** The cursor that the playback itself has set last. Any other was set by a person. @type {Cursor | null} */
  let own = null;

  const track = () => (state ? spokenTrack(state) : null);
  const cursor = () => state?.settings?.cursor ?? null;
  const total = () => {
    const now = track();
    return now ? trackEnd(now) : 0;
  };
  const speed = () => chosen ?? suggestedSpeed(total());

  /** @param {Cursor | null} to */
  function move(to) {
    own = to;
    app.setCursor(to, true);
  }

  /** @param {number} time */
  function tick(time) {
    if (!isPlaying) return;
    const here = track();
    const from = cursor();
    // It goes on from where a person has put the cursor meanwhile, and pauses if they took it away.
    if (!here || !from) return pause();
    const elapsed = Math.max(0, time - before);
    before = time;
    const end = total();
    if (end > 0) move({ at: exact(played(Math.min(from.at, end), end, elapsed, speed())), poll: null });
    else playPolls(here, elapsed);
    const at = cursor();
    const isOver =
      end > 0
        ? (at?.at ?? 0) >= exact(end)
        : momentAt(app, here, at ?? { at: 0, poll: null })?.forward == null;
    if (isOver) return pause();
    requestAnimationFrame(tick);
  }

  /** @param {Track} here @param {number} elapsed */
  function playPolls(here, elapsed) {
    const polls = momentAt(app, here, { at: 0, poll: 0 })?.polls ?? 0;
    pollsPlayed = playedPolls(pollsPlayed, polls, elapsed);
    const to = cursorAt(app, here, Math.floor(pollsPlayed));
    if (to) move(to);
  }

  function play() {
    const from = cursor();
    if (!track()) return;
    isPlaying = true;
    before = performance.now();
    pollsPlayed = from?.poll ?? 0;
    const isOver = from === null || (total() > 0 ? from.at >= exact(total()) : pollsPlayed > 0);
    if (isOver) {
      pollsPlayed = 0;
      move({ at: 0, poll: null });
    }
    requestAnimationFrame(tick);
    app.redraw();
  }

  function pause() {
    isPlaying = false;
    // The address is written only when the playback pauses.
    if (own && cursor() === own) app.setCursor(own);
    own = null;
    app.redraw();
  }

  /** What a person wants to be done is not lost if a part of it is still on its way. @param {() => void} act */
  function once(act) {
    const here = track();
    if (here) whenWhole(app, here, act);
  }

  /** @param {-1 | 1} by */
  function step(by) {
    if (isPlaying) pause();
    const here = track();
    if (!here) return;
    const from = cursor();
    // The first step leads to the start.
    if (!from && by === 1) return to(0);
    const moment = momentAt(app, here, from ?? { at: Infinity, poll: null });
    const next = by === 1 ? moment?.forward : moment?.back;
    if (next != null) to(next);
  }

  /** @param {number} poll */
  function to(poll) {
    const here = track();
    const cursor = here && cursorAt(app, here, poll);
    if (cursor) app.setCursor(cursor);
  }

  return {
    /** @param {State} now */
    follow: (now) => (state = now),
    isPlaying: () => isPlaying,
    toggle: () => (isPlaying ? pause() : once(play)),
    pause,
    /** @param {-1 | 1} by */
    step: (by) => once(() => step(by)),
    toStart() {
      if (isPlaying) pause();
      once(() => to(0));
    },
    toEnd() {
      if (isPlaying) pause();
      app.setCursor({ at: exact(total()), poll: null });
    },
    /** Moves the cursor by a part of the run. @param {number} part  0.1 is a tenth further */
    jump(part) {
      if (isPlaying) pause();
      const at = (cursor()?.at ?? total()) + part * total();
      app.setCursor({ at: exact(Math.min(total(), Math.max(0, at))), poll: null });
    },
    /** @param {number} at @param {boolean} isMoving */
    drag(at, isMoving) {
      if (isPlaying) pause();
      app.setCursor({ at: exact(Math.min(total(), Math.max(0, at))), poll: null }, isMoving);
    },
    /** Ends a drag, and writes the address. */
    settle: () => app.setCursor(cursor()),
    speed,
    /** @param {Speed} wanted */
    setSpeed(wanted) {
      chosen = wanted;
      app.redraw();
    },
  };
}
