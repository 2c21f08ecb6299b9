// Coroutines take turns.

import * as rust from "../pkg/bench.js";

/** @typedef {{ coroutines: number, turns: number }} Arguments */

/** @param {Arguments} arguments_ */
export async function native({ coroutines, turns }) {
  let done = 0;
  const takeTurns = async () => {
    for (let turn = 0; turn < turns; turn += 1) await null;
    done += turns;
  };
  await Promise.all(Array.from({ length: coroutines }, takeTurns));
  return done;
}

/** @param {Arguments} arguments_ */
export const plain = ({ coroutines, turns }) => rust.plain_switches(coroutines, turns);

/** @param {Arguments} arguments_ @param {boolean} record */
export const coroscope = ({ coroutines, turns }, record) =>
  rust.coroscope_switches(coroutines, turns, record);
