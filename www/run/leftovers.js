// Workers that were ended and compute on, as Chromium lets them for a while: a run beside them would share
// its core with them, and what it measures would not be its own. Each worker holds a lock until it is
// gone. The lock is named by what follows `#` in the address of its script: the page, for a worker that a
// run has its own loop in also a number, and `.jobs` for workers that a program has started.

const PAGE = `${performance.timeOrigin}`;
const PREFIX = `coroscope ${PAGE}`;
/** Longer than browsers let a worker compute on, ms. */
const PATIENCE = 6000;

let numbered = 0;
/** The worker that waits for the next run. */
let kept = "";

/** Names the next worker for runs; what follows `#` in its address. */
export function nameNext() {
  const name = `${PAGE}.${++numbered}`;
  kept = `coroscope ${name}`;
  return name;
}

/** The worker for runs was ended. */
export function forgetKept() {
  kept = "";
}

/**
 * Waits until all workers that were ended are gone.
 * @param {() => void} onWait  called if there are some
 */
export async function gone(onWait) {
  const { locks } = navigator;
  // There are none where the page is not secure.
  if (!locks) return;
  const { held = [] } = await locks.query();
  const names = new Set(held.map(({ name }) => name ?? ""));
  const ended = [...names].filter((name) => name.startsWith(PREFIX) && name !== kept);
  if (ended.length === 0) return;
  onWait();
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), PATIENCE);
  const waits = ended.map((name) => locks.request(name, { signal: late.signal }, () => {}));
  await Promise.allSettled(waits);
  clearTimeout(timer);
}
