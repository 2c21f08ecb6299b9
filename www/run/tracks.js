// The predicted and measured tracks of the page, by variant, and the memory that
// they hold in wasm.

import { release } from "./engine.js";

/** @import { Engine, OwnState, Recording, Run, Track, TrackKind } from "./types.js" */

/** Recordings of at most this many rows are also kept as bytes, to outlive their instance. */
const KEPT_ROWS = 200_000;

/** At most this many earlier runs are kept. */
const KEPT_RUNS = 20;

/** @param {OwnState} state @param {Engine} engine */
export function createTracks(state, engine) {
  /** @type {WeakMap<Run, Uint8Array>} */
  const bytes = new WeakMap();
  let runs = 0;

  /** @param {TrackKind} kind @param {Track} track */
  function put(kind, track) {
    const old = state[kind][track.variant];
    state[kind] = { ...state[kind], [track.variant]: track };
    if (old && old.recording.run !== track.recording.run) release(old.recording);
  }

  /** @param {TrackKind} kind @param {string} variant */
  function forget(kind, variant) {
    const { [variant]: gone, ...rest } = state[kind];
    state[kind] = rest;
    release(gone?.recording);
  }

  /** Keeps the record of a run, also in the list of earlier runs. @param {Track} track @param {Uint8Array} trace */
  function keep(track, trace) {
    bytes.set(track.recording.run, trace);
    const where = state.running?.where ?? "page";
    state.history = [
      ...state.history,
      { id: ++runs, at: Date.now(), where, track: { ...track, recording: null }, trace },
    ].slice(-KEPT_RUNS);
  }

  return {
    put,
    forget,

    /**
     * @param {TrackKind} kind
     * @param {string} variant
     * @param {Recording} recording
     * @param {string} settings
     * @param {Track["life"]} life
     * @param {Partial<Track>} [more]
     */
    add(kind, variant, recording, settings, life, more) {
      const { run } = recording;
      const now = run.now_ms();
      /** @type {Track} */
      const track = {
        kind,
        variant,
        recording,
        settings,
        life,
        report: more?.report ?? run.report(),
        rows: run.rows(),
        now,
        heard: now,
        ...more,
      };
      if (kind === "measured" && life !== "live" && track.rows <= KEPT_ROWS) keep(track, run.to_bytes());
      put(kind, track);
    },

    forgetAll() {
      for (const kind of /** @type {TrackKind[]} */ (["predicted", "measured"])) {
        for (const variant of Object.keys(state[kind])) forget(kind, variant);
      }
    },

    /** Drops all tracks of a dead instance. Returns a function that reads the measured ones again. */
    dropDead() {
      const dead = Object.values(state.measured);
      state.predicted = {};
      state.measured = {};
      return async () => {
        for (const track of dead) {
          const trace = bytes.get(track.recording.run);
          if (!trace || state.measured[track.variant]) continue;
          const reopened = { ...track, recording: await engine.open(trace) };
          bytes.set(reopened.recording.run, trace);
          put("measured", reopened);
        }
      };
    },
  };
}
