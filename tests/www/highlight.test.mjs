import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { highlight } from "../../www/model/highlight.js";

/** @param {"rust" | "python"} language @param {string} text */
const kinds = (language, text) =>
  highlight(language, text)
    .flat()
    .filter(({ text }) => text.trim())
    .map(({ kind, text }) => `${kind}:${text.trim()}`);

/** @param {"rust" | "python"} language @param {string} text */
const joined = (language, text) =>
  highlight(language, text)
    .map((line) => line.map((token) => token.text).join(""))
    .join("\n");

test("Rust: keywords, types, calls, macros, strings, numbers, comments", () => {
  assert.deepEqual(kinds("rust", 'pub async fn run(p: Params) { log!("a {}", 1_000); } // end'), [
    "keyword:pub",
    "keyword:async",
    "keyword:fn",
    "call:run",
    "plain:(p:",
    "type:Params",
    "plain:) {",
    "meta:log!",
    "plain:(",
    'string:"a {}"',
    "plain:,",
    "number:1_000",
    "plain:); }",
    "comment:// end",
  ]);
});

test("Rust: a lifetime is no character, and a raw string ends where it ends", () => {
  assert.deepEqual(kinds("rust", "&'a str"), ["plain:&", "meta:'a", "plain:str"]);
  assert.deepEqual(kinds("rust", "'x' '\\n'"), ["string:'x'", "string:'\\n'"]);
  assert.deepEqual(kinds("rust", 'r#"a " b"# 1'), ['string:r#"a " b"#', "number:1"]);
  assert.deepEqual(kinds("rust", "0..=5000"), ["number:0", "plain:..=", "number:5000"]);
});

test("Python: docstrings over lines, f-strings, decorators", () => {
  const lines = highlight("python", '"""one\ntwo"""\n@dec\nasync def f():\n    return f"x"  # why\n');
  assert.equal(lines.length, 5);
  assert.equal(lines[0]?.[0]?.kind, "string");
  assert.equal(lines[1]?.[0]?.kind, "string");
  assert.equal(lines[2]?.[0]?.kind, "meta");
  assert.deepEqual(kinds("python", 'return f"x"  # why'), ["keyword:return", 'string:f"x"', "comment:# why"]);
});

test("nothing is lost or added, whatever the text", () => {
  for (const text of ["", "a", "\n\n", "'", '"', "/*", '"""', 'r#"', "é → 𝓗 'b", "let x = 'static;"]) {
    assert.equal(joined("rust", `${text}x`), `${text}x`);
    assert.equal(joined("python", `${text}x`), `${text}x`);
  }
});

test("nothing is lost or added in the programs themselves", () => {
  const folder = new URL("../../src/programs/", import.meta.url);
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".rs"))) {
    const text = readFileSync(new URL(file, folder), "utf8");
    assert.equal(`${joined("rust", text)}\n`, text, file);
  }
});
