import assert from "node:assert/strict";
import { test } from "node:test";
import {
  defaults,
  fromField,
  fromPosition,
  isLogarithmic,
  LOG_STEPS,
  parse,
  print,
  toField,
  toPosition,
  unit,
} from "../../www/model/params.js";
import { delay, fails, feed, pages, word } from "./fixtures.mjs";

test("the ends of a range are in it, beyond them is a sentence with the range", () => {
  assert.deepEqual(parse(delay, "0"), { value: 0 });
  assert.deepEqual(parse(delay, "5000"), { value: 5000 });
  for (const wrong of ["-1", "5000.5", "", " ", "x", "NaN", "Infinity"]) {
    assert.equal(parse(delay, wrong).error, "First delay must be a number of milliseconds from 0 to 5,000.");
  }
});

test("a duration that goes by seconds is typed and refused in seconds", () => {
  const think = { ...delay, label: "Thinks", max: 600_000, step: 1000 };
  assert.deepEqual([unit(delay), unit(think), unit(pages)], ["ms", "s", ""]);
  assert.deepEqual(parse(think, fromField(think, "1.5")), { value: 1500 });
  assert.equal(toField(think, "55000"), "55");
  assert.equal(fromField(delay, " 1. "), " 1. ");
  for (const wrong of ["601", "", "x"]) {
    assert.equal(
      parse(think, fromField(think, wrong)).error,
      "Thinks must be a number of seconds from 0 to 600.",
    );
  }
});

test("an integer is whole", () => {
  assert.deepEqual(parse(pages, "200"), { value: 200 });
  assert.equal(parse(pages, "1.5").error, "Pages must be a whole number from 1 to 200.");
});

test("a text is counted in characters that people see, not in code units", () => {
  assert.deepEqual(parse(word, "𝓗𝓮𝔂𝓪!"), { value: "𝓗𝓮𝔂𝓪!" });
  assert.match(parse(word, "sixsix").error ?? "", /at most 5/);
});

test("every default is printed and parsed back", () => {
  for (const param of [delay, pages, word, feed, fails]) {
    assert.deepEqual(parse(param, print(param.default)), { value: param.default });
  }
  assert.deepEqual(defaults([delay, fails]), { "first-delay": 1000, fails: false });
});

test("a slider over six magnitudes goes by magnitude, from end to end", () => {
  const range = { min: 1, max: 1_000_000 };
  assert.ok(isLogarithmic(range));
  assert.ok(!isLogarithmic(delay));
  assert.equal(fromPosition(range, 0), 1);
  assert.equal(fromPosition(range, LOG_STEPS), 1_000_000);
  assert.equal(fromPosition(range, LOG_STEPS / 2), 1000);
  for (const value of [1, 10, 1000, 10_000, 1_000_000]) {
    assert.equal(fromPosition(range, toPosition(range, value)), value);
  }
  let last = 0;
  for (let at = 0; at <= LOG_STEPS; at++) {
    const value = fromPosition(range, at);
    assert.ok(value >= last && Number.isInteger(value));
    last = value;
  }
});
