// Measures how long it takes to record an event in this browser, with the real
// recorder and the real clock, a little at a time, while nothing else goes on.

import { EVERYTHING } from "../run/parts.js";

/** @import { Instance } from "./types.js" */

/** The number of samples, and of turns of two coroutines in each, which take a millisecond or two. */
const SAMPLES = 28;
const TURNS = 6000;
/** The first samples do not count, because the browser is still compiling then. */
const WARM_UP = 4;
/** The pause between samples in a browser that does not say when it is idle, ms. */
const PAUSE = 120;

/**
 * @param {Instance} instance
 * @param {() => boolean} mayGoOn  asked before each sample
 * @returns {Promise<number | null>} ns for an event; null if it could not be measured now
 */
export async function calibrate(instance, mayGoOn) {
  await instance.parts.complete(EVERYTHING);
  /** @type {number[]} */
  const found = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    await idle();
    if (instance.dead || !mayGoOn()) return null;
    const [recorded = 0, unrecorded = 0, events = 1] = instance.wasm.recording_cost(TURNS);
    if (sample >= WARM_UP) found.push(((recorded - unrecorded) * 1e6) / events);
  }
  return middle(found);
}

/** The mean of the middle half, which leaves out interruptions and evens out a coarse clock. @param {number[]} values */
export function middle(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const skipped = Math.floor(sorted.length / 4);
  const kept = sorted.slice(skipped, sorted.length - skipped);
  return kept.length === 0 ? null : kept.reduce((sum, value) => sum + value, 0) / kept.length;
}

function idle() {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === "function") requestIdleCallback(resolve, { timeout: 1000 });
    else setTimeout(resolve, PAUSE);
  });
}
