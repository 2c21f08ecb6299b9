// A canvas is painted only when something has changed.

import assert from "node:assert/strict";
import { test } from "node:test";

// The palette listens for another theme.
Object.assign(globalThis, { addEventListener() {} });
const { whenAnyChanged } = await import("../../www/paint/sheet.js");

test("a picture is painted again when any part of it is another, and only then", () => {
  /** @type {object[]} */
  const painted = [];
  const paint = whenAnyChanged((/** @type {{ track: object | null, top: number }} */ picture) => {
    painted.push(picture);
  });
  const track = {};
  paint({ track, top: 0 });
  paint({ track, top: 0 });
  assert.equal(painted.length, 1);
  paint({ track, top: 5 });
  paint({ track: null, top: 5 });
  paint({ track: {}, top: 5 });
  paint({ track: {}, top: 5 });
  assert.equal(painted.length, 5);
  paint({ track: null, top: NaN });
  paint({ track: null, top: NaN });
  assert.equal(painted.length, 6);
});
