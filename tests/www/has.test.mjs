// `:has()` makes each change inside of an element a reason to look at it again, and the browser then looks at
// much of what is inside of it anew: in the first view, at every span in each frame of a drag.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

/** Few elements are in each of these, or nothing changes there while something moves. */
const SMALL = ["brand", "guess-outcome", "layers-key", "param", "param-group", "predicted", "where"];

const www = fileURLToPath(new URL("../../www/", import.meta.url));

test("style sheets look with :has() into small parts of the page alone", () => {
  const sheets = readdirSync(www, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".css"),
  );
  assert.ok(sheets.length > 10);
  for (const sheet of sheets) {
    const text = readFileSync(path.join(www, sheet), "utf8");
    for (const [found, name = ""] of text.matchAll(/\.?([\w-]*)(?::not\()?:has\(/g)) {
      assert.ok(SMALL.includes(name), `${sheet}: ${found}`);
    }
  }
});
