import assert from "node:assert/strict";
import { test } from "node:test";
import {
  defaults,
  fromField,
  fromPosition,
  inGroups,
  isLogarithmic,
  keyboard,
  LOG_STEPS,
  parse,
  print,
  toField,
  toPosition,
  unit,
} from "../../www/model/params.js";
import { delay, fails, feed, pages, word } from "./fixtures.mjs";

test("the ends of a range are in it, and for what is beyond them there is the sentence of the catalog", () => {
  assert.deepEqual(parse(delay, "0"), { value: 0 });
  assert.deepEqual(parse(delay, "5000"), { value: 5000 });
  for (const wrong of ["-1", "5000.5", "", " ", "x", "NaN", "Infinity"]) {
    assert.deepEqual(parse(delay, wrong), { error: delay.refusal });
  }
});

test("a phone's keyboard has a point exactly where a value may have one", () => {
  const think = /** @type {const} */ ({ ...delay, max: 600_000, step: 1000, unit: "s" });
  for (const param of [delay, think, pages]) {
    const takesPoint = parse(param, fromField(param, "1.5")).error === undefined;
    assert.equal(keyboard(param), takesPoint ? "decimal" : "numeric", param.label);
  }
});

test("a duration that is shown in seconds is typed in seconds", () => {
  const think = /** @type {const} */ ({ ...delay, max: 600_000, step: 1000, unit: "s" });
  assert.deepEqual([unit(delay), unit(think), unit(pages), unit(word)], ["ms", "s", "", ""]);
  assert.deepEqual(parse(think, fromField(think, "1.5")), { value: 1500 });
  assert.deepEqual(parse(think, fromField(think, "600")), { value: 600_000 });
  assert.equal(toField(think, "55000"), "55");
  assert.equal(fromField(delay, " 1. "), " 1. ");
  for (const wrong of ["601", "", "x"]) {
    assert.deepEqual(parse(think, fromField(think, wrong)), { error: think.refusal });
  }
});

test("a slider in steps of a second does not make its field one of seconds", () => {
  const rough = { ...delay, step: 1000 };
  assert.deepEqual([unit(rough), toField(rough, "2000")], ["ms", "2000"]);
});

test("an integer is whole", () => {
  assert.deepEqual(parse(pages, "200"), { value: 200 });
  for (const wrong of ["1.5", "0", "201", ""]) {
    assert.deepEqual(parse(pages, wrong), { error: pages.refusal });
  }
});

test("a text is counted in characters that people see, not in code units", () => {
  assert.deepEqual(parse(word, "𝓗𝓮𝔂𝓪!"), { value: "𝓗𝓮𝔂𝓪!" });
  assert.deepEqual(parse(word, "sixsix"), { error: word.refusal });
});

test("a choice is one of its words, and a switch is on or off", () => {
  assert.deepEqual(parse(feed, "jobs"), { value: "jobs" });
  assert.deepEqual(parse(feed, "news, jobs"), { error: feed.refusal });
  for (const on of ["on", "true", "1"]) assert.deepEqual(parse(fails, on), { value: true });
  for (const off of ["off", "false", "0"]) assert.deepEqual(parse(fails, off), { value: false });
  assert.deepEqual(parse(fails, ""), { error: fails.refusal });
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

test("parameters whose names begin with the same word stand together", () => {
  const named = (/** @type {string} */ label) => ({ ...delay, label });
  const all = ["First delay", "Second delay", "First word", "Pages"].map(named);
  const groups = inGroups(all).map((group) => group.map(({ label }) => label));
  assert.deepEqual(groups, [["First delay", "First word"], ["Second delay"], ["Pages"]]);
});
