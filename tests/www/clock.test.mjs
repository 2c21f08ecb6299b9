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

test("a clock that is only looked at between long pauses is not taken for a coarse one", () => {
  let [now, looks] = [1e6, 0];
  const step = clockStep(() => {
    looks += 1;
    // Another program has the processor for most of the time.
    if (looks % 4 === 0) now += looks % 8 === 0 ? 0.02 : 6.5;
    return now;
  });
  assert.equal(step, 0.02);
});

test("a coarse clock is seen to be one, whoever else has the processor", () => {
  let looks = 0;
  const step = clockStep(() => Math.floor((looks++ * 0.0004 + Math.floor(looks / 90_000) * 7) / 16.7) * 16.7);
  assert.ok(step !== null && Math.abs(step - 16.7) < 0.01, `${step}`);
});

test("a clock that does not move is not looked at for ever", () => {
  assert.equal(
    clockStep(() => 5),
    null,
  );
});
