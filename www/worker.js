// A worker that runs one program at a time on its own event loop and tells the
// page what it has recorded so far.

import init, { on_panic, run } from "./pkg/coroscope.js";

/** How often the page hears of a run at most, ms. */
const INTERVAL = 100;
/** Telling may take one part in so many of the worker's time, and so much at once, ms. */
const SHARE = 20;
const BURST = 15;

let id = 0;
let abort = new AbortController();
let isDead = false;

const loaded = init().then(() =>
  on_panic((message, trace) => {
    isDead = true;
    tell({ type: "crash", id, message, bytes: trace.slice() });
  }),
);

addEventListener("message", ({ data }) => {
  const message = /** @type {ToWorker} */ (data);
  if (message.type === "stop") {
    if (message.id === id) abort.abort();
  } else {
    start(message);
  }
});
addEventListener("error", (event) => trapped(event.error));
addEventListener("unhandledrejection", (event) => trapped(event.reason));

/** @param {RunRequest & { id: number }} request */
async function start(request) {
  id = request.id;
  abort = new AbortController();
  const mine = id;
  try {
    await loaded;
  } catch (error) {
    return tell({ type: "error", id: mine, message: `WebAssembly could not be loaded in the worker: ${error}` });
  }
  const reporter = createReporter(mine);
  try {
    tell({ type: "started", id: mine });
    const ended = await run(request.program, request.variant, request.values, {
      order: request.order,
      signal: abort.signal,
      on_start: reporter.start,
      on_change: reporter.report,
    });
    reporter.stop();
    tell({ type: "end", id: mine, bytes: ended.to_bytes() });
    ended.free();
  } catch (error) {
    reporter.stop();
    if (!isDead) tell({ type: "error", id: mine, message: error instanceof Error ? error.message : String(error) });
  }
}

/**
 * Posts the trace when the run says that it changed (it does so before it
 * blocks), and now and then in between, so that waits are seen to grow.
 * @param {number} mine
 */
function createReporter(mine) {
  /** @type {Run | null} */
  let live = null;
  let spare = BURST;
  let last = performance.now();
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  const report = () => {
    const before = performance.now();
    spare = Math.min(BURST, spare + (before - last) / SHARE);
    last = before;
    if (!live || isDead || spare < 0) return;
    tell({ type: "trace", id: mine, bytes: live.to_bytes() });
    spare -= performance.now() - before;
  };
  return {
    report,
    /** @param {Run} run */
    start(run) {
      live = run;
      timer = setInterval(report, INTERVAL);
      report();
    },
    stop() {
      clearInterval(timer);
      live = null;
    },
  };
}

/** @param {unknown} reason */
function trapped(reason) {
  if (isDead || !(reason instanceof WebAssembly.RuntimeError)) return;
  isDead = true;
  tell({ type: "crash", id, message: reason.message, bytes: null });
}

/** @param {FromWorker} message */
function tell(message) {
  postMessage(message);
}
