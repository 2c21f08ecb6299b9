// The wasm instance that is alive. When it dies of a panic it is never called
// again, and a fresh one takes its place.

import { FIRST_PROGRAM } from "./parts.js";

/** @import { Crash, Engine, Instance, Parts, Recording, Run, Wasm } from "./types.js" */

/** @type {Parts} */
const WHOLE = { has: () => true, complete: async () => {}, loadNow() {} };

/**
 * @param {(crash: Crash) => void} onCrash  called once for each instance that dies
 * @returns {Engine}
 */
export function createEngine(onCrash) {
  /** @type {Instance | null} */
  let current = null;
  let starts = 0;
  let hasBegun = false;
  /** @type {Promise<Instance>} */
  let loading = Promise.reject(new Error("WebAssembly was not loaded."));
  loading.catch(() => {});

  function load() {
    loading = start();
    return loading;
  }

  async function start() {
    // The page begins with a part of the wasm. A fresh instance has all of it, and so has the first if
    // a module did not come, which browsers remember.
    const first = hasBegun ? null : await import("./first.js").catch(() => null);
    const url = first ? "../pkg/coroscope.js" : `../pkg/coroscope.js?instance=${(starts += 1)}`;
    const wasm = /** @type {Wasm} */ (await import(url));
    const parts = first ? await first.load() : (await wasm.default(), WHOLE);
    hasBegun = true;
    const instance = { wasm, parts, dead: false };
    wasm.on_panic((message, trace) => die(instance, { message, trace: trace.slice() }));
    current = instance;
    return instance;
  }

  /** @param {Instance} instance @param {Crash} crash */
  function die(instance, crash) {
    if (instance.dead) return;
    instance.dead = true;
    if (current === instance) current = null;
    onCrash(crash);
  }

  // A trap without a panic, such as running out of stack.
  /** @param {unknown} reason */
  const trapped = (reason) => {
    if (!isTrap(reason)) return false;
    if (current) die(current, { message: reason.message, trace: null });
    return true;
  };
  addEventListener("error", (event) => trapped(event.error));
  addEventListener("unhandledrejection", (event) => trapped(event.reason));

  return {
    load,
    async complete(program) {
      const instance = await loading;
      await instance.parts.complete(program);
      return instance;
    },
    instance: () => current,
    trapped,
    async open(bytes) {
      const instance = await this.complete(FIRST_PROGRAM);
      return { run: instance.wasm.Run.from_bytes(bytes), instance };
    },
  };
}

/**
 * Runs whose memory was freed. A view may still hold one until it is drawn again.
 * @type {WeakSet<Run>}
 */
const released = new WeakSet();

/**
 * Asks a recording something; returns undefined if its instance is dead or its memory was freed.
 * @template T
 * @param {Recording} recording
 * @param {(run: Run) => T} question
 * @returns {T | undefined}
 */
export function ask(recording, question) {
  return recording.instance.dead || released.has(recording.run) ? undefined : question(recording.run);
}

/** Frees the memory of a recording. @param {Recording | null | undefined} recording */
export function release(recording) {
  if (!recording || recording.instance.dead || released.has(recording.run)) return;
  released.add(recording.run);
  recording.run.free();
}

/** @param {unknown} reason @returns {reason is Error} */
export function isTrap(reason) {
  if (reason instanceof WebAssembly.RuntimeError) return true;
  return reason instanceof RangeError && /wasm/.test(reason.stack ?? "");
}
