import assert from "node:assert/strict";
import { test } from "node:test";
import {
  frame,
  isShown,
  isZoomed,
  laneAt,
  laneMiddle,
  lanes,
  laneWindow,
  toTime,
  toX,
} from "../../www/model/geometry.js";

test("a time and its place are each other's inverse, and places stay on the axis", () => {
  for (const isNarrow of [true, false]) {
    const laid = frame(900, isNarrow, 2200);
    assert.equal(toTime(laid, toX(laid, 1234)), 1234);
    assert.equal(toTime(laid, -50), 0);
    assert.equal(toTime(laid, 5000), 2200);
    assert.ok(laid.right < 900);
  }
});

test("a part of the time is shown from edge to edge, and what is not shown lies beyond them", () => {
  const laid = frame(900, false, 1500, 500, 2200);
  assert.equal(toX(laid, 500), laid.left);
  assert.equal(toX(laid, 1500), laid.right);
  assert.ok(toX(laid, 499) < laid.left && toX(laid, 1501) > laid.right);
  assert.equal(toTime(laid, toX(laid, 1234)), 1234);
  assert.equal(toTime(laid, 0), 500);
  assert.equal(toTime(laid, 900), 1500);
  assert.ok(isShown(laid, 500) && isShown(laid, 1500) && !isShown(laid, 499));
  assert.ok(isZoomed(laid) && !isZoomed(frame(900, false, 2200)));
});

test("every lane is found at its middle, none beside the lanes", () => {
  for (const count of [1, 3, 20, 200, 100_000]) {
    for (const isNarrow of [true, false]) {
      const laid = lanes("measured", count, isNarrow, false);
      for (const lane of [0, count - 1]) assert.equal(laneAt(laid, laneMiddle(laid, lane)), lane);
      assert.equal(laneAt(laid, 0), null);
      assert.equal(laneAt(laid, laid.total), null);
      assert.ok(laneMiddle(laid, count - 1) < laid.total);
    }
  }
});

test("a window asks for no more lanes than it shows, and none that are not there", () => {
  const laid = lanes("measured", 100_000, false, false);
  const seen = laneWindow(laid, 30_000, 320);
  assert.ok(seen.count < 60);
  const last = laneWindow(laid, laid.total - 320, 320);
  assert.equal(last.first + last.count, 100_000);
});
