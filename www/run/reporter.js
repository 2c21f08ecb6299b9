// Tells a run's trace to whoever watches it from another thread.

/** @import { Run } from "./types.js" */

/** How often the others hear of a run at most, ms. */
const INTERVAL = 100;
/** Telling may take one part in so many of the thread's time, and so much at once, ms. */
const SHARE = 20;
const BURST = 60;
/** However long one report took, the next but one interval hears of the run again, ms. */
const MOST_DEBT = INTERVAL / SHARE;

/**
 * Posts the trace when the run says that it changed (it does so before it
 * blocks), once more when the poll in which it changed is over, and now and
 * then in between, so that waits are seen to grow.
 * @param {(bytes: Uint8Array) => void} post
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
    post(live.to_bytes());
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
