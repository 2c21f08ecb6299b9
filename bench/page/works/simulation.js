// Chess, all games at once, simulated by the page's own wasm, as a change of a parameter has it done.

import init, { simulate } from "../page/coroscope.js";

/** @typedef {{ games: number, moves: number, calls: number }} Arguments */

/** @param {Arguments} arguments_ @param {boolean} record */
export async function coroscope({ games, moves, calls }, record) {
  await init();
  const values = { games, moves, "master-thinks": 5_000, "opponents-think": 55_000 };
  const times = [];
  let events = 0;
  let done = 0;
  for (let call = 0; call < calls; call += 1) {
    const began = performance.now();
    const run = simulate("chess", "all-at-once", values, { record });
    times.push(performance.now() - began);
    events = run.rows();
    // The virtual time at which it ended shows that all was played.
    done = run.now_ms();
    run.free();
  }
  times.sort((a, b) => a - b);
  return { done, events, call_ms: times[Math.floor(calls / 2)] };
}
