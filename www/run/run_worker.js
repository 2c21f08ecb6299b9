// A worker that runs one program at a time on its own event loop, and reports to
// the page what it has recorded so far.

import init, { build, on_panic, run } from "../pkg/coroscope.js";
import { holdLock } from "./alive.js";
import { MIXED } from "./mixed.js";
import { createReporter } from "./reporter.js";

/** @import { FromRunWorker, ToRunWorker } from "./messages.js" */
/** @import { Run } from "./types.js" */

let id = 0;
let abort = new AbortController();
let isDead = false;
/** @type {Run | undefined} */
let live;

holdLock();

const loaded = init().then(() =>
  on_panic((message, trace) => {
    isDead = true;
    post({ type: "crash", id, message, bytes: trace.slice() });
  }),
);

addEventListener("message", ({ data }) => {
  const message = /** @type {ToRunWorker} */ (data);
  if (message.type === "stop") {
    if (message.id === id) abort.abort();
  } else if (message.type === "kill") {
    if (message.id === id) live?.kill_worker(message.worker);
  } else {
    start(message);
  }
});
addEventListener("error", (event) => trapped(event.error));
addEventListener("unhandledrejection", (event) => trapped(event.reason));

/** @param {Extract<ToRunWorker, { type: "run" }>} request */
async function start(request) {
  id = request.id;
  abort = new AbortController();
  const mine = id;
  if (request.build !== build) return post({ type: "error", id: mine, message: MIXED });
  try {
    await loaded;
  } catch (error) {
    return post({
      type: "error",
      id: mine,
      message: `WebAssembly could not be loaded in the worker: ${error}`,
    });
  }
  const reporter = createReporter(
    (run) => isDead || post({ type: "trace", id: mine, bytes: run.to_bytes() }),
  );
  try {
    post({ type: "started", id: mine });
    const ended = await run(request.program, request.variant, request.values, {
      order: request.order,
      signal: abort.signal,
      on_start(run) {
        live = run;
        reporter.start(run);
      },
      on_change: reporter.report,
    });
    reporter.stop();
    post({ type: "end", id: mine, bytes: ended.to_bytes() });
    // Both are handles of the same run, whose memory is freed with the last of them.
    ended.free();
    live?.free();
    live = undefined;
  } catch (error) {
    reporter.stop();
    live = undefined;
    if (!isDead) {
      post({ type: "error", id: mine, message: error instanceof Error ? error.message : String(error) });
    }
  }
}

/** @param {unknown} reason */
function trapped(reason) {
  if (isDead || !(reason instanceof WebAssembly.RuntimeError)) return;
  isDead = true;
  post({ type: "crash", id, message: reason.message, bytes: null });
}

/** @param {FromRunWorker} message */
function post(message) {
  postMessage(message);
}
