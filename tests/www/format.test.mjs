import assert from "node:assert/strict";
import { test } from "node:test";
import * as format from "../../www/model/format.js";

/** @param {string} text */
const plain = (text) => text.replaceAll("\u00a0", " ");

test("times have thousands, and a decimal only when they are short", () => {
  assert.equal(plain(format.duration(2003.4)), "2,003 ms");
  assert.equal(plain(format.duration(0.25)), "0.3 ms");
  assert.equal(plain(format.duration(9.96)), "10 ms");
  assert.equal(plain(format.duration(0)), "0 ms");
  assert.equal(plain(format.duration(-0.01)), "0 ms");
});

test("long times are in hours, minutes and seconds", () => {
  assert.equal(plain(format.duration(99_999)), "99,999 ms");
  assert.equal(plain(format.duration(100_000)), "1 min 40 s");
  assert.equal(plain(format.duration(3_655_000)), "1 h 0 min 55 s");
  assert.equal(plain(format.duration(43_200_000)), "12 h");
  assert.equal(plain(format.pointInTime(0, 43_200_000)), "0 s");
  assert.equal(plain(format.pointInTime(5000, 43_200_000)), "5 s");
  assert.equal(plain(format.pointInTime(5000, 6000)), "5,000");
  assert.equal(plain(format.stretch(5000, 6000, " – ")), "5,000 – 6,000 ms");
  assert.equal(plain(format.stretch(5000, 120_000, " – ")), "5 s – 2 min");
});

test("what was measured by a clock that was sped up says so", () => {
  assert.equal(plain(format.howMeasured(43_204_000, 1000)), "measured at 1 : 1,000 in 43.2 s of real time");
  assert.equal(plain(format.howMeasured(60_000, 1000)), "measured at 1 : 1,000 in 60 ms of real time");
  assert.equal(format.howMeasured(43_204_000, 1), "");
});

test("a difference is what a person would subtract from what is shown", () => {
  assert.equal(plain(format.longer(2004.6, 2000)), "+5 ms");
  assert.equal(plain(format.longer(2000, 3000)), "−1,000 ms");
  assert.equal(plain(format.longer(2000.2, 2000)), "±0 ms");
  assert.equal(plain(format.moreOrLess(3000, 2000)), "1,000 ms more");
  assert.equal(plain(format.moreOrLess(2000, 3000)), "1,000 ms less");
  assert.equal(format.moreOrLess(2000, 2000.3), "the same");
});

test("a factor has one decimal, and overhead alone does not make it less than one", () => {
  assert.equal(format.factor(1.46), "1.5×");
  assert.equal(format.factor(0.94), "1×");
  assert.equal(format.factor(0.5), "0.5×");
});
