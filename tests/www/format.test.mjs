import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as differences from "../../www/model/differences.js";
import * as format from "../../www/model/format.js";
import { howMeasured, longerInWords } from "../../www/model/measured.js";

/** @param {string} text */
const plain = (text) => text.replaceAll("\u00a0", " ");

test("times are rounded as the sentences that are made in Rust round them", () => {
  /** @type {[us: number, text: string][]} */
  const durations = JSON.parse(readFileSync(new URL("../durations.json", import.meta.url), "utf8"));
  assert.ok(durations.length > 0);
  for (const [us, text] of durations) assert.equal(plain(format.duration(us / 1000)), text);
});

test("a time may be finer than a microsecond, and before the beginning", () => {
  assert.equal(plain(format.duration(0.2504)), "0.25 ms");
  assert.equal(plain(format.duration(0.0004)), "0 ms");
  assert.equal(plain(format.duration(-0.0004)), "0 ms");
  assert.equal(plain(format.duration(-0.155)), "−0.16 ms");
  assert.equal(plain(format.duration(-100_000)), "−1 min 40 s");
});

test("a point in time has the units of its run", () => {
  assert.equal(plain(format.pointInTime(0, 43_200_000)), "0 s");
  assert.equal(plain(format.pointInTime(5000, 43_200_000)), "5 s");
  assert.equal(plain(format.pointInTime(5000, 6000)), "5,000");
  assert.equal(plain(format.pointInTime(0.155, 6000)), "0.16");
  assert.equal(plain(format.stretch(5000, 6000, " – ")), "5,000 – 6,000 ms");
  assert.equal(plain(format.stretch(5000, 120_000, " – ")), "5 s – 2 min");
});

test("what was measured by a clock that was sped up says so", () => {
  assert.equal(plain(howMeasured(43_204_000, 1000)), "measured at 1 : 1,000 in 43.2 s of real time");
  assert.equal(plain(howMeasured(60_000, 1000)), "measured at 1 : 1,000 in 60 ms of real time");
  assert.equal(howMeasured(43_204_000, 1), "");
});

test("a difference is what a person would subtract from what is shown", () => {
  assert.equal(plain(differences.longer(2004.6, 2000)), "+5 ms");
  assert.equal(plain(differences.longer(2000, 3000)), "−1,000 ms");
  assert.equal(plain(differences.longer(2000.2, 2000)), "±0 ms");
  assert.equal(plain(differences.longer(0.155, 0.1)), "+0.06 ms");
  assert.equal(plain(differences.longer(0.155, 0.16)), "±0 ms");
  assert.equal(plain(differences.moreOrLess(3000, 2000)), "1,000 ms more");
  assert.equal(plain(differences.moreOrLess(2000, 3000)), "1,000 ms less");
  assert.equal(differences.moreOrLess(2000, 2000.3), "the same");
  assert.equal(longerInWords(2000.3, 2000), "as predicted");
  assert.equal(plain(longerInWords(0.155, 0)), "0.16 ms longer than predicted");
});

test("a factor has one decimal, and overhead alone does not make it less than one", () => {
  assert.equal(differences.factor(1.46), "1.5×");
  assert.equal(differences.factor(0.94), "1×");
  assert.equal(differences.factor(0.5), "0.5×");
});
