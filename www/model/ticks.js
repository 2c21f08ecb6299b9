// Where the time axis ends. Pure.

/**
 * The smallest of 1, 2, 5, 10, 20, 50 … that is at least `least`.
 * @param {number} least
 */
export function niceStep(least) {
  if (!(least > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  for (const times of [1, 2, 5]) if (times * power >= least * 0.999999) return times * power;
  return 10 * power;
}

/**
 * The end of an axis that shows everything up to `total`, rounded up so that
 * it moves in steps and not at every pixel of a drag.
 * @param {number} total
 */
export function axisEnd(total) {
  if (!(total > 0)) return 1;
  const step = niceStep(total / 12);
  return Math.ceil((total * 1.02) / step) * step;
}
