import assert from "node:assert/strict";
import { test } from "node:test";
import { choices } from "../../www/guess/choices.js";
import { linesToGuess, MOST_LINES, ordinal } from "../../www/guess/lines.js";
import { parseTotal } from "../../www/guess/total.js";

/** @param {string[]} texts */
const output = (texts) => texts.map((text) => ({ text }));

test("the lines come neither in the order in which they are printed nor in that of the alphabet", () => {
  for (const printed of [
    ["a", "b", "c"],
    ["b", "c", "a", "d"],
    ["c", "b", "a"],
    ["b", "a", "c"],
  ]) {
    const { lines, isAll } = linesToGuess(output(printed));
    assert.ok(isAll);
    assert.deepEqual(lines.toSorted(), printed.toSorted());
    assert.notDeepEqual(lines, printed);
    assert.notDeepEqual(lines, printed.toSorted());
  }
});

test("two lines come the other way round, and equal ones as they are", () => {
  assert.deepEqual(linesToGuess(output(["hi", "hoi"])).lines, ["hoi", "hi"]);
  assert.deepEqual(linesToGuess(output(["hoi", "hi"])).lines, ["hi", "hoi"]);
  assert.deepEqual(linesToGuess(output(["a", "a"])).lines, ["a", "a"]);
  assert.deepEqual(linesToGuess([]), { lines: [], isAll: true });
});

test("a newcomer chooses among the total and what it could be taken for, the least first", () => {
  assert.deepEqual(choices(2000, [3000, 1000]), [1000, 2000, 3000]);
  assert.deepEqual(choices(2000, [2010, NaN, 1000]), [1000, 2000, 4000]);
  assert.deepEqual(choices(300, []), [150, 300, 600]);
});

test("of a long output the first different lines are asked for", () => {
  const many = Array.from({ length: 400 }, (_, index) => `line ${String(index % 20).padStart(2, "0")}`);
  const { lines, isAll } = linesToGuess(output(many));
  assert.ok(!isAll);
  assert.equal(lines.length, MOST_LINES);
  assert.deepEqual(lines.slice(0, 2), ["line 01", "line 03"]);
  assert.deepEqual(linesToGuess(output(Array(50).fill("tick"))).lines, ["tick"]);
});

test("places are said as people say them", () => {
  assert.deepEqual([1, 2, 3, 4, 11, 12].map(ordinal), ["1st", "2nd", "3rd", "4th", "11th", "12th"]);
});

for (const [text, ms] of /** @type {[string, number | null][]} */ ([
  ["", null],
  ["3000", 3000],
  ["3,000 ms", 3000],
  ["3 s", 3000],
  ["1.5s", 1500],
  [".5 s", 500],
  ["2 min", 120_000],
  ["1 h 30 min", 5_400_000],
  ["1h 0min 55s", 3_655_000],
  ["3,000\u00a0ms", 3000],
])) {
  test(`“${text}” is understood`, () => assert.deepEqual(parseTotal(text), { ms, error: "" }));
}

for (const text of ["soon", "-5", "1 s 5", "3 days", "1..5 s", "ms", "1e300", "9999999999999"]) {
  test(`“${text}” is answered with a sentence`, () => {
    const { ms, error } = parseTotal(text);
    assert.equal(ms, null);
    assert.match(error, /\.$/);
  });
}
