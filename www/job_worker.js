// A worker that a program starts: a thread with a memory of its own. It does
// one job at a time for the run that started it.

import init, { on_panic, serve } from "./pkg/coroscope.js";
import { holdLock } from "./run/alive.js";
import { createReporter } from "./run/reporter.js";

/** @import { FromJobWorker, ToJobWorker } from "./run/messages.js" */
/** @import { Run } from "./types.js" */

let isDead = false;

holdLock();

init().then(() => {
  on_panic((message, trace) => {
    isDead = true;
    post({ type: "crashed", message, bytes: trace.slice() });
  });
  post({ type: "ready" });
}, trapped);

addEventListener("message", ({ data }) => {
  const message = /** @type {ToJobWorker} */ (data);
  if (message.type === "ping") post({ type: "ready" });
  else work(message);
});
addEventListener("error", (event) => trapped(event.error));
addEventListener("unhandledrejection", (event) => trapped(event.reason));

/** @param {Extract<ToJobWorker, { type: "job" }>} call */
async function work(call) {
  const reporter = createReporter((bytes) => isDead || post({ type: "trace", bytes }));
  /** @type {Run | undefined} */
  let run;
  const options = {
    record: call.capacity !== undefined,
    capacity: call.capacity,
    on_change: reporter.report,
    /** @param {Run} started */
    on_start(started) {
      run = started;
      reporter.start(started);
    },
  };
  try {
    const answer = await serve(call, options);
    reporter.stop();
    const bytes = run?.to_bytes();
    post(answer === undefined ? { type: "stuck", bytes } : { type: "done", answer, bytes });
  } catch (error) {
    reporter.stop();
    if (!isDead) post({ type: "refused", message: String(error) });
  }
}

/** @param {unknown} reason */
function trapped(reason) {
  if (isDead) return;
  isDead = true;
  post({ type: "crashed", message: reason instanceof Error ? reason.message : String(reason) });
}

/** @param {FromJobWorker} message */
function post(message) {
  postMessage(message);
}
