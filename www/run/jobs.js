// The current job, on the page or in a worker. There is at most one; the
// variants of a list run one after another.

import { release } from "./engine.js";

/** @import { Crash, CurrentJob, Engine, Instance, Job, Listener, Recording, Run, RunRequest, WorkerRunner } from "./types.js" */

/**
 * @param {Engine} engine
 */
export function createJobs(engine) {
  /** @type {CurrentJob | null} */
  let current = null;
  /** @type {WorkerRunner | undefined} */
  let worker;

  /** Fetched when a run in a worker is asked for. */
  async function fetchWorker() {
    const { createWorkerRunner } = await import("./in_worker.js");
    return (worker ??= createWorkerRunner(engine));
  }

  /**
   * Starts a job once the page has painted that it is running.
   * @param {"page" | "worker"} where
   * @param {RunRequest} request
   * @param {Listener} listener
   */
  async function start(where, request, listener) {
    /** @type {CurrentJob} */
    const mine = { job: null, where, listener: only(listener, () => current === mine) };
    current = mine;
    let runElsewhere;
    let instance;
    try {
      // After a crash a fresh instance may still be loading, and at first the parts of the wasm.
      [runElsewhere, instance] = await Promise.all([
        request.code !== undefined
          ? import("./own_job.js").then((own) => own.createListingRunner(engine))
          : where === "worker"
            ? fetchWorker()
            : null,
        engine.complete(request.program),
        painted(),
        // Whoever cannot look for them does not wait for them.
        import("./leftovers.js").then(({ gone }) => gone(mine.listener.waiting)).catch(() => {}),
      ]);
    } catch (error) {
      return mine.listener.error(`What it takes to run could not be loaded: ${error}`);
    }
    if (current !== mine) return;
    if (runElsewhere) {
      mine.job = runElsewhere(request, mine.listener);
    } else {
      mine.listener.started();
      mine.job = runOnPage(instance, request, mine.listener);
    }
  }

  return {
    start,
    /** Asks the job to stop, which is reported to its listener. */
    stop() {
      if (current?.job) return current.job.stop();
      current?.listener.cut(null);
      // A job that has not begun yet must not begin any more.
      current = null;
    },
    /** Kills a worker that the job has started. @param {number} worker */
    kill: (worker) => current?.job?.kill(worker),
    /** Stops the job, and ignores what it still reports. */
    drop() {
      const dropped = current;
      current = null;
      dropped?.job?.stop();
    },
    /** The instance on the page died, and a job on it as well. @param {Crash} crash */
    crashed(crash) {
      if (current?.where === "page") current.listener.crash(crash);
    },
  };
}

/**
 * A run on this page's own event loop: if it blocks, the page freezes.
 * @param {Instance} instance
 * @param {RunRequest} request
 * @param {Listener} listener
 * @returns {Job}
 */
function runOnPage(instance, request, listener) {
  const abort = new AbortController();
  /** @type {Run | undefined} */
  let live;
  instance.wasm
    .run(request.program, request.variant, request.values, {
      order: request.order,
      signal: abort.signal,
      on_start(run) {
        live = run;
        listener.live({ run, instance });
      },
    })
    .then(
      (run) => listener.end({ run, instance }),
      // The engine reports panics, with their traces; this is bad input.
      (error) => instance.dead || listener.error(error instanceof Error ? error.message : String(error)),
    );
  return {
    stop: () => abort.abort(),
    kill(worker) {
      if (!instance.dead) live?.kill_worker(worker);
    },
  };
}

/**
 * A listener that ignores everything once `isCurrent` returns false.
 * @param {Listener} listener
 * @param {() => boolean} isCurrent
 * @returns {Listener}
 */
function only(listener, isCurrent) {
  /** @template {unknown[]} A @param {(...a: A) => void} f @returns {(...a: A) => void} */
  const guard =
    (f) =>
    (...a) => {
      if (isCurrent()) f(...a);
    };
  /**
   * Frees a recording that is ignored.
   * @template {Recording | null} R @template M
   * @param {(recording: R, more?: M) => void} f @returns {(recording: R, more?: M) => void}
   */
  const guardRecording = (f) => (recording, more) => {
    if (isCurrent()) f(recording, more);
    else release(recording);
  };
  return {
    waiting: guard(listener.waiting),
    started: guard(listener.started),
    live: guardRecording(listener.live),
    end: guardRecording(listener.end),
    halted: guard(listener.halted),
    refused: guard(listener.refused),
    cut: guardRecording(listener.cut),
    error: guard(listener.error),
    crash: guard(listener.crash),
  };
}

/** Resolves when the page has shown what it drew: after two frames, or soon in a hidden tab. */
function painted() {
  return new Promise((resolve) => {
    setTimeout(resolve, 150);
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 0)));
  });
}
