// Lines of Python for those of a program. That they are the right ones is tested where they are made, in
// tests/catalog/python/lines.rs.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { initialState } from "../../www/model/state.js";
import {
  keepLines,
  readLines,
  saidLine,
  shownLanguage,
  spokenLanguage,
  twinLinesOf,
} from "../../www/model/twin_lines.js";
import { tell, tellAll } from "../../www/run/reading.js";

const FOLDER = new URL("../../src/programs/", import.meta.url);

/** @param {string} name */
const read = (name) => readFileSync(new URL(name, FOLDER), "utf8");

/** One text, so that it gives the same lines each time. */
const FILE = read("greetings.lines");

/** A state in which greetings is shown. @param {"rust" | "python"} tab @param {string} variant */
function stateOf(tab, variant) {
  const program = { id: "greetings", rust: "src/programs/greetings.rs", python: "src/programs/greetings.py" };
  keepLines("src/programs/greetings.lines", FILE);
  return /** @type {any} */ ({ ...initialState(), settings: { program, tab, variant } });
}

test("every line that a file of lines names is there in both listings", () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".lines"));
  assert.ok(files.length > 10);
  for (const file of files) {
    const [rust, python] = ["rs", "py"].map((kind) => read(file.replace("lines", kind)).split("\n"));
    const variants = readLines(read(file));
    assert.ok(variants.size > 0, file);
    for (const [variant, lines] of variants) {
      lines.forEach((line, place) => {
        const text = (place % 2 === 0 ? rust : python)?.[line - 1]?.trim();
        assert.ok(text, `${file}: ${variant} has line ${line}`);
      });
    }
  }
});

test("who reads Python is told lines of Python, and who reads Rust those of Rust", () => {
  const python = read("greetings.py").split("\n");
  const rust = read("greetings.rs").split("\n");
  const line = rust.indexOf("    sleep(delay).await;") + 1;
  const reader = stateOf("python", "concurrent");
  assert.equal(spokenLanguage(reader), "python");
  assert.match(python[(saidLine(reader, line) ?? 0) - 1] ?? "", /await asyncio\.sleep/);
  assert.equal(saidLine(reader, 1), null);
  assert.equal(spokenLanguage(stateOf("rust", "concurrent")), "rust");
  assert.equal(saidLine(stateOf("rust", "concurrent"), line), line);
});

test("of a variant that Python has not, and before the lines are there, those of the program are said", () => {
  assert.equal(spokenLanguage(stateOf("python", "no-such-variant")), "rust");
  const early = stateOf("python", "concurrent");
  keepLines("src/programs/greetings.lines", "");
  assert.equal(spokenLanguage(early), "rust");
});

test("who reads Python is shown Python, unless it has nothing that would be the same", () => {
  const python = "src/programs/kitchen.py";
  const shown = (
    /** @type {string} */ variant,
    /** @type {object} */ settings = {},
    /** @type {any} */ listing = null,
  ) => {
    const program = { id: "kitchen", rust: "src/programs/kitchen.rs", python };
    const there = listing ?? { state: "there", text: read("kitchen.py"), texts: {} };
    const state = { ...initialState(), settings: { program, tab: "python", variant, ...settings } };
    return shownLanguage(/** @type {any} */ ({ ...state, listings: { [python]: there } }));
  };
  assert.equal(shown("one-cook-many-pots"), "python");
  assert.equal(shown("many-cooks"), "rust");
  assert.equal(shown("many-cooks", {}, { state: "coming" }), "python", "it is not known yet");
  assert.equal(shown("one-cook-many-pots", { tab: "rust" }), "rust");
  assert.equal(shown("at-once", { program: { id: "threads", rust: "threads.rs", python: null } }), "rust");
  assert.equal(shownLanguage(initialState()), "rust");
});

test("every run that is shown is told once, and its report is taken anew", () => {
  const calls = /** @type {number[]} */ ([]);
  const run = () => ({
    /** @param {string} file @param {Uint32Array} lines */
    say_lines_of: (file, lines) => calls.push(lines.length),
    report: () => ({ from: calls.length }),
  });
  const track = (/** @type {string} */ variant) => ({
    variant,
    recording: { run: run(), instance: { dead: false } },
    report: null,
  });
  const state = stateOf("python", "concurrent");
  state.predicted = { concurrent: track("concurrent") };
  state.measured = { sequential: track("sequential") };
  tellAll(state, { redraw() {} });
  const known = twinLinesOf(state)?.length ?? 0;
  assert.deepEqual(calls, [known, twinLinesOf(state, "sequential")?.length]);
  assert.deepEqual(state.predicted.concurrent.report, { from: 1 });
  tellAll(state, { redraw() {} });
  assert.equal(calls.length, 2);
  state.settings = { ...state.settings, tab: "rust" };
  tellAll(state, { redraw() {} });
  assert.deepEqual(calls.slice(2), [0, 0]);
  assert.equal(tell(state, /** @type {any} */ (run()), "concurrent"), false);
});
