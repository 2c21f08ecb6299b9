// What is drawn of the first program before the wasm is there. That it is what the wasm says is a test in Rust.

import assert from "node:assert/strict";
import { test } from "node:test";

import { draw, firstPrediction, labels } from "../../www/run/first_prediction.js";

/** Opens an address. @param {string} search @param {{ hash?: string, visited?: boolean, left?: string, type?: string }} [more] */
function open(search, { hash = "", visited = true, left, type = "navigate" } = {}) {
  Object.assign(globalThis, {
    location: { search, hash },
    self: globalThis,
    top: globalThis,
    document: { documentElement: { dataset: {} } },
    localStorage: { getItem: () => (visited ? "yes" : null) },
    sessionStorage: { getItem: () => (left === undefined ? null : JSON.stringify([1, left])) },
    performance: { getEntriesByType: () => [{ type }] },
  });
  return firstPrediction();
}

test("the first program as it comes has its prediction from the start", () => {
  for (const search of ["", "?program=greetings"]) {
    const { settings, track } = open(search) ?? assert.fail(search);
    assert.equal(settings.program.id, "greetings");
    assert.equal(track.variant, settings.variant);
    assert.equal(track.report.total_ms, 2000);
    assert.equal(track.report.lanes, 3);
    assert.match(open(search)?.words.question ?? "", /how long does it take in all\?$/);
  }
});

test("whoever asks for something else waits for its own", () => {
  for (const search of ["?program=kitchen", "?first-delay=20", "?program=greetings&variant=sequential"]) {
    assert.equal(open(search), null, search);
  }
  assert.equal(open("?program=greetings", { hash: "#code=1" }), null);
});

test("a newcomer is asked before the answer is shown, unless by a link that says what to show", () => {
  assert.equal(open("", { visited: false }), null);
  assert.notEqual(open("?program=greetings", { visited: false }), null);
});

test("what a reload left behind goes before the address", () => {
  const left = "?program=greetings&first-delay=20";
  assert.equal(open("?program=greetings", { left, type: "reload" }), null);
  assert.notEqual(open("?program=greetings", { left: "?program=greetings", type: "reload" }), null);
  // It is of another entry of the history.
  assert.notEqual(open("?program=greetings", { left }), null);
});

test("its places follow the width, and only lanes that are asked for are there", () => {
  const rows = draw(0, 2200, 1, 1, 1100);
  assert.deepEqual([...rows].slice(6, 12), [1, 0, 500, 0, 54, 1]);
  assert.ok(rows.length % 6 === 0 && rows.every((lane, at) => at % 6 > 0 || lane === 1));
  // Outside of the stretch that is shown, it is at an edge.
  assert.equal(draw(0, 1000, 2, 1, 300)[8], 300);
  const words = labels(0, 2200, 0, 3, 2200);
  assert.deepEqual(
    words.map(({ lane, from, to, text }) => [lane, from, to, text]),
    [
      [0, 0, 1000, "for first"],
      [0, 1000, 2000, "for second"],
      [1, 0, 1000, "sleep 1,000 ms"],
      [2, 0, 2000, "sleep 2,000 ms"],
      [1, 1000, 1000, "“hi”"],
      [2, 2000, 2000, "“hoi”"],
    ],
  );
});
