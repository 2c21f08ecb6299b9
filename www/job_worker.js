// A worker that a program starts: a thread with a memory of its own. It does
// one job at a time for the run that started it.

import init, { next_part, on_panic, serve } from "./pkg/coroscope.js";
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
  const reporter = createReporter((run) => isDead || post({ type: "trace", part: next_part(run) }));
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
    const part = run && next_part(run);
    post(answer === undefined ? { type: "stuck", part } : { type: "done", answer, part });
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
  // What was recorded can be long: it changes hands, and is not copied.
  const part = "part" in message ? message.part : undefined;
  postMessage(message, { transfer: part ? [part.buffer] : [] });
}
