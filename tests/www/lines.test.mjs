// Lines that no formatter breaks: comments, texts and patterns.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const FOLDERS = ["www", "tests/www", "bench", "xtask"];
/** A line has at most this many characters. */
const MOST = 160;

test(`no line of JavaScript has more than ${MOST} characters`, () => {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }).map((name) =>
      path.join(folder, name),
    ),
  ).filter((file) => /\.m?js$/.test(file) && !file.startsWith(path.join("www", "pkg")));
  assert.ok(files.includes(path.join("xtask", "src", "wasm", "first_view.mjs")));
  const long = files.flatMap((file) =>
    readFileSync(path.join(root, file), "utf8")
      .split("\n")
      .flatMap((line, index) => (line.length > MOST ? `${file}:${index + 1}: ${line.length}` : [])),
  );
  assert.deepEqual(long, []);
});
