// Simulates what is shown, and not yet simulated with these settings.

import { settingsKey } from "../model/state.js";
import { isTrap } from "./engine.js";

/** A prediction that takes longer than this waits until the drag pauses, ms. */
const SLOW = 24;
const DRAG_PAUSE = 160;

/**
 * @param {State} state
 * @param {Engine} engine
 * @param {Tracks} tracks
 * @param {{ redraw: () => void, complain: (error: unknown) => void }} page
 */
export function createPredictor(state, engine, tracks, { redraw, complain }) {
  let notBefore = 0;
  let took = 0;
  // What brought an instance down is not simulated once more in the next.
  /** @type {Set<string>} */
  const deadly = new Set();

  // What is missing for a program is asked for once: what cannot be had must not be asked for in
  // every frame.
  /** @type {Set<string>} */
  const asked = new Set();

  /** @param {string} program */
  function complete(program) {
    if (asked.has(program)) return;
    asked.add(program);
    engine.complete(program).then(redraw, complain);
  }

  return {
    /** A parameter is being dragged. */
    dragged() {
      notBefore = took > SLOW ? performance.now() + DRAG_PAUSE : 0;
    },

    predict() {
      const { settings } = state;
      const instance = engine.instance();
      if (!settings || !instance) return;
      if (!instance.parts.has(settings.program.id)) return void complete(settings.program.id);
      const key = settingsKey(settings);
      const wanted = settings.compare ? settings.program.variants.map((one) => one.id) : [settings.variant];
      const missing = wanted.filter((variant) => state.predicted[variant]?.settings !== key && !deadly.has(key + variant));
      if (missing.length === 0) return;
      if (performance.now() < notBefore) return void setTimeout(redraw, DRAG_PAUSE);
      const before = performance.now();
      for (const variant of missing) {
        try {
          const run = instance.wasm.simulate(settings.program.id, variant, settings.values, { order: settings.order });
          tracks.add("predicted", variant, { run, instance }, key, "ended");
        } catch (error) {
          deadly.add(key + variant);
          if (isTrap(error)) throw error;
          tracks.forget("predicted", variant);
          complain(error);
        }
      }
      took = performance.now() - before;
    },
  };
}
