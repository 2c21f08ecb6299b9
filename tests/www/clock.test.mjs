import assert from "node:assert/strict";
import { test } from "node:test";
import { clockStep } from "../../www/results/clock.js";

/** A clock that moves by `step` every `looks` times that it is read. @param {number} step @param {number} looks @param {number} [offset] */
function clock(step, looks, offset = 12345.678) {
  let look = 0;
  return () => offset + Math.floor(look++ / looks) * step;
}

test("the step of a clock is found, however often it is looked at in between", () => {
  assert.equal(clockStep(clock(0.1, 7)), 0.1);
  assert.equal(clockStep(clock(0.005, 3)), 0.005);
  assert.equal(clockStep(clock(1, 50_000)), 1);
});

test("a pause in between is not taken for a step", () => {
  let [now, looks] = [1e6, 0];
  const step = clockStep(() => {
    looks += 1;
    if (looks % 4 === 0) now += looks % 80 === 0 ? 1.7 : 0.02;
    return now;
  });
  assert.equal(step, 0.02);
});

test("a clock that does not move is not looked at for ever", () => {
  assert.equal(
    clockStep(() => 5),
    null,
  );
});
