// The page as it lies on disk: complete, small and strict.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const www = fileURLToPath(new URL("../../www/", import.meta.url));
const index = readFileSync(path.join(www, "index.html"), "utf8");
/** The first view without the wasm module and its glue has at most this many KiB, gzip. */
const MOST_WEIGHT = 48;

/** @param {string} file @param {Set<string>} [found] */
function modulesOf(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  if (file.startsWith("pkg/")) return found;
  const text = readFileSync(path.join(www, file), "utf8");
  for (const [, target] of text.matchAll(/^import (?:[^"]*? from )?"(\.[^"]+)"/gm)) {
    modulesOf(path.posix.normalize(path.posix.join(path.posix.dirname(file), target ?? "")), found);
  }
  return found;
}

function ownFiles() {
  return readdirSync(www, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(www, path.join(entry.parentPath ?? entry.path, entry.name)))
    .filter((file) => !file.startsWith("pkg"));
}

test("every module the page needs is fetched at once, and none besides", () => {
  const listed = [...index.matchAll(/rel="modulepreload" href="([^"]+)"/g)].map((match) => match[1]);
  const needed = [...modulesOf("main.js")].filter((file) => file !== "main.js");
  assert.deepEqual(listed.filter((file) => file !== "pkg/coroscope.js").sort(), needed.sort());
  assert.ok(listed.includes("pkg/coroscope.js"));
});

test("every module that comes later is fetched at once as well", () => {
  const main = readFileSync(path.join(www, "main.js"), "utf8");
  const later = main.slice(main.indexOf("async function fetchLater"));
  const fetched = [...later.matchAll(/import\("\.\/([^"]+)"\)/g)].map(([, file]) => file ?? "");
  assert.ok(fetched.includes("timeline/timeline.js"));
  const first = modulesOf("main.js");
  const needed = new Set(fetched.flatMap((file) => [...modulesOf(file)]).filter((file) => !first.has(file)));
  assert.deepEqual(fetched.sort(), [...needed].sort());
});

test("the policy of the page allows nothing inline and nothing from elsewhere", () => {
  assert.match(index, /default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'/);
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

test(`what Run waits for, without the wasm, weighs at most ${MOST_WEIGHT} KiB`, () => {
  // A manifest is fetched after everything else.
  const linked = [...index.replace(/<link rel="manifest".*/, "").matchAll(/(?:href|src)="([\w/]+\.\w+)"/g)]
    .map(([, file]) => file ?? "")
    .filter((file) => !file.startsWith("pkg/"));
  assert.ok(linked.includes("main.js") && linked.includes("styles/layout.css"));
  const files = new Set(["index.html", ...linked]);
  const weight = [...files].reduce(
    (sum, file) => sum + gzipSync(readFileSync(path.join(www, file))).length,
    0,
  );
  assert.ok(weight <= MOST_WEIGHT * 1024, `${(weight / 1024).toFixed(1)} KiB`);
});
