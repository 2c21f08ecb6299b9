// Tasks that do nothing are spawned and joined. Calling an async function is what spawns in
// JavaScript.

import * as rust from "../pkg/bench.js";

/** @typedef {{ count: number }} Arguments */

/** @param {Arguments} arguments_ */
export async function native({ count }) {
  const task = async () => 1;
  const tasks = [];
  for (let spawned = 0; spawned < count; spawned += 1) tasks.push(task());
  let done = 0;
  for (const task of tasks) done += await task;
  return done;
}

/** @param {Arguments} arguments_ */
export const plain = ({ count }) => rust.plain_spawning(count);

/** @param {Arguments} arguments_ @param {boolean} record */
export const coroscope = ({ count }, record) => rust.coroscope_spawning(count, record);
