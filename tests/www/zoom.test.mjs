import assert from "node:assert/strict";
import { test } from "node:test";
import { frame, toTime, toX } from "../../www/model/geometry.js";
import {
  along,
  around,
  between,
  closer,
  inWords,
  leastShown,
  possible,
  revealing,
  shownPart,
} from "../../www/model/zoom.js";

const WHOLE = 3200;
const part = { from: 500, to: 1500 };

test("closer and farther leave the time under the pointer where it is", () => {
  for (const by of [1.1, 2, 10, 0.9, 0.75]) {
    for (const at of [500, 777, 1500]) {
      const before = frame(900, false, part.to, part.from, WHOLE);
      const next = closer(part, at, by, WHOLE, 1);
      assert.ok(next);
      const after = frame(900, false, next.to, next.from, WHOLE);
      assert.ok(Math.abs(toX(after, at) - toX(before, at)) < 1e-9, `${by} at ${at}`);
      assert.ok(Math.abs(toTime(after, toX(before, at)) - at) < 1e-9);
    }
  }
});

test("zooming ends at the whole run and at a microsecond a pixel", () => {
  assert.equal(closer(part, 900, 0.1, WHOLE, 1), null);
  const least = leastShown(700);
  const closest = closer(part, 900, 1e12, WHOLE, least);
  assert.ok(closest && Math.abs(closest.to - closest.from - 0.7) < 1e-9);
  assert.deepEqual(possible(closest, WHOLE, least), { closer: false, farther: true });
  assert.deepEqual(possible({ from: 0, to: WHOLE }, WHOLE, least), { closer: true, farther: false });
  assert.equal(
    closer({ from: 0, to: 0.5 }, 0.2, 2, 0.5, least),
    null,
    "a run that is shorter than the least",
  );
});

test("what goes farther at an edge stays within the run", () => {
  const next = closer(part, 1500, 0.5, 1600, 1);
  assert.equal(next, null);
  const wide = closer(part, 500, 0.5, WHOLE, 1);
  assert.deepEqual(wide, { from: 500, to: 2500 });
  assert.deepEqual(closer(part, 1500, 0.4, WHOLE, 1), { from: 0, to: 2500 });
});

test("panning stops at the ends and keeps the length", () => {
  assert.deepEqual(along(part, 200, WHOLE), { from: 700, to: 1700 });
  assert.deepEqual(along(part, -9000, WHOLE), { from: 0, to: 1000 });
  assert.deepEqual(along(part, 9000, WHOLE), { from: 2200, to: 3200 });
  assert.equal(along({ from: 0, to: WHOLE }, 10, WHOLE), null);
});

test("a zoom beyond the end of a run is moved into it, and one of another time shows all", () => {
  assert.deepEqual(shownPart(null, WHOLE), { from: 0, to: WHOLE });
  assert.deepEqual(shownPart(part, WHOLE), part);
  assert.deepEqual(shownPart(part, 1200), { from: 200, to: 1200 });
  assert.deepEqual(shownPart(part, 400), { from: 0, to: 400 });
  assert.deepEqual(shownPart({ from: 0, to: 5000 }, 400), { from: 0, to: 400 });
});

test("a span is shown with a little on both sides, and a moment with the least there is", () => {
  const shown = around(1000, 2000, WHOLE, 1);
  assert.ok(shown && shown.from < 1000 && shown.from > 800 && shown.to > 2000 && shown.to < 2200);
  assert.deepEqual(around(1000, 1000, WHOLE, 1), { from: 999.5, to: 1000.5 });
  assert.equal(around(0, 3100, WHOLE, 1), null);
});

test("what is looked at is brought into view, and what is there stays", () => {
  assert.deepEqual(revealing(part, 900, WHOLE), part);
  const later = revealing(part, 2000, WHOLE);
  assert.ok(later && later.to > 2000 && later.to - later.from === 1000);
  const earlier = revealing(part, 100, WHOLE);
  assert.ok(earlier && earlier.from < 100 && earlier.from >= 0);
});

test("what is shown is named as finely as its pixels are", () => {
  const plain = (/** @type {string} */ text) => text.replaceAll("\u00a0", " ");
  assert.equal(plain(inWords(part, WHOLE, 3000, 1000)), "500 – 1,500 ms of 3,000 ms");
  assert.equal(plain(inWords({ from: 0, to: WHOLE }, WHOLE, 3000, 1000)), "all of 3,000 ms");
  assert.equal(
    plain(inWords({ from: 999.5, to: 1000.5 }, WHOLE, 3000, 1000)),
    "999.500 – 1,000.500 ms of 3,000 ms",
  );
  assert.equal(
    plain(inWords({ from: 3_600_000, to: 3_661_000 }, 43_200_000, 43_200_000, 60)),
    "1:00:00 – 1:01:01 of 12 h",
  );
});

test("the way to another stretch ends there", () => {
  let here = { from: 0, to: WHOLE };
  for (let i = 0; i < 60; i++) here = between(here, part, 0.3);
  assert.deepEqual(here, part);
});
