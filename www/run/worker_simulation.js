// Simulates in a worker, so that the page stays usable meanwhile. It does one
// request at a time; a new request replaces the one that waits.

/** @import { FromSimulator, ToSimulator } from "./messages.js" */

/** An idle worker is ended after this time, because wasm never returns the memory of large runs, ms. */
const IDLE = 4_000;

/**
 * @typedef {object} Asked
 * @property {ToSimulator} request
 * @property {(bytes: Uint8Array) => void} done
 * @property {(error: Error, isDeadly: boolean) => void} failed  deadly: it would fail again
 */

export function createWorkerSimulation() {
  /** @type {Worker | null} */
  let worker = null;
  /** @type {Asked | null} */
  let working = null;
  /** @type {Asked | null} */
  let waiting = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function end() {
    worker?.terminate();
    worker = null;
  }

  /** @param {(asked: Asked) => void} settle */
  function finish(settle) {
    const asked = working;
    working = null;
    const next = waiting;
    waiting = null;
    if (asked) settle(asked);
    if (next) start(next);
    else timer = setTimeout(end, IDLE);
  }

  /** @param {Asked} asked */
  function start(asked) {
    clearTimeout(timer);
    working = asked;
    const used = (worker ??= new Worker(new URL("../run/simulator.js", import.meta.url), {
      type: "module",
      name: "prediction",
    }));
    used.onmessage = ({ data }) => {
      const message = /** @type {FromSimulator} */ (data);
      if (worker !== used) return;
      if (message.type === "simulated") return finish(({ done }) => done(message.bytes));
      if (message.type === "failed") end();
      finish(({ failed }) => failed(new Error(message.message), message.type === "failed"));
    };
    used.onerror = (event) => {
      event.preventDefault();
      if (worker !== used) return;
      end();
      finish(({ failed }) => failed(new Error(event.message || "The worker could not be started."), true));
    };
    used.postMessage(asked.request);
  }

  return {
    /** @param {Asked} asked */
    simulate(asked) {
      if (working) waiting = asked;
      else start(asked);
    },
  };
}
