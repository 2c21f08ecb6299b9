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
  assert.equal(plain(format.duration(43_200_000)), "43,200 s");
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
