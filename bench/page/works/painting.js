// A coroutine sleeps while the page paints, and notes how late it is woken each time.

import * as rust from "../pkg/bench.js";
import { sleep } from "../ways/native.js";

/** @typedef {{ sleeps: number, delay_ms: number, paint_ms: number }} Arguments */

/** @param {Arguments} arguments_ */
export const native = (arguments_) =>
  whilePainting(arguments_, async () => {
    const { sleeps, delay_ms } = arguments_;
    const late_ms = [];
    for (let slept = 0; slept < sleeps; slept += 1) {
      const began = performance.now();
      await sleep(delay_ms);
      late_ms.push(performance.now() - began - delay_ms);
    }
    return late_ms;
  });

/** @param {Arguments} arguments_ */
export const plain = (arguments_) =>
  whilePainting(arguments_, () => rust.plain_painting(arguments_.sleeps, arguments_.delay_ms));

/** @param {Arguments} arguments_ @param {boolean} record */
export const coroscope = (arguments_, record) =>
  whilePainting(arguments_, () => rust.coroscope_painting(arguments_.sleeps, arguments_.delay_ms, record));

/**
 * Uses up so much of every frame for as long as the work goes on, and changes the page, so that
 * there is something to paint.
 *
 * @param {Arguments} arguments_
 * @param {() => Promise<ArrayLike<number>>} work
 */
async function whilePainting({ paint_ms }, work) {
  let frames = 0;
  let goesOn = true;
  const paint = () => {
    if (!goesOn) return;
    frames += 1;
    document.body.dataset.frame = String(frames);
    const until = performance.now() + paint_ms;
    while (performance.now() < until);
    requestAnimationFrame(paint);
  };
  requestAnimationFrame(paint);
  const late_ms = Array.from(await work());
  goesOn = false;
  // The first frame after the end would disturb the next contestant.
  await new Promise(requestAnimationFrame);
  return { done: late_ms.length, late_ms, frames };
}
