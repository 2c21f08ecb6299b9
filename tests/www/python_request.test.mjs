// Requests to Python, with a worker that is played.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { carryOut } from "../../www/python/request.js";
import { openSession } from "../../www/python/session.js";

/** @typedef {import("../../www/python/types.js").ToPython} ToPython */
/** @typedef {import("../../www/python/types.js").FromPython} FromPython */

/** @type {ToPython} */
const MEASURE = { type: "measure", text: "print(1)", id: 7 };
const TURN = 10;

/** A session whose worker is played, and what it was asked. */
function played() {
  const { port1: port, port2: inside } = new MessageChannel();
  const listener = (/** @type {FromPython} */ data) =>
    port.onmessage?.(new MessageEvent("message", { data }));
  const asked = /** @type {ToPython[]} */ ([]);
  inside.onmessage = ({ data }) => asked.push(data);
  let fail = (/** @type {string} */ why) => assert.fail(why);
  const failed = new Promise((go) => (fail = go));
  let ends = 0;
  const session = openSession({ port, failed, end: () => (ends += 1) });
  /** @param {FromPython[]} messages */
  const say = async (...messages) => {
    for (const message of messages) inside.postMessage(message);
    await new Promise((go) => setTimeout(go, TURN));
  };
  const close = () => {
    port.close();
    inside.close();
  };
  return {
    session,
    say,
    listener,
    asked,
    fail: (/** @type {string} */ why) => fail(why),
    ends: () => ends,
    close,
  };
}

/** @param {number} id @param {...number} numbers @returns {FromPython} */
const part = (id, ...numbers) => ({
  type: "part",
  id,
  rows: BigInt64Array.from(numbers.map(BigInt)),
  texts: numbers.map(String),
});

test("the parts of a record are put together", async () => {
  const { session, say, close, asked } = played();
  await say({ type: "ready", python: "3.14.2" });
  await session.ready;
  const parts = /** @type {bigint[][]} */ ([]);
  const answer = carryOut(session, MEASURE, { onPart: (rows) => parts.push([...rows]) });
  const result = /** @type {any} */ ({ end: 0 });
  const madeUp = /** @type {any} */ ({ type: "part", id: 7, rows: "many", texts: 5 });
  await say(part(7, 1, 2), part(6, 9), madeUp, part(7, 3), { type: "end", id: 7, result });
  assert.deepEqual(await answer, {
    rows: BigInt64Array.of(1n, 2n, 3n),
    texts: ["1", "2", "3"],
    result,
    cut: null,
  });
  assert.deepEqual(parts, [[1n, 2n], [3n]]);
  assert.deepEqual(asked, [MEASURE]);
  close();
});

test("what came before it was stopped is kept, and what was on its way", async () => {
  const { session, say, close, ends } = played();
  const stopping = new AbortController();
  const answer = carryOut(session, MEASURE, { signal: stopping.signal });
  await say(part(7, 1));
  stopping.abort();
  assert.equal(session.isOpen(), false);
  await say(part(7, 2), { type: "end", id: 7, result: /** @type {any} */ ({}) });
  const { rows, result, cut } = await answer;
  assert.deepEqual([[...rows], result, cut?.why, ends()], [[1n, 2n], null, "stopped", 1]);
  close();
});

test("a prediction of which nothing is heard is ended, and a measurement is not", async () => {
  const [measured, predicted] = [played(), played()];
  let isOver = false;
  const over = () => (isOver = true);
  carryOut(measured.session, MEASURE, {}).then(over, over);
  const answer = carryOut(predicted.session, { ...MEASURE, type: "predict" }, { hasLimit: true });
  mock.timers.enable({ apis: ["setTimeout"] });
  for (const { listener } of [measured, predicted]) listener({ type: "begun", id: 7 });
  mock.timers.tick(60_000);
  mock.timers.tick(60_000);
  mock.timers.reset();
  assert.equal((await answer).cut?.why, "late");
  assert.equal(isOver, false);
  measured.close();
  predicted.close();
});

test("an interpreter that breaks down says so, and is not asked again", async () => {
  const { session, say, close } = played();
  const answer = carryOut(session, MEASURE, {});
  await say({ type: "dead", id: 7, message: "memory access out of bounds" });
  const { cut } = await answer;
  assert.equal(cut?.why, "dead");
  assert.match(cut?.message ?? "", /broken down \(memory access out of bounds\)/);
  assert.equal(session.isOpen(), false);
  close();
});

test("a worker that cannot be started says why", async () => {
  const { session, fail, close } = played();
  fail("its script was refused");
  await assert.rejects(session.ready, /Python could not be started: its script was refused\./);
  close();
});

test("what cannot be asked is refused in a sentence", async () => {
  const { session, say, close } = played();
  const answer = carryOut(session, MEASURE, {});
  answer.catch(() => {});
  await say({ type: "refused", id: 7, message: "an order has a seed or picks, not both" });
  await assert.rejects(answer, /not both/);
  assert.equal(session.isOpen(), true);
  close();
});
