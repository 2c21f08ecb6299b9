// How long other variants take, and which of them takes as long as the guess.

import { duration } from "../model/format.js";
import { isStale, trackEnd } from "../model/state.js";

/** @import { FirstApp, Settings, State } from "./types.js" */

/** Another variant is not simulated for a sentence if the run has more rows than this. */
const MOST_ROWS = 100_000;

/**
 * @param {FirstApp} app
 * @param {State} state
 * @param {number | null} total   ms
 * @returns {string} a sentence, or nothing
 */
export function sameAsVariant(app, state, total) {
  const { settings } = state;
  const predicted = settings && state.predicted[settings.variant];
  if (total === null || !Number.isFinite(total) || !predicted || predicted.rows > MOST_ROWS) return "";
  const same = settings.program.variants.filter(
    (variant) => variant.id !== settings.variant && isNear(predict(app, state, settings, variant.id), total),
  );
  if (same.length === 0) return "";
  return `${duration(total)} is what ${same.map((variant) => `“${variant.title}”`).join(" and ")} would take.`;
}

/** How long the other variants would take, ms. @param {FirstApp} app @param {State} state @returns {number[]} */
export function totalsOfVariants(app, state) {
  const { settings } = state;
  const predicted = settings && state.predicted[settings.variant];
  if (!predicted || predicted.rows > MOST_ROWS) return [];
  const others = settings.program.variants.filter((variant) => variant.id !== settings.variant);
  return others.map((variant) => predict(app, state, settings, variant.id));
}

/** @param {FirstApp} app @param {State} state @param {Settings} settings @param {string} variant */
function predict(app, state, settings, variant) {
  const known = state.predicted[variant];
  if (known && !isStale(state, known)) return trackEnd(known);
  const instance = app.instance();
  if (!instance) return NaN;
  const run = instance.wasm.simulate(settings.program.id, variant, settings.values, {
    order: settings.order,
  });
  const end = run.now_ms();
  run.free();
  return end;
}

/** @param {number} a @param {number} b */
function isNear(a, b) {
  return Math.abs(a - b) <= Math.max(5, a * 0.02);
}
