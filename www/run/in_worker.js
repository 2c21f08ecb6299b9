// A run in a worker of its own. The page stays usable, so Stop always works:
// when the worker does not respond, it is ended and the next run gets a new one.

import { release } from "./engine.js";
import { forgetKept, nameNext } from "./leftovers.js";

/** @import { FromRunWorker } from "./messages.js" */
/** @import { Engine, Job, Listener, RunRequest } from "./types.js" */

/** Stop waits at most this time for a worker to respond, ms. */
const PATIENCE = 250;

/** @param {Engine} engine */
export function createWorkerRunner(engine) {
  /** @type {Worker | null} */
  let worker = null;
  let runs = 0;
  /** @type {(() => void) | null} */
  let abandon = null;

  function end() {
    worker?.terminate();
    worker = null;
    forgetKept();
  }

  /**
   * @param {RunRequest} request
   * @param {Listener} listener
   * @returns {Job}
   */
  return function runInWorker(request, listener) {
    abandon?.();
    const id = ++runs;
    const used = (worker ??= startWorker());
    /** @type {Uint8Array | null} */
    let last = null;
    let isOver = false;
    let isShowing = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;

    /** @param {() => void} settle */
    const finish = (settle) => {
      if (isOver) return;
      isOver = true;
      abandon = null;
      clearTimeout(timer);
      used.onmessage = used.onerror = null;
      settle();
    };

    // A worker that is still busy with an older run gets no new one.
    abandon = () => finish(end);

    /** @param {Uint8Array} bytes */
    const show = async (bytes) => {
      isShowing = true;
      // What cannot be read now is said when the run is over.
      const recording = await engine.open(bytes).catch(() => null);
      isShowing = false;
      if (!recording) return;
      if (isOver) release(recording);
      else listener.live(recording);
    };

    /** @param {unknown} error */
    const failToRead = (error) =>
      listener.error(
        `What the worker recorded cannot be read: ${error instanceof Error ? error.message : error}`,
      );

    used.onmessage = ({ data }) => {
      const message = /** @type {FromRunWorker} */ (data);
      if (message.id !== id || isOver) return;
      switch (message.type) {
        case "started":
          return listener.started();
        case "trace":
          last = message.bytes;
          if (!isShowing) show(message.bytes);
          return;
        case "end":
          return finish(() => engine.open(message.bytes).then(listener.end, failToRead));
        case "error":
          return finish(() => {
            // The worker may have failed to load, and would fail again.
            end();
            listener.error(message.message);
          });
        case "crash":
          return finish(() => {
            end();
            listener.crash({ message: message.message, trace: message.bytes ?? last });
          });
      }
    };
    used.onerror = (event) => {
      event.preventDefault();
      finish(() => {
        end();
        // A script that cannot be loaded is a plain event. No program has crashed then.
        if (event.message) listener.crash({ message: event.message, trace: last });
        else listener.error("The worker could not be started: its script could not be loaded.");
      });
    };
    used.postMessage({ type: "run", id, build: engine.instance()?.wasm.build, ...request });

    return {
      kill: (worker) => used.postMessage({ type: "kill", id, worker }),
      stop() {
        if (isOver) return;
        used.postMessage({ type: "stop", id });
        timer = setTimeout(() => {
          finish(() => {
            end();
            if (last) engine.open(last).then(listener.cut, () => listener.cut(null));
            else listener.cut(null);
          });
        }, PATIENCE);
      },
    };
  };
}

function startWorker() {
  const script = new URL("../run/run_worker.js", import.meta.url);
  script.hash = nameNext();
  return new Worker(script, { type: "module", name: "coroscope" });
}
