// Opens pinned runs, and releases those that are no longer pinned. A prediction
// is simulated, a measured run is read from its bytes. After a crash both are
// opened again in the next instance.

import { isOwn } from "../model/own.js";
import { pinKey } from "../model/slots.js";
import { isRecorded } from "../model/recorded.js";
import { settingsKey } from "../model/state.js";
import { isTrap } from "../run/engine.js";
import { EVERYTHING } from "../run/parts.js";
import { labelOf, readEntry } from "./entries.js";

/** @import { App, Instance, Kept, Render, Settings, State, Track } from "./types.js" */

const NOT_KEPT =
  "A pinned run of a listing of your own is kept by the tab that made it, until that is closed or reloaded. It is left out here.";

const NOT_KEPT_FILE = "A pinned run of a file is kept by the tab that opened it. It is left out here.";

/** @param {App} app @returns {Render} */
export function createPins(app) {
  /** Pinned runs are kept, even if the history drops them. @type {Map<string, Kept>} */
  const kept = new Map();
  let isComing = false;

  return (state) => {
    const { settings } = state;
    if (!settings) return;
    const wanted = new Map(settings.with.map((entry) => [pinKey(settings, entry), entry]));
    for (const key of Object.keys(state.pinned)) if (!wanted.has(key)) drop(key);
    const instance = app.instance();
    const missing = [...wanted].filter(([key]) => state.pinned[key]?.recording.instance.dead !== false);
    if (!instance || missing.length === 0) return;
    if (!instance.parts.has(EVERYTHING)) return complete();
    for (const [key, entry] of missing) open(state, settings, instance, key, entry);
  };

  function complete() {
    if (isComing) return;
    isComing = true;
    app
      .complete(EVERYTHING)
      .then(app.redraw, app.complain)
      .finally(() => (isComing = false));
  }

  /** @param {string} key */
  function drop(key) {
    kept.delete(key);
    app.dropPinned(key);
  }

  /** @param {State} state @param {Settings} settings @param {Instance} instance @param {string} key @param {string} entry */
  function open(state, settings, instance, key, entry) {
    const { program } = settings;
    try {
      const {
        manner,
        kept: found,
        notices,
      } = readEntry(entry, program, [...state.history, ...kept.values()]);
      notices.forEach((sentence) => app.complain(new Error(sentence)));
      if (found) kept.set(key, found);
      if (!found && isOwn(settings)) throw new Error(NOT_KEPT);
      if (!found && isRecorded(settings)) throw new Error(NOT_KEPT_FILE);
      const run = found
        ? instance.wasm.Run.from_bytes(found.trace)
        : instance.wasm.simulate(program.id, manner.variant, manner.values, { order: manner.order });
      const report = run.report();
      /** @type {Track} */
      const track = {
        kind: found ? "measured" : "predicted",
        variant: manner.variant,
        settings: found?.track.settings ?? settingsKey({ ...settings, ...manner }),
        life: found?.track.life ?? "ended",
        step: found?.track.step,
        away: found?.track.away,
        mark: found?.track.mark,
        rows: run.rows(),
        now: found?.track.now ?? report.total_ms,
        heard: found?.track.heard ?? report.total_ms,
        recording: { run, instance },
        report,
        pin: entry,
        label:
          labelOf(program, manner, settings.code) ||
          (isRecorded(settings) ? (found?.track.saved ?? "") : "default settings"),
      };
      app.showPinned(key, track);
    } catch (error) {
      // A run that cannot be shown is not tried again in the next frame.
      app.setWith(settings.with.filter((other) => other !== entry));
      if (isTrap(error)) throw error;
      app.complain(error);
    }
  }
}
