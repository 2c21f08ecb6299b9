// Times Python in the page: the engine of Coroscope's own page, as it is published, and Pyodide as npm has
// it. Every figure is taken from outside, with the clock of the page.

import { createPython } from "./engine.js";

/** @param {string} delay */
const twoTasks = (delay) => `
import asyncio

async def say(delay, word):
    await asyncio.sleep(delay)
    print(word)

async def main():
    await asyncio.gather(say(${delay}, "one"), say(0, "two"))

asyncio.run(main())
`;

const THREE_TASKS = `
import asyncio

left = 2

async def buy(name):
    global left
    if left > 0:
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        left -= 1
        print(name, left)

async def main():
    await asyncio.gather(buy("a"), buy("b"), buy("c"))

asyncio.run(main())
`;

/** Two tasks that give way to each other. @param {number} times  each */
const switches = (times) => `
import asyncio

async def give_way():
    for _ in range(${times}):
        await asyncio.sleep(0)

async def main():
    await asyncio.gather(give_way(), give_way())

asyncio.run(main())
`;

/** Opens Python and predicts, as when somebody opens the editor; ms. */
async function open() {
  const began = performance.now();
  const python = createPython();
  const { result } = await python.predict(twoTasks("0"));
  const took = performance.now() - began;
  expect(result?.output, "one\ntwo\n");
  // What this visit is to leave behind for the next one is under way.
  await kept();
  python.close();
  return took;
}

/** The same with Pyodide as it is: from nothing to what the listing prints; ms. */
async function openStock() {
  const began = performance.now();
  const stock = new Stock();
  const { printed } = await stock.ask({ listing: twoTasks("0") });
  const took = performance.now() - began;
  expect(printed, "one\ntwo\n");
  stock.end();
  return took;
}

/** Predicts again and again, each time with another number; ms each. @param {number} times */
async function drag(times) {
  const python = createPython();
  await python.open();
  const all = [];
  for (let time = 0; time < times + 2; time++) {
    const began = performance.now();
    const { result } = await python.predict(twoTasks(String(time / 100)));
    all.push(performance.now() - began);
    expect(result?.total_us, time * 10_000);
  }
  python.close();
  // The first ones warm it up.
  return all.slice(2);
}

/** Tries orders; ms. @param {number} orders */
async function explore(orders) {
  const python = createPython();
  await python.open();
  const began = performance.now();
  const { result } = await python.explore(THREE_TASKS, orders);
  const took = performance.now() - began;
  expect(result?.runs, orders);
  python.close();
  return took;
}

/** What a resume takes, recorded and not, ns. @param {number} times  how many each of two tasks has */
async function resume(times) {
  const python = createPython();
  await python.open();
  /** @param {(text: string) => Promise<unknown>} run */
  const timed = async (run) => {
    const all = [];
    for (const text of [switches(1), switches(times)]) {
      // What the first run of a text takes besides is not for resuming.
      await run(text);
      const began = performance.now();
      await run(text);
      all.push(performance.now() - began);
    }
    return ((all[1] - all[0]) / (2 * (times - 1))) * 1e6;
  };
  const recorded = await timed(async (text) => {
    const { result } = await python.predict(text);
    expect(result?.failure, null);
  });
  // One order, and twice more to see whether it repeats; none is recorded.
  const plain = (await timed((text) => python.explore(text, 1))) / 3;
  python.close();
  return { recorded, plain };
}

/** What a resume takes on the loop that CPython itself has, in Pyodide; ns. @param {number} times */
async function resumeStock(times) {
  const stock = new Stock();
  const { ns } = await stock.ask({ resumes: times });
  stock.end();
  return ns;
}

/** Pyodide as npm has it, in a worker. */
class Stock {
  #worker = new Worker("stock.js", { type: "module" });

  /** @param {object} question @returns {Promise<any>} */
  ask(question) {
    return new Promise((resolve, reject) => {
      this.#worker.onmessage = ({ data }) => (data.failed ? reject(new Error(data.failed)) : resolve(data));
      this.#worker.onerror = ({ message }) => reject(new Error(message));
      this.#worker.postMessage(question);
    });
  }

  end() {
    this.#worker.terminate();
  }
}

/** Waits until what is kept of a start is there. */
async function kept() {
  const isKept = async () => {
    const name = (await caches.keys()).find((one) => one.startsWith("coroscope-python "));
    return name !== undefined && (await (await caches.open(name)).keys()).length === 1;
  };
  const began = performance.now();
  while (!(await isKept()) && performance.now() - began < 5000) await new Promise((go) => setTimeout(go, 20));
}

/** Work that was not done does not look fast. @param {unknown} seen @param {unknown} wanted */
function expect(seen, wanted) {
  if (seen !== wanted) throw new Error(`the listing gave ${seen}, not ${wanted}`);
}

/** @type {any} */ (window).listings = { open, openStock, drag, explore, resume, resumeStock };
