// Tells a run's trace to whoever watches it from another thread.

/** How often the others hear of a run at most, ms. */
const INTERVAL = 100;
/** Telling may take one part in so many of the thread's time, and so much at once, ms. */
const SHARE = 20;
const BURST = 15;

/**
 * Posts the trace when the run says that it changed (it does so before it
 * blocks), and now and then in between, so that waits are seen to grow.
 * @param {(bytes: Uint8Array) => void} post
 */
export function createReporter(post) {
  /** @type {Run | null} */
  let live = null;
  let spare = BURST;
  let last = performance.now();
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  const report = () => {
    const before = performance.now();
    spare = Math.min(BURST, spare + (before - last) / SHARE);
    last = before;
    if (!live || spare < 0) return;
    post(live.to_bytes());
    spare -= performance.now() - before;
  };
  return {
    report,
    /** @param {Run} run */
    start(run) {
      live = run;
      timer = setInterval(report, INTERVAL);
      report();
    },
    stop() {
      clearInterval(timer);
      live = null;
    },
  };
}
