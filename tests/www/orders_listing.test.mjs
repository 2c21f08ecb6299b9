// Orders of a listing that somebody wrote, with a Python and a wasm that are played.

import assert from "node:assert/strict";
import { test } from "node:test";

import { ordersOfListing } from "../../www/orders/listing.js";

/** @typedef {import("../../www/orders/types.js").TriedByPython} Tried */
/** @typedef {import("../../www/orders/types.js").PythonOfOrders} Python */
/** @typedef {import("../../www/orders/types.js").Trial} Trial */

const failure = { message: "AssertionError: sold twice", line: 17 };
const usual = {
  end: 0,
  output: "a\nb\n",
  failure: null,
  exit_code: null,
  picks: [],
  seed: null,
  count: 3,
  min_us: 1500,
  max_us: 2000,
};

/** @type {Tried} */
const TRIED = {
  runs: 4,
  outcomes: [usual, { ...usual, end: 1, output: "a\n", failure, picks: null, seed: 7, count: 1 }],
  is_repeatable: true,
  every: false,
  is_done: true,
  is_full: false,
  most_choices: 5,
};

/** Tries orders with a Python that does as it is told, and returns what was heard. @param {Python["explore"]} explore */
async function heard(explore) {
  const all = /** @type {Partial<Trial>[]} */ ([]);
  const wasm = {
    /** @param {string[]} outputs @param {string[]} failures @param {BigInt64Array} numbers */
    orders_by_python: (outputs, failures, numbers) => ({
      outputs,
      failures,
      numbers: [...numbers].map(Number),
    }),
  };
  const instance = /** @type {any} */ ({ wasm, dead: false, parts: { complete: async () => {} } });
  const source = ordersOfListing(
    "print(1)",
    async () => ({ explore }),
    () => instance,
  );
  await new Promise((go) => {
    source.tryOrders((news) => {
      all.push(news);
      if (news.end) go(null);
    });
  });
  return all;
}

test("what Python has tried is handed to the wasm as texts and numbers", async () => {
  const [last] = await heard(async (text, runs, { patience }) => {
    assert.deepEqual([text, runs, patience], ["print(1)", 1000, 10_000]);
    return { result: TRIED, cut: null };
  });
  assert.deepEqual(last, {
    report: {
      outputs: ["a\nb\n", "a\n"],
      failures: ["", "AssertionError: sold twice, line 17"],
      numbers: [4, 0, 1, 5, 0, 3, -1, 1500, 2000, 0, 1, 1, 7, 1500, 2000, -1],
    },
    runs: 4,
    end: "done",
    problem: "",
  });
});

test("what was found before it was cut is kept, and why it was cut is said", async () => {
  const [first, last] = await heard(async (_text, _runs, { onTried }) => {
    onTried({ ...TRIED, is_done: false });
    return { result: null, cut: { why: "late", message: "A prediction may take three seconds." } };
  });
  assert.equal(first?.runs, 4);
  assert.equal(first?.end, undefined);
  assert.equal(last?.end, "cut");
  assert.match(last?.problem ?? "", /^One of the orders was not done after three seconds/);
  const dead = await heard(async () => ({ result: null, cut: { why: "dead", message: "Broken down." } }));
  assert.deepEqual(dead, [{ end: "cut", problem: "Ended before anything was known. Broken down." }]);
});

test("how it ended is said as it was", async () => {
  /** @param {Partial<Tried>} more */
  const ended = async (more) =>
    (await heard(async () => ({ result: { ...TRIED, ...more }, cut: null }))).at(-1);
  assert.equal((await ended({ is_done: false }))?.end, "late");
  assert.equal((await ended({ is_full: true, is_done: false }))?.end, "full");
  assert.match((await ended({ is_repeatable: false }))?.problem ?? "", /did not give the same each time/);
});

test("a refusal, and nonsense, are failures with a sentence", async () => {
  const refused = async () => Promise.reject(new Error("invalid syntax (listing.py, line 1)"));
  assert.deepEqual(await heard(refused), [{ end: "failed", problem: "invalid syntax (listing.py, line 1)" }]);
  const [last] = await heard(async () => ({ result: { ...TRIED, most_choices: 0.5 }, cut: null }));
  assert.equal(last?.end, "failed");
});

test("Stop is handed on to Python", async () => {
  /** @type {AbortSignal | undefined} */
  let given;
  const instance = () => null;
  const python = async () => ({
    /** @type {Python["explore"]} */
    explore: (_text, _runs, { signal }) => {
      given = signal;
      return new Promise(() => {});
    },
  });
  const end = ordersOfListing("print(1)", python, instance).tryOrders(() => {});
  await new Promise((go) => setTimeout(go));
  assert.equal(given?.aborted, false);
  end();
  assert.equal(given?.aborted, true);
});
