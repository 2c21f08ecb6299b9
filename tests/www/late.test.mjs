// A moment in the address that is behind the end of its run.

import assert from "node:assert/strict";
import { test } from "node:test";

import { lastIfLate } from "../../www/cursor/late.js";

/** A run of 2,000 ms. @param {object} [more] @returns {any} */
const track = (more) => ({ life: "ended", now: 0, report: { total_ms: 2000, workers: [] }, ...more });

test("a cursor behind the end is put at the end, and any other stays", () => {
  const last = (/** @type {number} */ at) => lastIfLate({ at, poll: null }, track());
  assert.deepEqual(last(999_999), { at: 2000, poll: null });
  assert.deepEqual([last(2000), last(2000.0004), last(0)], [null, null, null]);
});

test("where the end is not known, or a poll says when it was, nothing is changed", () => {
  const late = { at: 9000, poll: null };
  assert.equal(lastIfLate({ at: 9000, poll: 3 }, track()), null);
  assert.equal(lastIfLate(late, track({ life: "live" })), null);
  assert.equal(lastIfLate(late, track({ report: { total_ms: 0, workers: [{}] } })), null);
});
