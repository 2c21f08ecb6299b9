// The contestants that the browser brings itself: promises and timers.

/** @param {number} delay_ms */
const sleep = (delay_ms) => new Promise((resolve) => setTimeout(resolve, delay_ms));

/**
 * So many coroutines that sleep at once.
 *
 * @param {number} count
 * @param {number} delay_ms
 */
export async function sleepers(count, delay_ms) {
  const sleeper = async () => {
    await sleep(delay_ms);
  };
  await Promise.all(Array.from({ length: count }, sleeper));
}

/**
 * So many coroutines that take turns.
 *
 * @param {number} switches In all.
 * @param {number} coroutines
 */
export async function switches(switches, coroutines) {
  const each = Math.floor(switches / coroutines);
  const takeTurns = async () => {
    for (let turn = 0; turn < each; turn += 1) await null;
  };
  await Promise.all(Array.from({ length: coroutines }, takeTurns));
}
