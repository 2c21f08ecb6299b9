// Measures the step of the browser's clock, by reading it again and again.

/** For about this time, and until two steps were seen, ms. */
const MOST = 12;
/** And at most this often, in case the clock never moves. */
const MOST_LOOKS = 2_000_000;
/** This many steps are enough. */
const ENOUGH = 400;

/**
 * The most frequent step of the clock, ms; null if it was not seen to move, so that it is longer than
 * anybody wants to wait here. Times are doubles, so that equal steps differ a little: they are rounded
 * to a tenth of a microsecond.
 * @param {() => number} [now]
 * @returns {number | null}
 */
export function clockStep(now = () => performance.now()) {
  /** @type {Map<number, number>} */
  const seen = new Map();
  const began = now();
  let last = began;
  let first = null;
  for (
    let look = 0, steps = 0;
    look < MOST_LOOKS && (last - began < MOST || steps < 2) && steps < ENOUGH;
    look++
  ) {
    const at = now();
    if (at === last) continue;
    const step = Math.round((at - last) * 1e4) / 1e4;
    last = at;
    steps += 1;
    if (step <= 0) continue;
    // The first change may end a pause. It counts if there is no other.
    if (steps === 1) first = step;
    else seen.set(step, (seen.get(step) ?? 0) + 1);
  }
  // Of the most frequent steps the smallest, because another program may have had the processor.
  let found = seen.size === 0 ? first : null;
  for (const [step, times] of seen) {
    const [best, bestTimes] = [found ?? Infinity, found === null ? 0 : (seen.get(found) ?? 0)];
    if (times > bestTimes || (times === bestTimes && step < best)) found = step;
  }
  return found;
}

/** The step of this browser's clock, once it was looked for. @type {number | null | undefined} */
let known;

/** The step of this browser's clock. It is looked for once, which holds up the page for a moment. */
export function stepHere() {
  if (known === undefined) known = clockStep();
  return known;
}
