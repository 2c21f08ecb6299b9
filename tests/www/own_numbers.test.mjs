// Numbers of a person's own listing as sliders, and the listings to begin with.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { parse } from "../../www/model/params.js";
import { found, paramOf, serves, textOf } from "../../www/own/numbers.js";
import { EXAMPLES, fetchExample } from "../../www/run/examples.js";

/** @typedef {import("../../www/python/types.js").Parameter} Parameter */

const TEXT = "🦊 = 0.5, 1_000\nlimit = .25\nfar = 1e3\n";

/** What Python would have found. @param {string} written @param {Partial<Parameter>} [more] @returns {Parameter} */
function number(written, more) {
  const start = TEXT.indexOf(written);
  return {
    kind: "delay",
    label: "sleep",
    value: Number(written.replaceAll("_", "")),
    is_whole: false,
    is_seconds: true,
    line: 1,
    column: 1,
    end_column: 1,
    start,
    end: start + written.length,
    ...more,
  };
}

test("numbers are taken where they stand in the text", () => {
  const all = ["0.5", "1_000", ".25", "1e3"].map((written) => number(written));
  assert.deepEqual(found(all, TEXT), all);
  assert.deepEqual(found([], TEXT), []);
});

test("a slider serves for a number with its name, in its line, that is not beyond its end", () => {
  const param = paramOf(number("0.5"), 0);
  assert.ok(serves(param, number("0.5", { value: 1 }), 0));
  for (const other of [{ line: 2 }, { label: "timeout" }, { value: 1.5 }, { is_seconds: false }]) {
    assert.ok(!serves(param, number("0.5", other), 0), JSON.stringify(other));
  }
});

test("what a listing has made up of its numbers is left out", () => {
  const one = number("0.5");
  const madeUp = [
    null,
    7,
    "0.5",
    {},
    number("0.5", { value: 0.6 }),
    number("0.5", { value: -0.5 }),
    number("0.5", { value: NaN }),
    number("0.5", { value: Infinity }),
    number("0.5", { start: 0, end: 3 }),
    number("0.5", { start: -5, end: 9 }),
    number("0.5", { start: 1.5 }),
    number("0.5", { end: 2 ** 60 }),
    { ...one, label: 3 },
    { ...one, value: "0.5" },
    // A text with a number in it, and nothing at all, which would be 0.
    number("limit", { value: 0, start: 0, end: 0 }),
    number(" = 0.5", { value: 0.5 }),
  ];
  assert.deepEqual(found([...madeUp, one], TEXT), [one]);
  for (const none of [null, undefined, "many", 3, { length: 2 }, { 0: one, length: 1 }]) {
    assert.deepEqual(found(none, TEXT), []);
  }
});

test("a slider reaches at least twice as far as the number", () => {
  for (const value of [0, 1e-9, 0.004, 0.5, 0.51, 1, 7, 10, 49.9, 51, 3600, 999_999_999]) {
    for (const is_seconds of [true, false]) {
      const param = paramOf(number("0.5", { value, is_seconds }), 3);
      const { min, max, default: begins } = param;
      assert.equal(min, 0);
      assert.equal(begins, is_seconds ? value * 1000 : value);
      const far = is_seconds ? max / 1000 : max;
      assert.ok(far >= 2 * value && far <= Math.max(10, 5 * value), `${value}: ${far}`);
      // Its end is a round number.
      assert.match(String(far), /^(1|2|5)0*$/);
      assert.deepEqual(parse(param, String(max)), { value: max });
      const beyond = parse(param, String(max + 1));
      assert.match(beyond.error ?? "", /^A number from 0 to [\d,]+\. For more, write it into the listing\.$/);
    }
  }
});

test("a slider is named by what the number is for and its line", () => {
  const { id, label, unit } = /** @type {any} */ (paramOf(number("0.5", { line: 12 }), 3));
  assert.deepEqual([id, label, unit], ["own-3", "sleep, line 12", "s"]);
});

test("a count goes by whole numbers, and other numbers need not", () => {
  const whole = paramOf(number("1_000", { is_whole: true, is_seconds: false }), 0);
  assert.deepEqual([whole.kind, whole.step, whole.max], ["integer", 1, 2000]);
  assert.match(parse(whole, "2.5").error ?? "", /^A number from 0 to 2,000\./);
  const other = paramOf(number("0.5", { is_seconds: false }), 0);
  assert.deepEqual([other.kind, parse(other, "2.5").value], ["duration", 2.5]);
});

test("a number is written as Python would keep it", () => {
  const seconds = number("0.5");
  assert.deepEqual(
    [750, 2000, 0, 0.5, 1234.5678901].map((ms) => textOf(seconds, ms)),
    ["0.75", "2.0", "0.0", "0.0005", "1.234568"],
  );
  // A whole number that is slept stays whole only where all of it is.
  assert.deepEqual(
    [2000, 2500].map((ms) => textOf({ ...seconds, is_whole: true }, ms)),
    ["2", "2.5"],
  );
  const count = number("1_000", { is_whole: true, is_seconds: false });
  assert.equal(textOf(count, 12), "12");
  assert.equal(textOf({ ...count, is_whole: false }, 12), "12.0");
});

test("what is written is found again with that value", () => {
  for (let ms = 0; ms <= 5000; ms += 12.5) {
    for (const is_whole of [true, false]) {
      const written = textOf(number("0.5", { is_whole }), ms);
      assert.ok(Math.abs(Number(written) - ms / 1000) < 1e-6, `${ms}: ${written}`);
      assert.equal(written.includes("."), !is_whole || ms % 1000 !== 0);
      const again = number("0.5", { value: Number(written), start: 0, end: written.length });
      assert.deepEqual(found([again], written), [again]);
    }
  }
});

test("the listings to begin with are those of the package, in its order", () => {
  const folder = new URL("../../python/coroscope/listings/", import.meta.url);
  const [, list = ""] =
    /NAMES = \(([^)]*)\)/.exec(readFileSync(new URL("__init__.py", folder), "utf8")) ?? [];
  const names = [...list.matchAll(/"(\w+)"/g)].map(([, name]) => name);
  assert.ok(names.length >= 12);
  assert.deepEqual(
    EXAMPLES.map(({ name }) => name),
    names,
  );
  const files = readdirSync(folder).filter((file) => file.endsWith(".py") && file !== "__init__.py");
  assert.deepEqual(files.sort(), names.map((name) => `${name}.py`).sort());
  assert.equal(new Set(EXAMPLES.map(({ title }) => title)).size, names.length);
});

test("an example that does not come is a sentence", async () => {
  const { fetch } = globalThis;
  const answers = [
    async () => new Response("", { status: 404 }),
    async () => Promise.reject(new TypeError("no network")),
  ];
  try {
    for (const [answer, why] of /** @type {const} */ ([
      [answers[0], "the server answered 404"],
      [answers[1], "no network"],
    ])) {
      globalThis.fetch = /** @type {any} */ (answer);
      await assert.rejects(fetchExample("queue"), {
        message: `The example could not be loaded: ${why}. Write or paste a listing, and it runs all the same.`,
      });
    }
  } finally {
    globalThis.fetch = fetch;
  }
});
