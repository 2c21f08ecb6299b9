// Places that Python names, in the text of an editor.

import assert from "node:assert/strict";
import { test } from "node:test";
import { difference, extentOf, widened } from "../../www/editor/place.js";

/** @typedef {import("../../www/editor/types.js").Place} Place */

/** What is marked. @param {string} text @param {Place} place */
function marked(text, place) {
  const { from, to } = extentOf(text, place);
  return text.slice(from, to);
}

test("a place is what Python names, in characters and not in units of JavaScript", () => {
  const text = "x = '🦊🦊'; y = (1\nawait sleep(1)\n";
  assert.equal(marked(text, { line: 1, column: 15, endLine: 1, endColumn: 16 }), "(");
  assert.equal(marked(text, { line: 2, column: 7, endLine: 2, endColumn: 12 }), "sleep");
  assert.equal(marked(text, { line: 2, column: 1, endLine: 2, endColumn: 15 }), "await sleep(1)");
  assert.equal(marked(text, { line: 1, column: 11, endLine: 2, endColumn: 6 }), "y = (1\nawait");
});

test("a place without an end is a word, and without a column its line", () => {
  assert.equal(marked("a = waiting + 1\n", { line: 1, column: 5 }), "waiting");
  assert.equal(marked("    return 1\n", { line: 1 }), "    return 1");
  // Where CPython knows no end it says 0.
  assert.equal(marked("if x\n", { line: 1, column: 4, endLine: 1, endColumn: 0 }), "x");
});

test("what is at the end of a line is marked at the last thing before it", () => {
  assert.equal(marked("if x:   \n", { line: 1, column: 9, endColumn: 9 }), ":");
  assert.equal(marked("if 🦊\ny", { line: 1, column: 5 }), "🦊");
});

test("a place that the text does not have is taken to the nearest that it has", () => {
  assert.equal(marked("a\nbc", { line: 9, column: 1, endColumn: 9 }), "bc");
  assert.equal(marked("a\nbc", { line: 0, column: -3 }), "a");
  assert.equal(marked("a\nbc", { line: 2, column: 40, endColumn: 2 }), "c");
  for (const text of ["", "\n", "   \n  "]) assert.equal(marked(text, { line: 1, column: 1 }), "");
});

test("what is empty is widened within its line", () => {
  const text = "one two\n  three";
  assert.deepEqual(widened(text, 4, 4), { from: 4, to: 7 });
  assert.deepEqual(widened(text, 7, 7), { from: 6, to: 7 });
  assert.deepEqual(widened(text, 3, 8), { from: 3, to: 7 });
});

test("the difference of two texts is the least that must be replaced", () => {
  const numbers = ["", "0", "1", "0.5", "0.55", "0.555", "1.5", "11", "1.25e3"];
  for (const before of numbers) {
    for (const after of numbers) {
      const { from, to, insert } = difference(before, after);
      assert.equal(before.slice(0, from) + insert + before.slice(to), after);
      assert.ok(to - from <= before.length && insert.length <= after.length);
      if (before === after) assert.deepEqual([to - from, insert], [0, ""]);
    }
  }
  assert.deepEqual(difference("0.5", "0.55"), { from: 3, to: 3, insert: "5" });
});
