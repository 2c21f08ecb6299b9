// Which listings are asked for before the catalog is there.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fetchEarly } from "../../www/run/listings.js";

/** @param {string[]} programs */
async function askedFor(programs) {
  const { fetch } = globalThis;
  /** @type {string[]} */
  const asked = [];
  globalThis.fetch = async (url) => {
    asked.push(String(url).replace(/.*\/www\//, ""));
    return new Response("", { status: 503 });
  };
  for (const program of programs) fetchEarly(program);
  await new Promise(setImmediate);
  globalThis.fetch = fetch;
  return asked;
}

test("the listing of a program is asked for under the name of its file", async () => {
  assert.deepEqual(await askedFor(["top-stories", "scale"]), [
    "pkg/programs/top_stories.rs",
    "pkg/programs/scale.rs",
  ]);
});

test("nothing is asked for in the name of a program that there is not", async () => {
  const strangers = [
    "nope",
    "",
    "mod",
    "params",
    "top_stories",
    "Scale",
    "../scale",
    "toString",
    "__proto__",
  ];
  assert.deepEqual(await askedFor(strangers), []);
});
