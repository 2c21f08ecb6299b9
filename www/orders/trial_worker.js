// Tries one order after another, and reports the results now and then.

import init, { Orders, build, on_panic } from "../pkg/coroscope.js";
import { holdLock } from "../run/alive.js";
import { MIXED } from "../run/mixed.js";

/** @import { OrdersReport } from "./types.js" */
/** @import { FromTrier, ToTrier } from "../run/messages.js" */

/** The least time between two reports, ms. */
const INTERVAL = 100;

holdLock();

let runs = 0;
let isDead = false;

addEventListener("message", ({ data }) => start(data));
addEventListener("error", (event) => trapped(event.error));
addEventListener("unhandledrejection", (event) => trapped(event.reason));

/** @param {ToTrier} request */
async function start({ program, variant, values, most, patience, runs: mostRuns, build: wanted }) {
  if (wanted !== build) return post({ type: "failed", message: MIXED });
  await init();
  on_panic((message) => {
    isDead = true;
    post({ type: "panicked", message, runs });
  });
  const since = performance.now();
  const orders = new Orders(program, variant, values, most);
  let reported = since;
  for (;;) {
    const isLimit = runs >= mostRuns;
    const now = performance.now();
    const isMore = !isLimit && now - since < patience && orders.try_some(1);
    if (isMore) {
      runs += 1;
      if (performance.now() - reported < INTERVAL) continue;
    }
    /** @type {OrdersReport} */
    const report = orders.report();
    const end = isMore ? null : report.done ? "done" : isLimit ? "stopped" : "late";
    post({ type: "report", report, runs, end });
    if (end !== null) return;
    reported = performance.now();
  }
}

/** @param {unknown} reason */
function trapped(reason) {
  if (isDead) return;
  isDead = true;
  const message = reason instanceof Error ? reason.message : String(reason);
  post(
    reason instanceof WebAssembly.RuntimeError
      ? { type: "panicked", message, runs }
      : { type: "failed", message },
  );
}

/** @param {FromTrier} message */
function post(message) {
  postMessage(message);
}
