// The end of the path speaks of programs that are there, in their order.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { LEARNED } from "../../www/views/learned.js";

test("what was learned is of programs of the catalog, in its order", () => {
  const source = readFileSync(new URL("../../src/programs/mod.rs", import.meta.url), "utf8");
  const catalog = source.slice(source.indexOf("pub static CATALOG"), source.indexOf("pub static JOBS"));
  const places = LEARNED.map(([id]) => catalog.indexOf(`"${id}"`));
  assert.ok(
    places.every((place, at) => place > (places[at - 1] ?? 0)),
    String(places),
  );
  for (const [, sentence] of LEARNED) assert.match(sentence, /\.$/);
});
