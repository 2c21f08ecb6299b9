// Many coroutines sleep at the same time.

import * as rust from "../pkg/bench.js";
import { sleep } from "../ways/native.js";

/** @typedef {{ count: number, delay_ms: number }} Arguments */

/** @param {Arguments} arguments_ */
export async function native({ count, delay_ms }) {
  let done = 0;
  const sleeper = async () => {
    await sleep(delay_ms);
    done += 1;
  };
  await Promise.all(Array.from({ length: count }, sleeper));
  return done;
}

/** @param {Arguments} arguments_ */
export const plain = ({ count, delay_ms }) => rust.plain_sleepers(count, delay_ms);

/** @param {Arguments} arguments_ @param {boolean} record */
export const coroscope = ({ count, delay_ms }, record) => rust.coroscope_sleepers(count, delay_ms, record);
