import assert from "node:assert/strict";
import { test } from "node:test";
import {
  exact,
  moreInWords,
  played,
  playedPolls,
  speedInWords,
  SPEEDS,
  suggestedSpeed,
  whereInWords,
} from "../../www/cursor/steps.js";

/** @param {Partial<Moment>} moment */
const where = (moment) =>
  whereInWords(
    /** @type {Moment} */ ({
      at_ms: 0,
      poll: 0,
      polls: 12,
      running: null,
      next: null,
      is_end: false,
      ...moment,
    }),
  ).replaceAll("\u00a0", " ");

test("a place in a run is named by its time and its polls", () => {
  assert.equal(where({}), "0 ms, before the first of 12 polls");
  assert.equal(where({ at_ms: 1000, poll: 5 }), "1,000 ms, after poll 5 of 12");
  assert.equal(
    where({ at_ms: 1200, poll: 5, running: /** @type {any} */ ({}) }),
    "1,200 ms, in poll 6 of 12",
  );
  assert.equal(where({ at_ms: 2000, poll: 12, is_end: true }), "2,000 ms, the end");
  assert.equal(where({ at_ms: 0.012, poll: 1 }), "0.012 ms, after poll 1 of 12");
  assert.equal(where({ at_ms: 43_200_000, poll: 1 }), "12 h, after poll 1 of 12");
});

test("a step that stands where the next poll begins says so, because nobody was ready until then", () => {
  const next = /** @type {any} */ ({ at_ms: 1003 });
  assert.equal(where({ at_ms: 1003, poll: 3, next }), "1,003 ms, after poll 3 of 12; poll 4 begins here");
  assert.equal(where({ at_ms: 500, poll: 3, next }), "500 ms, after poll 3 of 12");
  assert.equal(where({ poll: 3, next: /** @type {any} */ ({ at_ms: 0 }) }), "0 ms, after poll 3 of 12");
});

test("a run of some seconds is played at its own speed, any other in a few seconds", () => {
  assert.equal(suggestedSpeed(2000), 1);
  assert.equal(suggestedSpeed(3), "fitted");
  assert.equal(suggestedSpeed(43_200_000), "fitted");
  assert.equal(suggestedSpeed(0), "fitted");
});

test("played at any speed it comes to its end and not beyond", () => {
  assert.equal(played(0, 2000, 16, 1), 16);
  assert.equal(played(0, 2000, 16, 0.25), 4);
  assert.equal(played(1999, 2000, 16, 100), 2000);
  assert.equal(played(0, 60_000, 60, "fitted"), 600);
  // A page that was hidden for an hour goes on where it was.
  assert.equal(played(0, 2000, 3_600_000, 1), 100);
});

test("a run that takes no time is played poll by poll", () => {
  assert.equal(playedPolls(0, 600, 10), 1);
  assert.equal(playedPolls(599.5, 600, 100), 600);
});

test("speeds are named as what they are", () => {
  assert.deepEqual(SPEEDS.map(speedInWords), ["0.1×", "0.25×", "0.5×", "1×", "2×", "5×", "10×", "100×"]);
  assert.equal(speedInWords("fitted"), "all in 6 s");
});

test("a time has no more than the microseconds that an address holds", () => {
  assert.equal(exact(1.23456), 1.235);
  assert.equal(exact(1000), 1000);
});

test("what a list leaves out is counted", () => {
  assert.equal(moreInWords(100, 1100), "and 1,000 more");
  assert.equal(moreInWords(3, 3), "");
});
