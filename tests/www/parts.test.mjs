// The parts of the wasm module: how they are put together, and what happens if a part cannot be fetched.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { createParts, FIRST_PROGRAM } from "../../www/run/parts.js";

/** A module that only imports the function `f` of the module `v`. */
const PART = Uint8Array.of(
  0,
  0x61,
  0x73,
  0x6d,
  1,
  0,
  0,
  0,
  1,
  4,
  1,
  0x60,
  0,
  0,
  2,
  7,
  1,
  1,
  0x76,
  1,
  0x66,
  0,
  0,
);
const { fetch } = globalThis;
afterEach(() => void (globalThis.fetch = fetch));

/** The exports of a first part. */
const first = () => ({ v: {}, f() {}, has_view: { value: 0 }, has_rest: { value: 0 } });

/** Responds to requests for parts, and returns the list of requests. @param {number} [status] */
function serve(status = 200) {
  /** @type {string[]} */
  const asked = [];
  globalThis.fetch = async (url) => {
    asked.push(String(url).replace(/.*_/, ""));
    return new Response(status === 200 ? PART : "", { status });
  };
  return asked;
}

test("the first program needs what shows it, and the rest only when it is asked for", async () => {
  const asked = serve();
  const parts = createParts(first());
  assert.equal(parts.has(FIRST_PROGRAM), false);
  await parts.complete(FIRST_PROGRAM);
  assert.equal(parts.has(FIRST_PROGRAM), true);
  assert.deepEqual(asked, ["view.wasm"]);
  await parts.complete("another");
  assert.deepEqual(asked, ["view.wasm", "rest.wasm"]);
});

test("another program needs all parts, and each is fetched once", async () => {
  const asked = serve();
  const parts = createParts(first());
  await Promise.all([parts.complete("another"), parts.complete("another")]);
  assert.ok(parts.has("another") && parts.has(FIRST_PROGRAM));
  assert.deepEqual(asked.sort(), ["rest.wasm", "view.wasm"]);
});

test("a part of another version is refused", async () => {
  serve();
  const { v: _, ...old } = first();
  const parts = createParts({ ...old, w: {} });
  await assert.rejects(parts.complete(FIRST_PROGRAM), /updated meanwhile/);
  assert.equal(parts.has(FIRST_PROGRAM), false);
});

test("what could not be fetched is fetched again when it is needed again", async () => {
  serve(503);
  const parts = createParts(first());
  await assert.rejects(parts.complete(FIRST_PROGRAM), /the server answered 503/);
  serve();
  await parts.complete(FIRST_PROGRAM);
  assert.ok(parts.has(FIRST_PROGRAM));
});

test("a module that was not split has everything", async () => {
  const asked = serve();
  const parts = createParts({ f() {} });
  assert.ok(parts.has("another"));
  await parts.complete("another");
  assert.deepEqual(asked, []);
});
