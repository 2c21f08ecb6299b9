// What the page says of each program to whoever reads Python: in Python's words, of programs and variants
// that there are.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { keepTexts, readTexts, textsInPython } from "../../www/model/python_texts.js";
import { initialState, speakPython, textsOf } from "../../www/model/state.js";

const FOLDER = new URL("../../src/programs/", import.meta.url);

/** @param {string} name */
const read = (name) => readFileSync(new URL(name, FOLDER), "utf8");

const FILE = read("in_python.md");

/** The programs that have a listing in Python, as the catalog lists them. */
const IDS = [...read("mod.rs").matchAll(/^\s+"([a-z-]+)" \w+ "[^"]+" \(python\)/gm)].map(
  ([, id]) => id ?? "",
);

/** @param {string} id */
function programOf(id) {
  const rust = read(`${id.replaceAll("-", "_")}.rs`);
  /** @type {Record<string, string[]>} */
  const sections = { Watch: [], Lesson: [] };
  /** @type {string[]} */
  let paragraphs = [];
  const doc = rust.split("\n").filter((line) => line.startsWith("//!"));
  for (const block of doc
    .map((line) => line.slice(4))
    .join("\n")
    .split("\n\n")) {
    if (block.startsWith("## ")) paragraphs = sections[block.slice(3)] ?? [];
    else paragraphs.push(block.replaceAll("\n", " "));
  }
  const functions = [...rust.matchAll(/((?:^\/\/\/.*\n)+)pub async fn (\w+)\(/gm)];
  const variants = functions.map(([, , name]) => ({
    id: (name ?? "").replaceAll("_", "-"),
    title: "",
    unread: 0,
  }));
  const texts = {
    question: "",
    watch: sections["Watch"] ?? [],
    lesson: sections["Lesson"] ?? [],
    variants: functions.map(([, text]) => ({ text: (text ?? "").replaceAll("///", "").trim(), line: 1 })),
    params: [],
  };
  return { id, variants, texts };
}

/** @param {import("../../www/model/types.js").Texts} texts */
const allOf = ({ watch, lesson, variants }) =>
  [...watch, ...lesson, ...variants.map(({ text }) => text)].join("\n");

/**
 * Words of Rust, or of what happens in Rust and not in Python: nobody drops a value there, tasks have no
 * handles that cancel them, and they are created rather than spawned.
 */
const OF_RUST =
  /async fn|\.await|\bdrop|\bhandle|\bspawn|detach|\bpanic|tokio|\bcrate\b|`Drop`|yield_now|\bclosure/i;

/** What Python writes where Rust writes something else. */
const OF_PYTHON = /async def|await asyncio|await gather|create_task|`del`|time\.sleep/;

test("every program with a listing in Python is told in Python's words to whoever reads Python", () => {
  keepTexts(FILE);
  assert.ok(IDS.length > 15, `${IDS}`);
  for (const id of IDS) {
    const { texts, ...program } = programOf(id);
    const all = allOf(textsInPython(program, texts));
    assert.ok(all.length > 200, id);
    assert.doesNotMatch(all, OF_RUST, id);
    // One sentence may say what runs in its place.
    assert.ok((all.match(/Rust/g) ?? []).length <= 2, `${id} speaks of Rust to whoever reads Python`);
  }
});

test("whoever reads Rust is told nothing in Python's words", () => {
  for (const id of IDS) assert.doesNotMatch(allOf(programOf(id).texts), OF_PYTHON, id);
});

test("what is said to readers of Python is of programs and variants that there are, and not the same", () => {
  for (const [id, sections] of readTexts(FILE)) {
    assert.ok(IDS.includes(id), `${id} has a listing in Python`);
    const { variants, texts } = programOf(id);
    const names = variants.map((variant) => variant.id.replaceAll("-", "_"));
    for (const [name, paragraphs] of sections) {
      assert.ok(["Watch", "Lesson", ...names].includes(name), `${id} has no section ${name}`);
      assert.ok(paragraphs.length > 0, `${id}: ${name} says something`);
      assert.ok(!allOf(texts).includes(paragraphs.join("\n")), `${id}: ${name} is what is said to all`);
    }
  }
});

test("a section replaces that of the program, and what has none stays", () => {
  keepTexts("# b\n\n## Lesson\n\nOne\nline.\n\nTwo.\n\n## at_once\n\nAll.\n");
  const about = (/** @type {string} */ text) => ({ text, line: 7 });
  const texts = {
    question: "Why?",
    watch: ["W"],
    lesson: ["L"],
    variants: [about("x"), about("y")],
    params: ["p"],
  };
  const variants = ["by-hand", "at-once"].map((id) => ({ id, title: id, unread: 0 }));
  const made = textsInPython({ id: "b", variants }, texts);
  assert.deepEqual(made, { ...texts, lesson: ["One line.", "Two."], variants: [about("x"), about("All.")] });
  assert.equal(textsInPython({ id: "b", variants }, texts), made, "it is the same text each time");
  assert.equal(textsInPython({ id: "a", variants }, texts), texts);
});

test("texts follow the language that is read, where the program has it", () => {
  keepTexts("# b\n\n## Watch\n\nPython.\n");
  const texts = { question: "", watch: ["Rust."], lesson: [], variants: [], params: [] };
  const watch = (/** @type {string} */ tab, /** @type {string | null} */ python) => {
    const settings = { tab, program: { id: "b", rust: "b.rs", python, variants: [] } };
    const listings = { "b.rs": { state: "there", text: "", texts } };
    return textsOf(/** @type {any} */ ({ ...initialState(), settings, listings }))?.watch[0];
  };
  assert.equal(watch("python", "b.py"), "Rust.", "as long as they have not come");
  speakPython(textsInPython);
  assert.equal(watch("python", "b.py"), "Python.");
  assert.equal(watch("rust", "b.py"), "Rust.");
  assert.equal(watch("python", null), "Rust.");
});
