// Measures the step of the browser's clock, by reading it again and again.

/** For about this time, ms. */
const MOST = 12;
/** Or this long, until two steps were seen that end no pause, ms. */
const LONGEST = 60;
/** Who takes longer than this for a look was held up by another program, ms. */
const LOOK = 0.005;
/** What a step after a pause counts for, beside one that ends none. */
const DOUBTFUL = 1e-3;
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
  let [steps, sure, looked] = [0, 0, 0];
  for (let look = 0; look < MOST_LOOKS && steps < ENOUGH; look++) {
    if (last - began >= (sure < 2 ? LONGEST : MOST)) break;
    const at = now();
    looked += 1;
    if (at === last) continue;
    const step = Math.round((at - last) * 1e4) / 1e4;
    // The looks since the step before would fill it, unless there was a pause.
    const isPause = step > looked * LOOK;
    last = at;
    looked = 0;
    steps += 1;
    if (step <= 0) continue;
    // The first change may end a pause. It counts if there is no other.
    if (steps === 1) first = step;
    else seen.set(step, (seen.get(step) ?? 0) + (isPause ? DOUBTFUL : 1));
    if (steps > 1 && !isPause) sure += 1;
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
