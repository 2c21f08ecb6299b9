// The clocks of this worker. Each of Python's clocks asks one of these two when it is read, so a run on a
// virtual clock has them say its time.

const realNow = performance.now.bind(performance);
const realDate = Date.now;

/** The time of the run, ms; less than 0 when no clock is virtual. */
let virtual = -1;
/** The time of day when the virtual clock was at 0, ms. */
let began = 0;

performance.now = () => (virtual < 0 ? realNow() : virtual);
Date.now = () => (virtual < 0 ? realDate() : began + Math.floor(virtual));

/**
 * Moves the virtual clock.
 * @param {number} us  since the run began; less than 0 when the clock is no more
 */
export function setNow(us) {
  if (virtual < 0) began = realDate();
  virtual = us < 0 ? -1 : us / 1000;
}

/** The machine's clock, ms. */
export const now = () => realNow();
