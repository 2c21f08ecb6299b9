import assert from "node:assert/strict";
import { test } from "node:test";
import { spanAfter, spanAt, spanBefore, spansOf } from "../../www/run/spans.js";

/** A lane as the wasm module reports it: times are whole microseconds, and its end takes no time. */
const SPANS = [
  { lane: 0, from_ms: 0, to_ms: 0.001, state: "running" },
  { lane: 0, from_ms: 0.001, to_ms: 1000, state: "timer" },
  { lane: 0, from_ms: 1000, to_ms: 1000.001, state: "running" },
  { lane: 0, from_ms: 1000.001, to_ms: 1000.001, state: "completed" },
];
const run = {
  /** @param {number} lane @param {number} at */
  at(lane, at) {
    const us = Math.round(at * 1000);
    return SPANS.findLast((span) => span.lane === lane && Math.round(span.from_ms * 1000) <= us);
  },
};
const track = /** @type {any} */ ({
  recording: { run, instance: { dead: false } },
  report: { tasks: [{ lane: 0, spawned_ms: 0 }] },
});

test("stepping from span to span leads to the end, and back to the start", () => {
  const states = [];
  let span = spanAt(track, 0, 0);
  let last = span;
  for (; span; span = spanAfter(track, span)) states.push((last = span).state);
  assert.deepEqual(states, ["running", "timer", "running", "completed"]);
  states.length = 0;
  for (span = last; span; span = spanBefore(track, span)) states.push(span.state);
  assert.deepEqual(states, ["completed", "running", "timer", "running"]);
});

test("a table of spans has each once", () => {
  assert.deepEqual(spansOf(track, 10), SPANS);
  assert.equal(spansOf(track, 3).length, 3);
});
