// Many coroutines sleep for an hour, and what they take of the memory is looked at. Only the first
// call on a page says something: memory that was once taken is used again.

import * as rust from "../pkg/bench.js";
import { sleep } from "../ways/native.js";
import { wasmBytes } from "../ways/rust.js";

/** @typedef {{ count: number }} Arguments */

const HOUR_MS = 3_600_000;

let begun = 0;

/** @param {Arguments} arguments_ */
export const native = ({ count }) =>
  grown(() => {
    const sleeper = async () => {
      begun += 1;
      await sleep(HOUR_MS);
    };
    Promise.all(Array.from({ length: count }, sleeper));
  });

/** @param {Arguments} arguments_ */
export const plain = ({ count }) => grown(() => rust.plain_hold(count));

/** @param {Arguments} arguments_ @param {boolean} record */
export const coroscope = ({ count }, record) => grown(() => rust.coroscope_hold(count, record));

/** @param {() => void} start */
async function grown(start) {
  // What loading this page left behind is not of the sleepers' making.
  await sleep(1000);
  const wasm = wasmBytes();
  const heap = await heapBytes();
  start();
  // By then every coroutine has come to its sleep, as their number shows.
  await sleep(1000);
  const bytes = {
    wasm_bytes: wasmBytes() - wasm,
    // It may have let go more of what was there before than a few sleepers take.
    heap_bytes: heap === undefined ? undefined : Math.max(0, ((await heapBytes()) ?? NaN) - heap),
  };
  return { done: begun + rust.held(), ...bytes };
}

/** What JavaScript's heap holds after a collection; only Chromium tells, and only if started so. */
async function heapBytes() {
  const collect = Reflect.get(globalThis, "gc");
  const memory = Reflect.get(performance, "memory");
  if (!collect || !memory) return undefined;
  // What has just become garbage may be reachable until the task at hand is over, and some of it
  // only goes in a second collection.
  for (let collection = 0; collection < 4; collection += 1) {
    await sleep(20);
    collect();
  }
  return /** @type {number} */ (memory.usedJSHeapSize);
}
