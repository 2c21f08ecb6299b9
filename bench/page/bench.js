// Lets whoever drives this page ask a contestant for a work: `measure(contestant, work, arguments)`
// answers with the milliseconds that it took, and with what was done in them.

import "./ways/rust.js";
import { Outcome } from "./pkg/bench.js";
import * as chain from "./works/chain.js";
import * as channel from "./works/channel.js";
import * as drawing from "./works/drawing.js";
import * as greetings from "./works/greetings.js";
import * as holding from "./works/holding.js";
import * as painting from "./works/painting.js";
import * as simulation from "./works/simulation.js";
import * as sleepers from "./works/sleepers.js";
import * as spawning from "./works/spawning.js";
import * as switches from "./works/switches.js";

/** @typedef {Record<string, (arguments_: any, record: boolean) => unknown>} Work */

/** @type {Record<string, Work>} */
const works = {
  chain,
  channel,
  drawing,
  greetings,
  holding,
  painting,
  simulation,
  sleepers,
  spawning,
  switches,
};

/**
 * @param {string} contestant
 * @param {string} work
 * @param {Record<string, number>} arguments_
 */
export async function measure(contestant, work, arguments_) {
  if (contestant === "pyodide") {
    const { measureInPython } = await import("./ways/pyodide.js");
    return measureInPython(work, arguments_);
  }
  const record = contestant === "recorded";
  const run = works[work]?.[record ? "coroscope" : contestant];
  if (!run) throw new Error(`${contestant} does not do ${work}`);
  await settle();
  const began = performance.now();
  const done = await run(arguments_, record);
  const ms = performance.now() - began;
  return { ms, ...told(done, record) };
}

/** Lets nobody pay for what was left behind before, as far as the browser can be told to. */
async function settle() {
  await new Promise((resolve) => setTimeout(resolve, 0));
  Reflect.get(globalThis, "gc")?.();
}

/**
 * What a contestant tells, as plain data.
 *
 * @param {unknown} done
 * @param {boolean} record
 */
function told(done, record) {
  if (!(done instanceof Outcome)) return typeof done === "number" ? { done } : Object(done);
  const { done: all, events, bytes } = done;
  const recorded = record ? { events, bytes, saved_bytes: done.saved_bytes() } : {};
  done.free();
  return { done: all, ...recorded };
}

Object.assign(globalThis, { measure });
document.documentElement.dataset.state = "ready";
