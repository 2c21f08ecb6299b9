// What the page says on its root while it has something to do.

import assert from "node:assert/strict";
import { test } from "node:test";

const root = { dataset: {} };
globalThis.document = { documentElement: root };
const { begin, during } = await import("../../www/settled.js");

test("the page is settled when all that was begun has ended", () => {
  const first = begin("drawing");
  assert.equal(root.dataset.settled, "drawing");
  const second = begin("fetching a listing");
  const third = begin("drawing");
  assert.equal(root.dataset.settled, "drawing, fetching a listing");
  first();
  assert.equal(root.dataset.settled, "drawing, fetching a listing");
  third();
  assert.equal(root.dataset.settled, "fetching a listing");
  second();
  assert.equal(root.dataset.settled, "yes");
});

test("what ends twice ends once", () => {
  const once = begin("drawing");
  const other = begin("drawing");
  once();
  once();
  assert.equal(root.dataset.settled, "drawing");
  other();
  assert.equal(root.dataset.settled, "yes");
});

test("what fails has ended as well, and the caller gets the error", async () => {
  const failing = during("fetching the help", Promise.reject(new Error("no network")));
  assert.equal(root.dataset.settled, "fetching the help");
  await assert.rejects(failing, /no network/);
  assert.equal(root.dataset.settled, "yes");
});
