// Starting and ending runs without a browser: their memory is freed.

import assert from "node:assert/strict";
import { test } from "node:test";

import { ask, release } from "../../www/run/engine.js";
import { createWorkerRunner } from "../../www/run/in_worker.js";
import { createJobs } from "../../www/run/jobs.js";
import { createTracks } from "../../www/run/tracks.js";

const request = {
  program: "greetings",
  variant: "concurrent",
  values: {},
  order: /** @type {const} */ ("fifo"),
};

/** A run that notes whether it was freed. @returns {any} */
function fakeRun() {
  return {
    freed: false,
    free() {
      this.freed = true;
    },
    now_ms: () => 7,
    rows: () => 3,
    report: () => ({}),
    to_bytes: () => new Uint8Array([1, 2, 3]),
  };
}

/** A listener that notes what is reported to it. @returns {any} */
function noting() {
  /** @type {string[]} */
  const heard = [];
  const note = (/** @type {string} */ what) => () => void heard.push(what);
  return {
    heard,
    started: note("started"),
    live: note("live"),
    end: note("end"),
    cut: note("cut"),
    error: note("error"),
    crash: note("crash"),
  };
}

/** @param {any} wasm @returns {any} */
function fakeEngine(wasm) {
  const instance = { dead: false, wasm };
  return {
    complete: async () => instance,
    instance: () => instance,
    open: async () => ({ run: fakeRun(), instance }),
  };
}

test("a run that ends after it was dropped is freed and not reported", async () => {
  const [live, ended] = [fakeRun(), fakeRun()];
  /** @type {(run: any) => void} */
  let finish = () => {};
  const wasm = {
    run(/** @type {any[]} */ ...[, , , options]) {
      options.on_start(live);
      return new Promise((resolve) => (finish = resolve));
    },
  };
  globalThis.requestAnimationFrame ??= (done) => Number(setTimeout(done, 0, 0));
  const jobs = createJobs(fakeEngine(wasm));
  const listener = noting();
  await jobs.start("page", request, listener);
  jobs.drop();
  finish(ended);
  await new Promise((resolve) => setTimeout(resolve, 0));
  assert.deepEqual(listener.heard, ["started", "live"]);
  assert.equal(ended.freed, true);
  assert.equal(live.freed, false, "who heard of it holds it");
});

test("a worker that could not load is not asked again", () => {
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
  const run = createWorkerRunner(fakeEngine({}));
  const listener = noting();
  run(request, listener);
  workers[0].onmessage({
    data: { type: "error", id: workers[0].posted[0].id, message: "It could not be loaded." },
  });
  assert.deepEqual(listener.heard, ["error"]);
  assert.equal(workers[0].isTerminated, true);
  run(request, noting());
  assert.equal(workers.length, 2);
});

/**
 * A runner whose worker is in the hands of the test.
 * @param {any} engine
 */
function withWorker(engine) {
  /** @type {any} */
  let worker;
  class FakeWorker {
    constructor() {
      worker = this;
    }
    postMessage() {}
    terminate() {}
  }
  Object.assign(globalThis, { Worker: FakeWorker });
  const listener = noting();
  const job = createWorkerRunner(engine)(request, listener);
  return { listener, job, worker };
}

test("a worker whose script cannot be loaded has not crashed", () => {
  const { listener, worker } = withWorker(fakeEngine({}));
  worker.onerror(Object.assign(new Event("error"), { preventDefault() {} }));
  assert.deepEqual(listener.heard, ["error"]);
});

test("a run whose recording cannot be read has failed and is over", async () => {
  const engine = { ...fakeEngine({}), open: () => Promise.reject(new Error("damaged")) };
  const { listener, worker } = withWorker(engine);
  worker.onmessage({ data: { type: "trace", id: 1, bytes: new Uint8Array() } });
  worker.onmessage({ data: { type: "end", id: 1, bytes: new Uint8Array() } });
  await new Promise(setImmediate);
  assert.deepEqual(listener.heard, ["error"]);
});

test("Stop ends a worker that answers nothing, although its recording cannot be read", async () => {
  const engine = { ...fakeEngine({}), open: () => Promise.reject(new Error("damaged")) };
  const { job, listener, worker } = withWorker(engine);
  worker.onmessage({ data: { type: "trace", id: 1, bytes: new Uint8Array() } });
  job.stop();
  await new Promise((go) => setTimeout(go, 300));
  assert.deepEqual(listener.heard, ["cut"]);
});

test("a recording that was released has no answer and is freed once", () => {
  let frees = 0;
  /** @type {any} */
  const recording = { run: { ...fakeRun(), free: () => (frees += 1) }, instance: { dead: false } };
  assert.equal(
    ask(recording, (run) => run.rows()),
    3,
  );
  release(recording);
  assert.equal(
    ask(recording, (run) => run.rows()),
    undefined,
  );
  // The same run in another track.
  assert.equal(
    ask({ ...recording }, (run) => run.rows()),
    undefined,
  );
  release(recording);
  assert.equal(frees, 1);
});

test("a track that was changed after it ended outlives its instance all the same", async () => {
  /** @type {any} */
  const state = { predicted: {}, measured: {}, history: [] };
  const engine = fakeEngine({});
  const tracks = createTracks(state, engine);
  tracks.add("measured", "concurrent", { run: fakeRun(), instance: engine.instance() }, "key", "stopped");
  tracks.put("measured", { ...state.measured.concurrent, now: 12 });
  const restore = tracks.dropDead();
  assert.deepEqual(state.measured, {});
  assert.deepEqual(
    state.history.map((/** @type {any} */ kept) => kept.track.settings),
    ["key"],
  );
  await restore();
  assert.equal(state.measured.concurrent?.now, 12);
});
