// Reports the trace of a run to the thread that watches it.

/** @import { Run } from "./types.js" */

/** The time between two reports, ms. */
const INTERVAL = 100;
/** Reports take at most a part of 1 / `SHARE` of the thread's time, and at most `BURST` ms at once. */
const SHARE = 20;
const BURST = 60;
/** However long a report took, at most the next interval goes without one, ms. */
const MOST_DEBT = INTERVAL / SHARE;

/**
 * Posts what a run has recorded when the run says that it changed (it does so before it
 * blocks), once more when the poll in which it changed is over, and now and
 * then in between, so that waits are seen to grow.
 * @param {(run: Run) => void} post
 */
export function createReporter(post) {
  /** @type {Run | null} */
  let live = null;
  let spare = BURST;
  let last = performance.now();
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;
  const reportNow = () => {
    const before = performance.now();
    spare = Math.min(BURST, spare + (before - last) / SHARE);
    last = before;
    if (!live || spare < 0) return;
    post(live);
    spare = Math.max(-MOST_DEBT, spare - (performance.now() - before));
  };
  const report = () => {
    reportNow();
    clearTimeout(later);
    later = setTimeout(reportNow);
  };
  return {
    report,
    /** @param {Run} run */
    start(run) {
      live = run;
      timer = setInterval(reportNow, INTERVAL);
      report();
    },
    stop() {
      clearInterval(timer);
      clearTimeout(later);
      live = null;
    },
  };
}
