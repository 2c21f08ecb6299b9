// How long it takes to record an event in this browser: measured with the real
// recorder and the real clock, a little at a time, while nothing else goes on.

/** @import { Instance } from "./types.js" */

/** How often it is measured, and how many turns of two coroutines each time: a millisecond or two. */
const SAMPLES = 28;
const TURNS = 6000;
/** The first ones run while the browser is still compiling what they run. */
const WARM_UP = 4;
/** Where a browser does not say when it is idle, it gets so much time in between, ms. */
const PAUSE = 120;

/**
 * @param {Instance} instance
 * @param {() => boolean} mayGoOn  asked before each sample
 * @returns {Promise<number | null>} ns for an event; null if it could not be measured now
 */
export async function calibrate(instance, mayGoOn) {
  // Which program that is does not matter: all parts are to be there.
  await instance.parts.complete("");
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

/** The mean of the middle half: what came in between does not count, and a coarse clock evens out. @param {number[]} values */
export function middle(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const skipped = Math.floor(sorted.length / 4);
  const kept = sorted.slice(skipped, sorted.length - skipped);
  return kept.length === 0 ? null : kept.reduce((sum, one) => sum + one, 0) / kept.length;
}

function idle() {
  return new Promise((resolve) => {
    if (typeof requestIdleCallback === "function") requestIdleCallback(resolve, { timeout: 1000 });
    else setTimeout(resolve, PAUSE);
  });
}
