// Predictions in a worker, without a browser: one at a time, and the latest request wins.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { createWorkerSimulation } from "../../www/run/worker_simulation.js";

/** @type {any[]} */
const workers = [];
globalThis.Worker = /** @type {any} */ (
  class {
    isTerminated = false;
    /** @type {any[]} */
    posted = [];
    constructor() {
      workers.push(this);
    }
    /** @param {any} message */
    postMessage(message) {
      this.posted.push(message);
    }
    terminate() {
      this.isTerminated = true;
    }
  }
);

mock.timers.enable({ apis: ["setTimeout"] });

/** A request that notes its result. @param {string} variant @param {string[]} heard */
function asked(variant, heard) {
  return {
    request: { program: "scale", variant, values: {}, order: /** @type {const} */ ("fifo") },
    done: (/** @type {Uint8Array} */ bytes) => void heard.push(`${variant}: ${bytes.length} bytes`),
    failed: (/** @type {Error} */ error, /** @type {boolean} */ isDeadly) =>
      void heard.push(`${variant}: ${error.message}${isDeadly ? "!" : ""}`),
  };
}

test("what is asked for while a worker works waits, and only the latest of it is done", () => {
  /** @type {string[]} */
  const heard = [];
  const simulation = createWorkerSimulation();
  for (const variant of ["a", "b", "c"]) simulation.simulate(asked(variant, heard));
  const worker = workers.at(-1);
  assert.deepEqual(
    worker.posted.map((/** @type {any} */ request) => request.variant),
    ["a"],
  );
  worker.onmessage({ data: { type: "simulated", bytes: new Uint8Array(3) } });
  worker.onmessage({ data: { type: "refused", message: "no" } });
  assert.deepEqual(
    worker.posted.map((/** @type {any} */ request) => request.variant),
    ["a", "c"],
  );
  assert.deepEqual(heard, ["a: 3 bytes", "c: no"]);
  assert.equal(worker.isTerminated, false);
});

test("a worker that crashed is ended, and the next request gets a new worker", () => {
  /** @type {string[]} */
  const heard = [];
  const simulation = createWorkerSimulation();
  simulation.simulate(asked("a", heard));
  const first = workers.at(-1);
  simulation.simulate(asked("b", heard));
  first.onmessage({ data: { type: "failed", message: "boom" } });
  assert.equal(first.isTerminated, true);
  const second = workers.at(-1);
  assert.notEqual(second, first);
  // Messages of the dead worker are ignored.
  first.onmessage({ data: { type: "simulated", bytes: new Uint8Array(9) } });
  second.onmessage({ data: { type: "simulated", bytes: new Uint8Array(2) } });
  assert.deepEqual(heard, ["a: boom!", "b: 2 bytes"]);
});

test("a worker with nothing to do is ended after a while, which gives its memory back", () => {
  const simulation = createWorkerSimulation();
  simulation.simulate(asked("a", []));
  const worker = workers.at(-1);
  worker.onmessage({ data: { type: "simulated", bytes: new Uint8Array(1) } });
  mock.timers.tick(1_000);
  assert.equal(worker.isTerminated, false);
  mock.timers.tick(10_000);
  assert.equal(worker.isTerminated, true);
});
