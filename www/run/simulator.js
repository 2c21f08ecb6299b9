// A worker that simulates runs that would hold up the page, and posts the records.

import init, { build, on_panic, simulate } from "../pkg/coroscope.js";
import { MIXED } from "./mixed.js";

/** @import { FromSimulator, ToSimulator } from "./messages.js" */

const loaded = init().then(() => on_panic((message) => post({ type: "failed", message })));
loaded.catch((error) =>
  post({ type: "failed", message: `the worker could not load the programs: ${error}` }),
);

addEventListener("message", async ({ data }) => {
  const { program, variant, values, order, build: wanted } = /** @type {ToSimulator} */ (data);
  if (wanted !== build) return post({ type: "refused", message: MIXED });
  await loaded;
  try {
    const run = simulate(program, variant, values, { order });
    const bytes = run.to_bytes();
    run.free();
    postMessage(/** @type {FromSimulator} */ ({ type: "simulated", bytes }), { transfer: [bytes.buffer] });
  } catch (error) {
    // A panic was posted before it got here.
    if (!(error instanceof WebAssembly.RuntimeError)) {
      post({ type: "refused", message: error instanceof Error ? error.message : String(error) });
    } else post({ type: "failed", message: error.message });
  }
});

/** @param {FromSimulator} message */
function post(message) {
  postMessage(message);
}
