// What texts say about browsers' timers is true of every browser.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Every text that people read, in the program as in the documents. */
function texts() {
  const folders = ["src", "www", "bench", "xtask/measure"].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .map((file) => path.join(folder, file))
      .filter((file) => /\.(rs|js|html|md|py)$/.test(file) && !/\b(pkg|target|node_modules)\b/.test(file)),
  );
  return [...folders, "README.md", "BENCHMARKS.md", "CONTRIBUTING.md"];
}

test("no text says from which timer in a row on browsers hold timers back", () => {
  const place =
    /from the (third|fourth|fifth|sixth|seventh|\d+th)( nested)?( timer)? on\b|\b(fifth|seventh|5th|7th) (nested )?timer/;
  for (const file of texts()) {
    const text = readFileSync(path.join(root, file), "utf8").replaceAll(/[\s\\]+/g, " ");
    assert.doesNotMatch(text, place, file);
  }
});
