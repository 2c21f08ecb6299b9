// How fine the browser's clock is, found out by looking at it again and again.

/** For no longer than this, ms. */
const MOST = 12;
/** Nor more often than this: a clock that never moves would be looked at for ever. */
const MOST_LOOKS = 2_000_000;
/** So many steps are enough. */
const ENOUGH = 400;

/**
 * The step that the clock makes most often, ms; null if it was not seen to move. Times are doubles, so
 * the same step never comes out quite the same: it is told to the tenth of a microsecond.
 * @param {() => number} [now]
 */
export function clockStep(now = () => performance.now()) {
  /** @type {Map<number, number>} */
  const seen = new Map();
  const began = now();
  let last = began;
  for (let look = 0, steps = 0; look < MOST_LOOKS && last - began < MOST && steps < ENOUGH; look++) {
    const at = now();
    if (at === last) continue;
    const step = Math.round((at - last) * 1e4) / 1e4;
    last = at;
    steps += 1;
    // Before the first step it is not known when the one before it was made.
    if (steps > 1 && step > 0) seen.set(step, (seen.get(step) ?? 0) + 1);
  }
  // The smallest of those that came most often: somebody else may have had the processor in between.
  let found = null;
  for (const [step, times] of seen) {
    const [best, bestTimes] = [found ?? Infinity, found === null ? 0 : (seen.get(found) ?? 0)];
    if (times > bestTimes || (times === bestTimes && step < best)) found = step;
  }
  return found;
}
