// Runs an instrumented module as the page does, and prints which functions were called, a line for
// each part: to make Run usable and to run, and then to show what it did.
//
// node first_view.mjs GLUE WASM LISTING

import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [glue, file, source] = process.argv.slice(2);

// A clock of its own, so that the same is called on a busy machine: there a run would let the browser
// paint, and its timers would be late. Each look takes a while, and then it is as late as the next timer.
/** What a look at the clock takes, ms. */
const LOOK = 0.005;
let now = 0;
/** By their numbers. @type {Map<number, { at: number, act: () => void }>} */
const timers = new Map();
let count = 0;
performance.now = () => (now += LOOK);
globalThis.setTimeout = (act, ms = 0) => {
  timers.set(++count, { at: now + ms, act });
  // After all promises that are settled by now.
  setImmediate(fire);
  return count;
};
globalThis.clearTimeout = (number) => void timers.delete(number);

/** As often as timers were set, so that each has its turn. */
function fire() {
  const [first] = [...timers].sort(([, one], [, other]) => one.at - other.at);
  if (!first) return;
  const [number, { at, act }] = first;
  timers.delete(number);
  now = Math.max(now, at);
  act();
}

const wasm = await import(pathToFileURL(glue).href);
const exports = await wasm.default({ module_or_path: await readFile(file) });

/** What was called and not printed yet. */
const printed = new Set();
function print() {
  const seen = Object.keys(exports).filter((name) => /^seen \d+$/.test(name) && exports[name].value === 1);
  const fresh = seen.map((name) => name.slice("seen ".length)).filter((one) => !printed.has(one));
  for (const one of fresh) printed.add(one);
  console.log(fresh.join(" "));
}

wasm.on_panic(() => {});
const [program] = wasm.catalog();
const values = Object.fromEntries(program.params.map((param) => [param.id, param.default]));
const quick = { ...values, "first-delay": 20, "second-delay": 40 };

/** @param {string} variant @param {(run: object) => void} look */
async function run(variant, look) {
  let live;
  const abort = new AbortController();
  const on_start = (run) => look((live = run));
  const on_change = () => look(live);
  const ended = await wasm.run(program.id, variant, quick, {
    order: "fifo",
    signal: abort.signal,
    on_start,
    on_change,
  });
  look(ended);
  ended.free();
  live.free();
}

for (const { id } of program.variants) {
  await run(id, (run) => {
    run.rows();
    run.now_ms();
  });
}
print();

/** What the page asks of a run that it shows. */
function look(run) {
  const { total_ms } = run.report();
  run.rows();
  run.now_ms();
  run.draw(0, total_ms, 0, 10, 800);
  run.draw(total_ms / 3, total_ms / 2, 0, 10, 400);
  run.labels(0, total_ms, 0, 10, 800);
  run.cells(0, total_ms, 0, 3, 3, 800);
  for (const lane of [0, 1, 2]) for (const at of [0, total_ms / 3, total_ms]) run.at(lane, at);
  wasm.Run.from_bytes(run.to_bytes()).free();
}

wasm.describe(program.id, await readFile(source, "utf8"));
for (const { id } of program.variants) {
  for (const second of [0, 1000, 2000]) {
    const run = wasm.simulate(program.id, id, { ...values, "second-delay": second }, { order: "fifo" });
    look(run);
    run.free();
  }
  await run(id, look);
  // A browser that is busy with something else keeps timers waiting.
  setTimeout(() => (now += 60), 10);
  await run(id, look);
  const abort = new AbortController();
  const stopped = wasm.run(program.id, id, values, { signal: abort.signal });
  setTimeout(() => abort.abort(), 30);
  look(await stopped);
}
print();
