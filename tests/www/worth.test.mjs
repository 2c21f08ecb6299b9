// What the times of a measured run are worth: the clock, hidden tabs, and machines that sleep.

import assert from "node:assert/strict";
import { test } from "node:test";

import { pack, unpack } from "../../www/export/file.js";
import { measured } from "../../www/model/format.js";
import { againstPrediction, isBelowStep } from "../../www/model/measured.js";
import { awayShort, awayWords, clockSentence, stepText } from "../../www/model/worth.js";
import { clockStep } from "../../www/run/clock.js";
import { watchRun } from "../../www/run/measurement.js";
import { catalog, greetings } from "./fixtures.mjs";

const plain = (/** @type {string} */ text) => text.replaceAll("\u00a0", " ");

test("a clock with long steps is seen to have them", () => {
  let looks = 0;
  assert.equal(
    clockStep(() => Math.floor(looks++ / 5000) * 16.6667),
    16.6667,
  );
  // It moves once while somebody looks.
  looks = 0;
  assert.equal(
    clockStep(() => (looks++ < 1_500_000 ? 500 : 600)),
    100,
  );
});

test("the step is named as it was found, and never called finer", () => {
  assert.equal(stepText(0.005), "0.005 ms");
  assert.equal(stepText(16.6667), "about 17 ms");
  assert.equal(stepText(null), "at least 12 ms");
});

test("no total is finer than its clock", () => {
  assert.equal(plain(measured(266.67, { step: 0.1 })), "267 ms");
  assert.equal(plain(measured(266.67, { step: 16.6667 })), "about 270 ms");
  assert.equal(plain(measured(400, { step: 100 })), "about 400 ms");
  assert.equal(plain(measured(266.67, {})), "267 ms", "a prediction is exact");
  assert.equal(plain(measured(266.67, { step: 1 })), "267 ms", "whole milliseconds are not too fine");
  assert.equal(isBelowStep(0.05, { step: 1 }), true, "a tenth of one is");
  assert.equal(isBelowStep(11, { step: null }), true);
  assert.equal(isBelowStep(0.001, { step: 0.005 }), false, "a fine clock takes no sentence away");
  assert.match(clockSentence({ step: null }), /steps of at least 12 ms/);
  assert.equal(clockSentence({ step: 0.1 }), "");
});

test("a difference that the clock cannot see is none", () => {
  assert.equal(againstPrediction(366, 350, { step: 16.6667 }), "as predicted, as far as this clock tells");
  assert.equal(plain(againstPrediction(400, 350, { step: 16.6667 })), "about 50 ms longer than predicted");
  assert.equal(plain(againstPrediction(353, 350, { step: 0.1 })), "3 ms longer than predicted");
});

/** Runs something with a page that can be hidden and a clock that is set by hand. @param {(page: any) => void} act */
function withPage(act) {
  const page = {
    hidden: false,
    now: 0,
    listeners: new Set(),
    addEventListener: (/** @type {string} */ _, /** @type {() => void} */ listener) =>
      page.listeners.add(listener),
    removeEventListener: (/** @type {string} */ _, /** @type {() => void} */ listener) =>
      page.listeners.delete(listener),
    /** @param {boolean} hidden @param {number} now */
    turn(hidden, now) {
      Object.assign(page, { hidden, now });
      for (const listener of page.listeners) listener();
    },
  };
  const before = performance.now;
  Object.assign(globalThis, { document: page });
  performance.now = () => (page.now += 1e-7);
  try {
    act(page);
  } finally {
    performance.now = before;
  }
}

/** @param {number} overhead @param {number} [scale] @returns {any} */
const report = (overhead, scale = 1) => ({ time_scale: scale, explanation: { overhead_ms: overhead } });
const rounded = (/** @type {readonly any[] | undefined} */ away) =>
  away?.map(({ kind, from, to }) => [kind, Math.round(from), Math.round(to)]);

test("a tab that was hidden during a run leaves a mark, also if it is hidden at the end", () => {
  withPage((page) => {
    const watch = watchRun(0);
    page.turn(true, 1000);
    page.turn(false, 8000);
    page.turn(true, 9000);
    page.now = 9500;
    const { away, mark } = watch.end(report(0));
    assert.deepEqual(rounded(away), [
      ["hidden", 1000, 8000],
      ["hidden", 9000, 9500],
    ]);
    assert.match(plain(mark ?? ""), /^this tab was hidden from 1,000 to 8,000 ms and from 9,000 to 9,500 ms/);
    assert.match(mark ?? "", /so these are not the times of the program$/);
    assert.equal(page.listeners.size, 0, "nobody watches any more");
  });
});

test("a gap is a pause if the run lost the time, and not if the program worked", () => {
  for (const [lost, expected] of /** @type {const} */ ([
    [3748, [["paused", 200, 4200]]],
    [3, []],
  ])) {
    withPage((page) => {
      const watch = watchRun(0);
      page.now = 200;
      watch.look();
      page.now = 4200;
      watch.look();
      assert.deepEqual(rounded(watch.end(report(lost)).away), expected);
    });
  }
});

test("the times of a mark are those of the program, whose clock may be sped up", () => {
  withPage((page) => {
    const watch = watchRun(0);
    page.turn(true, 10);
    page.turn(false, 20);
    assert.deepEqual(rounded(watch.end(report(0, 1000)).away), [["hidden", 10_000, 20_000]]);
  });
});

test("in a table the mark is short, and without one there are no words", () => {
  assert.equal(awayShort([{ kind: "hidden", from: 1, to: 2 }]), "while the tab was hidden");
  assert.equal(awayShort([{ kind: "paused", from: 1, to: 2 }]), "with a pause");
  assert.equal(awayShort([]) + awayShort(undefined) + awayWords([]), "");
});

test("a saved run keeps its mark, and one of an older version has none", () => {
  const settings = /** @type {any} */ ({
    program: greetings,
    variant: "concurrent",
    values: { "first-delay": 300 },
    order: "fifo",
  });
  const run = /** @type {const} */ ({ where: "page", life: "ended", began: 0, app: "0.1.0" });
  const trace = new Uint8Array([1, 2, 3]);
  const away = /** @type {const} */ ([{ kind: "hidden", from: 1000, to: 8000 }]);
  const saved = unpack(pack({ settings, ...run, trace, step: null, away }), catalog);
  assert.deepEqual([saved.step, saved.away], [null, away]);
  const older = unpack(pack({ settings, ...run, trace }), catalog);
  assert.deepEqual([older.step, older.away], [undefined, undefined]);
  const odd = /** @type {any} */ ([
    { kind: "eaten", from: 1, to: 2 },
    null,
    { kind: "paused", from: 5, to: 1 },
  ]);
  assert.deepEqual(unpack(pack({ settings, ...run, trace, away: odd }), catalog).away, []);
});
