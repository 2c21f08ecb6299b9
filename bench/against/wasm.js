// What the wasm of a page takes for what people wait for, asked of it directly: an instance of its own, in the
// page. It has the same names in every revision that pages are measured against.

/** Each figure is the median of so many. */
const TIMES = 15;
const ORDERS = 1000;

/** @param {number[]} all */
const median = (all) => all.sort((one, other) => one - other)[Math.floor(all.length / 2)] ?? NaN;

/**
 * Simulates the largest game of chess, reads it into lanes and draws it, and tries orders of two programs.
 * @returns {Promise<Record<string, number>>}
 */
async function wasm() {
  const url = new URL("pkg/coroscope.js?measured", document.baseURI).href;
  /** @type {typeof import("../../www/pkg/coroscope.js")} */
  const own = await import(url);
  await own.default();
  const values = { games: 60, moves: 60, "master-thinks": 5_000, "opponents-think": 55_000 };
  /** @type {number[]} */
  const simulated = [];
  /** @type {number[]} */
  const drawn = [];
  for (let time = 0; time < TIMES; time += 1) {
    const began = performance.now();
    const run = own.simulate("chess", "all-at-once", values, { record: true });
    const ended = performance.now();
    // The first look reads the whole trace.
    run.draw(0, run.now_ms(), 0, 100, 1440);
    drawn.push(performance.now() - ended);
    simulated.push(ended - began);
    run.free();
  }
  /** @param {string} id */
  const explored = (id) => {
    const program = own.catalog().find((one) => one.id === id);
    if (!program) throw new Error(`this page has no program ${id}`);
    const defaults = Object.fromEntries(program.params.map((param) => [param.id, param.default]));
    const began = performance.now();
    // An older catalog does not say which variant it suggests. These two programs begin with theirs.
    const variant = program.variants[0]?.id ?? "";
    const orders = new own.Orders(id, variant, defaults, ORDERS);
    while (orders.try_some(50));
    const ms = performance.now() - began;
    const { tried } = orders.report();
    orders.free();
    return (ms / tried) * ORDERS;
  };
  const three = [1, 2, 3];
  return {
    simulated_ms: median(simulated),
    lanes_ms: median(drawn),
    gather_ms: median(three.map(() => explored("gather-and-wait"))),
    cooperation_ms: median(three.map(() => explored("cooperation"))),
  };
}

Object.assign(window, { againstWasm: wasm });
