import assert from "node:assert/strict";
import { test } from "node:test";
import { axisEnd, axisUnit, niceStep, ticks } from "../../www/model/axis.js";

test("steps are 1, 2 or 5 times a power of ten", () => {
  assert.equal(niceStep(0.3), 0.5);
  assert.equal(niceStep(1), 1);
  assert.equal(niceStep(3), 5);
  assert.equal(niceStep(51), 100);
  assert.equal(niceStep(1000), 1000);
  assert.equal(niceStep(0), 1);
});

test("an axis ends a little after the total, whatever the total", () => {
  for (const total of [0.4, 1, 7, 999, 1000, 2003, 3000, 5000, 43_200_000]) {
    const end = axisEnd(total);
    assert.ok(end > total && end < total * 1.3, `${total}: ${end}`);
  }
  assert.equal(axisEnd(0), 1);
});

test("ticks are as far apart as asked, within the axis, each named once", () => {
  for (const end of [1, 2.2, 40, 999, 2200, 43_200, 100_000, 250_000, 4e7]) {
    const found = ticks(end, 800, 70);
    const labels = found.map((tick) => tick.label);
    assert.ok(found.length >= 3, `${end}: ${labels}`);
    assert.equal(new Set(labels).size, labels.length, `${end}: ${labels}`);
    const [a, b] = found;
    assert.ok(((b?.at ?? 0) - (a?.at ?? 0)) * (800 / end) >= 69.9);
    assert.ok((found.at(-1)?.at ?? 0) <= end * 1.00001);
  }
  assert.equal(axisUnit(2200), "ms");
  assert.equal(axisUnit(200_000), "s");
  assert.equal(axisUnit(3_655_000), "min");
  assert.equal(axisUnit(43_200_000), "h");
  assert.deepEqual(
    ticks(43_200_000, 800, 150).map((tick) => tick.label),
    ["0", "5", "10"],
  );
  assert.deepEqual(
    ticks(200_000, 800, 200).map((tick) => tick.label),
    ["0", "50", "100", "150", "200"],
  );
});

test("a part of an axis names the times in it alone, to the microsecond, and no label meets the next", () => {
  const labels = (from, end) => ticks(end, 1236, 72, from).map((tick) => tick.label);
  assert.deepEqual(labels(500, 1000), [
    "500",
    "550",
    "600",
    "650",
    "700",
    "750",
    "800",
    "850",
    "900",
    "950",
    "1,000",
  ]);
  assert.deepEqual(labels(1000.2, 1000.206).slice(0, 2), ["1,000.200", "1,000.201"]);
  for (const [from, end] of [
    [0, 0.02],
    [36e6, 43.2e6],
    [36e6, 36_000_500],
    [36e6 + 0.1, 36e6 + 1],
    [120_000, 121_000],
    [7, 7.003],
  ]) {
    const found = ticks(end, 1236, 72, from);
    assert.ok(found.length >= 3 && found.length < 20, `${from}: ${found.length}`);
    assert.equal(new Set(found.map((tick) => tick.label)).size, found.length);
    for (const { at } of found) assert.ok(at >= from - 1e-6 && at <= end + 1e-6, `${at} is not shown`);
    const apart = (((found[1]?.at ?? 0) - (found[0]?.at ?? 0)) * 1236) / (end - from);
    assert.ok(apart > (found.at(-1)?.label.length ?? 0) * 6, `${from}: ${apart}`);
  }
});

test("within an hour of a long run the axis is a clock", () => {
  assert.equal(axisUnit(36_200_000, 36_000_000), "h:min:s");
  assert.deepEqual(
    ticks(36_060_000, 800, 200, 36_000_000).map((tick) => tick.label),
    ["10:00:00", "10:00:15", "10:00:30", "10:00:45", "10:01:00"],
  );
  assert.equal(ticks(36_000_000.5, 800, 72, 36_000_000)[1]?.label, "10:00:00.0001");
});
