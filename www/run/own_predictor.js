// Predicts a person's own listing: by CPython, on a virtual clock. One prediction at a time; while it is
// made, the text may go on changing, and then the newest one is next.

import { settingsKey } from "../model/state.js";
import { begin } from "../settled.js";
import { python } from "./python_engine.js";
import { endOf, isSyntaxError, recordOf } from "./python_record.js";

/** @import { Engine, OwnState, Page, PythonEnd, Settings, Tracks } from "./types.js" */

/** Nobody is told what is wrong while they type: a moment after the last key, ms. */
const PAUSE = 300;

/**
 * @param {OwnState} state
 * @param {Engine} engine
 * @param {Tracks} tracks
 * @param {Page} page
 * @param {(what: string | null) => void} setPredicting
 */
export function createOwnPredictor(state, engine, tracks, { redraw, complain }, setPredicting) {
  let isBusy = false;
  let isWaiting = false;
  /** What could not be asked is not asked again in every frame. */
  let failed = "";

  /** @param {Settings} settings @param {string} key */
  async function predict({ code = "", order, variant, program }, key) {
    isBusy = true;
    setPredicting(key);
    try {
      const answer = await (await python()).predict(code, order === "fifo" ? {} : { order });
      // Somebody has gone elsewhere meanwhile.
      if (state.settings?.program !== program) return;
      if (isSyntaxError(answer) || !answer.result) return unpredicted(key, endOf(answer));
      const { recording, python: end } = await recordOf(engine, answer);
      if (state.own) state.own = { ...state.own, unpredicted: null };
      tracks.add("predicted", variant, recording, key, "ended", { python: end });
    } catch (error) {
      failed = key;
      tracks.forget("predicted", variant);
      if (!engine.trapped(error)) complain(error);
    } finally {
      isBusy = false;
      setPredicting(null);
      redraw();
    }
  }

  /** What was predicted before stays in view. @param {string} key @param {PythonEnd} python */
  function unpredicted(key, python) {
    if (state.own) state.own = { ...state.own, unpredicted: { key, python } };
  }

  /** @param {number} ms */
  function wait(ms) {
    if (isWaiting) return;
    isWaiting = true;
    const waited = begin("waiting for the last key");
    setTimeout(() => {
      isWaiting = false;
      waited();
      redraw();
    }, ms);
  }

  return {
    /** Predicts these settings, unless that was done, or nobody has said that it may be. @param {Settings} settings */
    predict(settings) {
      const { own } = state;
      if (isBusy || !own || own.isForeign || settings.code === undefined) return;
      const key = settingsKey(settings);
      if (state.predicted[settings.variant]?.settings === key || own.unpredicted?.key === key) return;
      if (failed === key || state.phase === "running") return;
      const left = own.typed + PAUSE - performance.now();
      if (left > 0) return wait(left);
      predict(settings, key);
    },
  };
}
