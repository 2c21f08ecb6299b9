// What is said of a run that is over, and how its lateness is joined with the prediction.

import assert from "node:assert/strict";
import { test } from "node:test";

/** @type {any} */
const root = { dataset: {} };
Object.assign(globalThis, { document: { documentElement: root } });
const { outcomeText } = await import("../../www/views/outcome.js");
const { againstOverhead } = await import("../../www/model/differences.js");
const { isPredictable } = await import("../../www/model/state.js");

/** @param {string} text */
const plain = (text) => text.replaceAll("\u00a0", " ");

/** @param {any} [report] */
const track = (report) => ({
  variant: "a",
  report: {
    end: "completed",
    failure: null,
    total_ms: 2013,
    time_scale: 1,
    warnings: [],
    workers: [],
    tasks: [{ name: "main", end: "completed" }],
    ...report,
  },
});

/** @param {any} measured @param {any} [predicted] @param {string} [phase] */
const said = (measured, predicted = track({ total_ms: 2000 }), phase = "done") =>
  plain(
    outcomeText(
      /** @type {any} */ ({
        phase,
        message: "",
        settings: { variant: "a" },
        measured: { a: measured },
        predicted: { a: predicted },
      }),
    ),
  );

test("a run in which all went well is done", () => {
  assert.equal(said(track()), "Done in 2,013 ms, 13 ms longer than predicted");
});

test("a run in which tasks failed is never done", () => {
  const failed = (/** @type {string[]} */ ...names) =>
    track({ tasks: names.map((name) => ({ name, end: "failed" })) });
  assert.equal(said(failed("second")), "Ended after 2,013 ms, second failed, 13 ms longer than predicted");
  assert.match(said(failed("a", "b")), /^Ended after 2,013 ms, a and b failed,/);
  assert.match(said(failed("a", "b", "c")), /^Ended after 2,013 ms, a and 2 more failed,/);
  assert.equal(said(track({ failure: "no tea" }), undefined, "failed"), "Failed: no tea");
});

test("what starting workers takes is predicted by nothing, so nothing is compared with it", () => {
  const workers = [{ name: "w", lane: 1, alive: false }];
  assert.equal(
    said(track({ workers }), track({ workers, total_ms: 100 })),
    "Done in 2,013 ms, with the start of workers, which is not predicted",
  );
  assert.equal(
    said(track(), track({ workers, total_ms: 2013 })),
    "Done in 2,013 ms, as predicted",
    "none was started",
  );
  assert.ok(!isPredictable(/** @type {any} */ (track({ workers, total_ms: 0 }))));
  assert.ok(isPredictable(/** @type {any} */ (track({ workers, total_ms: 100 }))));
  assert.ok(isPredictable(/** @type {any} */ (track({ total_ms: 0 }))));
});

test("the overhead and what a run took longer than predicted are one sum", () => {
  const predicted = { total_ms: 2000, workers: [] };
  assert.equal(
    againstOverhead(2013, 12.6, predicted),
    "This overhead is all by which it took longer than predicted.",
  );
  assert.equal(
    plain(againstOverhead(2156, 140, predicted)),
    "The 156 ms that it took longer than predicted are this overhead and 16 ms more of work than a prediction counts.",
  );
  assert.match(plain(againstOverhead(2100, 150, predicted)), /and 50 ms less of work/);
  assert.equal(againstOverhead(1990, 3, predicted), "");
  assert.match(againstOverhead(464, 0.4, { total_ms: 100, workers: [/** @type {any} */ ({})] }), /start/);
});
