// One coroutine sleeps many times in a row, each time briefly.

import * as rust from "../pkg/bench.js";
import { sleep } from "../ways/native.js";

/** @typedef {{ sleeps: number, delay_ms: number }} Arguments */

/** @param {Arguments} arguments_ */
export async function native({ sleeps, delay_ms }) {
  let done = 0;
  for (; done < sleeps; done += 1) await sleep(delay_ms);
  return done;
}

/** @param {Arguments} arguments_ */
export const plain = ({ sleeps, delay_ms }) => rust.plain_chain(sleeps, delay_ms);

/** @param {Arguments} arguments_ @param {boolean} record */
export const coroscope = ({ sleeps, delay_ms }, record) => rust.coroscope_chain(sleeps, delay_ms, record);
