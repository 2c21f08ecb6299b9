// A run of a person's own listing, in real time: by CPython in a worker behind a wall. Stop always works.

import { python } from "./python_engine.js";
import { emptyRecord, endOf, finishRecord, isSyntaxError } from "./python_record.js";
import { release } from "./engine.js";

/** @import { Engine, Job, Listener, Recording, RunRequest } from "./types.js" */

const REFUSED = "Not run: this is no Python yet. The editor says where.";

/** @param {Engine} engine @returns {(request: RunRequest, listener: Listener) => Job} */
export function createListingRunner(engine) {
  return (request, listener) => {
    const abort = new AbortController();
    run(engine, request, listener, abort.signal).catch((error) => {
      if (!engine.trapped(error)) listener.error(error instanceof Error ? error.message : String(error));
    });
    return {
      kill() {},
      stop() {
        abort.abort();
        // A long record takes a while to be read, and nobody who stops a run waits for that.
        listener.halted();
      },
    };
  };
}

/** @param {Engine} engine @param {RunRequest} request @param {Listener} listener @param {AbortSignal} signal */
async function run(engine, { code = "", order }, listener, signal) {
  const engineOfPython = await python();
  let began_ms = Date.now();
  /** @type {Recording | null} */
  let recording = null;
  let isOver = false;
  /** Parts that come before there is a recording to put them into. @type {[BigInt64Array, string[]][]} */
  const waiting = [];
  /** @type {Error | null} */
  let bad = null;

  /** @param {BigInt64Array} rows @param {string[]} texts */
  const grow = (rows, texts) => {
    if (!recording) return void waiting.push([rows, texts]);
    try {
      recording.run.grow(rows, texts.map(String), []);
    } catch (error) {
      // What came before it stays. A made up record is no fault of ours.
      bad ??= error instanceof Error ? error : new Error(String(error));
    }
  };
  const open = async () => {
    const opened = await emptyRecord(engine, began_ms);
    if (isOver) return release(opened);
    recording = opened;
    for (const [rows, texts] of waiting.splice(0)) grow(rows, texts);
    listener.live(opened);
  };
  /** @type {Promise<void> | undefined} */
  let opening;

  const answer = await engineOfPython.measure(code, {
    ...(order !== "fifo" && { order }),
    signal,
    onBegun() {
      began_ms = Date.now();
      listener.started();
      opening = open();
    },
    onPart: grow,
  });
  await opening;
  isOver = true;
  // Nothing was recorded, and whoever was given the recording lets go of it.
  if (answer.result && isSyntaxError(answer)) return listener.refused(endOf(answer), REFUSED);
  if (!recording) return listener.cut(null);
  const ended = /** @type {Recording} */ (recording);
  finishRecord(ended, answer.result, Date.now() - began_ms);
  const python_end = endOf(answer);
  const problem = bad ? /** @type {Error} */ (bad).message : python_end.problem;
  listener.end(ended, { ...python_end, problem });
}
