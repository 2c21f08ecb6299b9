// A canvas is painted only when something has changed.

import assert from "node:assert/strict";
import { test } from "node:test";

// The palette listens for another theme.
Object.assign(globalThis, { addEventListener() {} });
// And is read from a style sheet.
Object.assign(globalThis, {
  document: { documentElement: { dataset: {} } },
  getComputedStyle: () => ({ getPropertyValue: () => "", fontFamily: "sans", fontSize: "16px" }),
  matchMedia: () => ({ matches: false }),
});
const { sheetOf, whenAnyChanged } = await import("../../www/paint/sheet.js");

test("a canvas of another size is emptied by that, because on paper one that clears wipes what lies below", () => {
  let cleared = 0;
  const canvas = /** @type {any} */ ({
    width: 300,
    height: 150,
    style: {},
    getContext: () => ({ clearRect: () => cleared++ }),
  });
  const frame = /** @type {any} */ ({ width: 200 });
  sheetOf(canvas, frame, 50, 1);
  assert.deepEqual([canvas.width, canvas.height, cleared], [200, 50, 0]);
  sheetOf(canvas, frame, 50, 1);
  assert.equal(cleared, 1, "of the same size it is cleared by hand");
  sheetOf(canvas, frame, 50, 3);
  assert.deepEqual([canvas.width, canvas.height, cleared], [600, 150, 1]);
});

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
