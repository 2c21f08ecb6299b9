// Two coroutines throw a ball to each other through two channels.

import * as rust from "../pkg/bench.js";
import { Queue } from "../ways/native.js";

/** @typedef {{ trips: number }} Arguments */

/** @param {Arguments} arguments_ */
export async function native({ trips }) {
  /** @type {Queue<number>} */
  const there = new Queue();
  /** @type {Queue<number>} */
  const back = new Queue();
  const partner = async () => {
    for (let trip = 0; trip < trips; trip += 1) back.put(await there.get());
  };
  const playing = partner();
  let done = 0;
  for (let trip = 0; trip < trips; trip += 1) {
    there.put(trip);
    if ((await back.get()) === trip) done += 1;
  }
  await playing;
  return done;
}

/** @param {Arguments} arguments_ */
export const plain = ({ trips }) => rust.plain_channel(trips);

/** @param {Arguments} arguments_ @param {boolean} record */
export const coroscope = ({ trips }, record) => rust.coroscope_channel(trips, record);
