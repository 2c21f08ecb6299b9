// What is said of a run that is over, and how its lateness is joined with the prediction.

import assert from "node:assert/strict";
import { test } from "node:test";

/** @type {any} */
const root = { dataset: {} };
Object.assign(globalThis, { document: { documentElement: root } });
const { outcomeText } = await import("../../www/views/outcome.js");
const { againstOverhead, chainShown } = await import("../../www/model/differences.js");
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

test("of a worker that was killed it is said that it was not done", () => {
  const worker = (/** @type {string} */ name, /** @type {number} */ lane, alive = false) => ({
    name,
    lane,
    alive,
  });
  const task = (/** @type {number} */ lane, end = "completed") => ({ name: "job", lane, end });
  const workers = [worker("worker 1", 2), worker("worker 2", 5)];
  const killed = track({ workers, tasks: [task(0), task(2, "running"), task(5)] });
  const opening = "Done in 2,013 ms, worker 1 was ended before it was done, with the start";
  assert.ok(said(killed, track({ workers })).startsWith(opening), said(killed, track({ workers })));
  const well = track({ workers, tasks: [task(0), task(2), task(5)] });
  assert.match(said(well, track({ workers })), /^Done in 2,013 ms, with the start/);
  const early = track({ workers: [{ ...worker("worker 1", 0), lane: null }], tasks: [task(0)] });
  assert.match(said(early, track({ workers })), /^Done in 2,013 ms, worker 1 was ended before it was done/);
  const both = track({ workers, tasks: [task(0), task(2, "running"), task(5, "running")] });
  assert.match(said(both), /worker 1 and worker 2 were ended before they were done/);
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
  /** @param {number} total_ms @param {number} [overhead_ms] @param {number} [outside]  how long it waited for the world */
  const run = (total_ms, overhead_ms = 0, outside = 0) => ({
    explanation: {
      total_ms,
      overhead_ms,
      critical_path: /** @type {any} */ ([
        { state: 0, from_ms: 0, to_ms: 1000 },
        { state: 3, from_ms: 1000, to_ms: 1000 + outside },
      ]),
    },
  });
  /** @param {object} measured @param {object} [predicted] */
  const said = (measured, predicted = { ...run(2000), workers: [] }) =>
    plain(againstOverhead(/** @type {any} */ (measured), /** @type {any} */ (predicted)));
  assert.equal(said(run(2013, 12.6)), "This overhead is all by which it took longer than predicted.");
  assert.equal(
    said(run(2156, 140)),
    "The 156 ms that it took longer than predicted are this overhead and 16 ms more of work than a prediction counts.",
  );
  assert.match(said(run(2100, 150)), /and 50 ms less of work/);
  assert.equal(
    said(run(2711, 67, 643.5)),
    "The 711 ms that it took longer than predicted are this overhead and 644 ms more of waiting for the world outside than a prediction counts.",
    "to wait for an answer is no work",
  );
  assert.match(
    said(run(2711, 67, 600)),
    /this overhead, 600 ms more of waiting for the world outside and 44 ms more of work than/,
  );
  assert.equal(said(run(1990, 3)), "");
  assert.match(said(run(464, 0.4), { ...run(100), workers: [{}] }), /start/);
});

test("the longest chain and the overhead add up to the total, as they are shown", () => {
  const shown = (/** @type {number} */ total_ms, /** @type {number} */ critical_path_ms) =>
    plain(chainShown({ total_ms, critical_path_ms, overhead_ms: total_ms - critical_path_ms }));
  assert.equal(shown(3027.2, 3000.6), "3,000 ms", "3,027 = 3,000 + 27");
  assert.equal(shown(2000, 2000), "2,000 ms");
  assert.equal(shown(3002.4, 3000), "3,000 ms", "3,002 and 2.4");
  assert.equal(shown(0.16, 0.1), "0.1 ms");
});
