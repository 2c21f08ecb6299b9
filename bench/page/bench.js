// Makes the contestants available to whoever drives this page, each as a function that answers with
// the milliseconds that it took.

import init, * as rust from "./pkg/bench.js";
import * as native from "./native.js";

/** @param {() => Promise<unknown>} work */
async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const contestants = {
  sleepers: {
    /** @param {number} n @param {number} ms */
    native: (n, ms) => timed(() => native.sleepers(n, ms)),
    /** @param {number} n @param {number} ms */
    plain: (n, ms) => timed(() => rust.plain_sleepers(n, ms)),
    /** @param {number} n @param {number} ms */
    coroscope: (n, ms) => timed(() => rust.coroscope_sleepers(n, ms, false)),
    /** @param {number} n @param {number} ms */
    recorded: (n, ms) => timed(() => rust.coroscope_sleepers(n, ms, true)),
  },
  switches: {
    /** @param {number} n @param {number} k */
    native: (n, k) => timed(() => native.switches(n, k)),
    /** @param {number} n @param {number} k */
    plain: (n, k) => timed(() => rust.plain_switches(n, k)),
    /** @param {number} n @param {number} k */
    coroscope: (n, k) => timed(() => rust.coroscope_switches(n, k, false)),
    /** @param {number} n @param {number} k */
    recorded: (n, k) => timed(() => rust.coroscope_switches(n, k, true)),
  },
  growth: {
    /** @param {number} n */
    coroscope: (n) => rust.coroscope_growth_bytes(n, false),
    /** @param {number} n */
    recorded: (n) => rust.coroscope_growth_bytes(n, true),
  },
};

await init();
Object.assign(globalThis, { contestants });
document.documentElement.dataset.state = "ready";
