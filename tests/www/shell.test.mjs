// The page as it lies on disk: complete and strict.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const www = fileURLToPath(new URL("../../www/", import.meta.url));
const index = readFileSync(path.join(www, "index.html"), "utf8");

function ownFiles() {
  return readdirSync(www, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(www, path.join(entry.parentPath ?? entry.path, entry.name)))
    .filter((file) => !file.startsWith("pkg"));
}

test("a module says where it is from the folder of the page, one above it", () => {
  for (const file of ownFiles().filter((name) => name.endsWith(".js"))) {
    const text = readFileSync(path.join(www, file), "utf8");
    if (!text.includes("import.meta")) continue;
    // Bundles are in a folder as well, so that the same names lead to the same files.
    assert.equal(file.split(path.sep).length, 2, file);
    assert.deepEqual(
      [...text.matchAll(/import\.meta/g)].length,
      [...text.matchAll(/new URL\(["`]\.\.\/[^"`]*["`], import\.meta\.url\)/g)].length,
      file,
    );
  }
});

test("the page comes with the question of its first program, which takes the same room", () => {
  const program = readFileSync(path.join(www, "../src/programs/greetings.rs"), "utf8");
  const [, question = ""] = /id="question">([^<]+)</.exec(index) ?? [];
  assert.ok(program.includes(`//! ${question}\n`), question);
});

test("the policy of the page allows nothing inline and nothing from elsewhere", () => {
  assert.match(
    index,
    /default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-[^']+'; style-src 'self'/,
  );
  assert.doesNotMatch(index, /<script(?![^>]*src=)|style=|<style|\son\w+=/);
  assert.doesNotMatch(index.replaceAll(/xmlns="[^"]*"/g, ""), /https?:|href="\/|src="\//);
});

test("text goes into the page as text", () => {
  for (const file of ownFiles().filter((name) => name.endsWith(".js"))) {
    // A namespace is a name and is never fetched.
    const text = readFileSync(path.join(www, file), "utf8").replaceAll(/xmlns="[^"]*"/g, "");
    assert.doesNotMatch(
      text,
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|https?:/,
      file,
    );
  }
});

test("every id that a view asks for is in the page", () => {
  for (const file of ownFiles().filter((name) => name.endsWith(".js"))) {
    const text = readFileSync(path.join(www, file), "utf8");
    for (const [, id] of text.matchAll(/byId\("([^"]+)"\)/g)) {
      assert.ok(index.includes(`id="${id}"`), `${file}: #${id}`);
    }
  }
});

test("light and dark name the same colours, and dark by choice is dark by system", () => {
  const tokens = readFileSync(path.join(www, "styles/tokens.css"), "utf8");
  /** @param {string} from */
  const block = (from) => {
    const start = tokens.indexOf("{", tokens.indexOf(from)) + 1;
    return tokens
      .slice(start, tokens.indexOf("}", start))
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line && !line.startsWith("/*"));
  };
  assert.deepEqual(block(':root:not([data-theme="light"])'), block(':root[data-theme="dark"] {\n'));
});
