// Runs that were recorded elsewhere: their program, their files, and what is said of them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { mistakes } from "../../www/model/strangers.js";
import { isRecorded, recordedProgram } from "../../www/model/recorded.js";
import { filesOf, saidOf } from "../../www/model/recorded_files.js";
import { catalog, greetings } from "./fixtures.mjs";

/** @type {import("../../www/model/types.js").RecordParts} */
const parts = {
  program: "shop.py",
  python: "3.13.0",
  app: "a recorder",
  files: ["lib/prices.py", "shop.py", "shop.rs", "notes.txt"],
  sources: new Map([[1, "import asyncio\n"]]),
  notes: [],
  end: 0,
  exit_code: 0,
  missing: "",
};

/** @param {string} file @param {number[]} lines */
const named = (file, ...lines) => lines.map((line) => ({ file, line }));

test("a program is made for a file, under an id that no program of the catalog has", () => {
  const program = recordedProgram(parts, "recorded/shop.py");
  assert.ok(isRecorded({ program }) && !isRecorded({ program: greetings }) && !isRecorded(null));
  assert.deepEqual([program.title, program.params, program.python], ["shop.py", [], null]);
  assert.equal(recordedProgram({ program: "" }).title, "A recorded run");
});

test("files whose text is there come first, and the others have lines up to the last that is named", () => {
  const { files, first, listings } = filesOf(parts, [
    ...named("lib/prices.py", 3, 7),
    ...named("shop.py", 1),
    ...named("shop.rs", 2),
    ...named("notes.txt", 1),
  ]);
  assert.deepEqual(
    files.map(({ name, language }) => `${name} ${language}`),
    ["shop.py python", "lib/prices.py python", "shop.rs rust", "notes.txt plain"],
  );
  assert.equal(first, files[0]);
  const text = (/** @type {number} */ at) => {
    const listing = listings[files[at]?.listing ?? ""];
    return listing?.state === "there" ? listing.text : null;
  };
  assert.equal(text(0), "import asyncio\n");
  assert.equal(text(1), "\n".repeat(7));
  assert.equal(first.note, "");
  assert.match(files[1]?.note ?? "", /without the text of lib\/prices\.py/);
});

test("a listing takes no place of one of the page", () => {
  const { listings } = filesOf({ ...parts, files: ["src/programs/x.rs"], sources: new Map([[0, ""]]) }, []);
  assert.deepEqual(Object.keys(listings), ["recorded/src/programs/x.rs"]);
});

test("lines beyond those that can be shown are cut off with a sentence", () => {
  const { files, listings } = filesOf({ ...parts, sources: new Map() }, named("shop.py", 4_000_000_000));
  const listing = listings["recorded/shop.py"];
  assert.equal(listing?.state === "there" && listing.text.length, 20_000);
  assert.match(files[0]?.note ?? "", /up to line 20,000/);

  const long = "a\n".repeat(20_001);
  const whole = filesOf({ ...parts, sources: new Map([[1, long]]) }, []);
  const cut = whole.listings["recorded/shop.py"];
  assert.equal(cut?.state === "there" && cut.text.length, 40_000);
  assert.match(whole.first.note, /up to line 20,000/);
});

test("a run that names no line of a source has an empty listing and a sentence", () => {
  const { files, first } = filesOf({ ...parts, sources: new Map() }, []);
  assert.equal(files.length, 1);
  assert.match(first.note, /names no line/);
});

test("what is missing is said, and so are notes and an exit code", () => {
  assert.deepEqual(saidOf(parts), []);
  for (const [missing, sentence] of /** @type {const} */ ([
    ["end", /no end/],
    ["cut", /cut off/],
    ["damaged", /damaged/],
  ])) {
    assert.match(saidOf({ ...parts, missing })[0] ?? "", sentence);
  }
  assert.deepEqual(saidOf({ ...parts, exit_code: 3, notes: ["It forked."] }), [
    "The program ended with exit code 3.",
    "It forked.",
  ]);
});

test("after a reload the address says that the file has to be opened again", () => {
  const [sentence, ...more] = mistakes(["recorded"], greetings, catalog);
  assert.match(sentence ?? "", /open the file again/);
  assert.deepEqual(more, []);
});
