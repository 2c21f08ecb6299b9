import assert from "node:assert/strict";
import { test } from "node:test";
import { changes, corners, heldAt, mostOf } from "../../www/model/levels.js";

const queued = {
  name: "queued",
  points: [
    { at_ms: 0, held: 3 },
    { at_ms: 10, held: 2 },
    { at_ms: 30, held: 0 },
  ],
};
const done = {
  name: "done",
  points: [
    { at_ms: 10, held: 1 },
    { at_ms: 40, held: 3 },
  ],
};

test("between two counts the first of them holds", () => {
  assert.deepEqual(
    [0, 9.9, 10, 29, 30, 1000].map((at) => heldAt(queued, at)),
    [3, 3, 2, 2, 0, 0],
  );
  assert.equal(heldAt(done, 9), null);
  assert.equal(heldAt({ name: "none", points: [] }, 5), null);
});

test("the most is that of any time", () => {
  assert.deepEqual([mostOf(queued), mostOf(done), mostOf({ name: "none", points: [] })], [3, 3, 0]);
});

test("a line goes along before it goes up or down, and on to the end", () => {
  assert.deepEqual(corners(queued, 50), [
    [0, 3],
    [10, 3],
    [10, 2],
    [30, 2],
    [30, 0],
    [50, 0],
  ]);
  assert.deepEqual(corners(done, 20).at(-1), [40, 3], "never back in time");
  assert.deepEqual(corners({ name: "none", points: [] }, 50), []);
});

test("the table has a row for each time at which a count changed", () => {
  assert.deepEqual(changes([queued, done]), [
    { at: 0, held: [3, null] },
    { at: 10, held: [2, 1] },
    { at: 30, held: [0, 1] },
    { at: 40, held: [0, 3] },
  ]);
});
