import assert from "node:assert/strict";
import { test } from "node:test";
import { complaint, layersOf, switched } from "../../www/model/layers.js";
import { arrowOf, ARROWS, KIND } from "../../www/timeline/layers/arrows.js";

/** @param {string} kind @param {number | null} lane */
function relation(kind, lane) {
  return /** @type {any} */ ({ kind, lane, text: "", from_ms: 1, to_ms: 2 });
}

test("an arrow leads from the cause to the task, whichever of the two is inspected", () => {
  assert.deepEqual(arrowOf(relation("woken-by", 3), 1), { kind: KIND.task, from: 3, lane: 1 });
  assert.deepEqual(arrowOf(relation("wakes", 3), 1), { kind: KIND.task, from: 1, lane: 3 });
  assert.deepEqual(arrowOf(relation("spawned-by", 0), 1), { kind: KIND.spawn, from: 0, lane: 1 });
  assert.deepEqual(arrowOf(relation("spawned", 2), 1), { kind: KIND.spawn, from: 1, lane: 2 });
  assert.deepEqual(arrowOf(relation("waited-by", 0), 1), { kind: KIND.waits, from: 0, lane: 1 });
});

test("what comes from no lane has an arrow, and what leads to none has not", () => {
  assert.deepEqual(arrowOf(relation("woken-by-timer", null), 1), { kind: KIND.timer, from: -1, lane: 1 });
  assert.equal(arrowOf(relation("waits-for", null), 1), null);
  assert.equal(arrowOf(relation("spawned", null), 1), null);
});

test("every kind of arrow is in the key", () => {
  assert.deepEqual(ARROWS.map(({ kind }) => kind).sort(), Object.values(KIND).sort());
});

/** @param {string} [layers] */
function settings(layers) {
  return /** @type {any} */ ({ layers });
}

test("layers are words with dots between them, in one order", () => {
  assert.deepEqual(layersOf(settings()), []);
  assert.deepEqual(layersOf(settings("chain.wakes")), ["wakes", "chain"]);
  assert.equal(switched(settings("chain"), "wakes"), "wakes.chain");
  assert.equal(switched(settings("wakes.chain"), "wakes"), "chain");
  assert.equal(switched(null, "chain"), "chain");
});

test("an unknown layer is reported in a sentence", () => {
  assert.equal(complaint(settings("wakes.chain")), null);
  assert.equal(complaint(settings("")), null);
  assert.match(complaint(settings("wakes.all")) ?? "", /layers=all\. There are wakes and chain/);
});
