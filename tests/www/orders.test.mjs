// The results of trying many orders, in sentences.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  apart,
  breaking,
  failureOf,
  headline,
  isBroken,
  lessons,
  nth,
  openChoice,
  orderOf,
  share,
  shortest,
  sorted,
  whyReady,
} from "../../www/orders/words.js";
import { readFileSync } from "node:fs";
import { keepLines } from "../../www/model/twin_lines.js";

/** @param {Partial<OutputReport>} [output] @returns {OutputReport} */
function output(output) {
  return {
    count: 1,
    fifo: false,
    picks: null,
    seed: null,
    lines: [],
    before: 0,
    total_lines: 0,
    differs: null,
    end: "completed",
    errors: [],
    failure: null,
    min_total_ms: 200,
    max_total_ms: 200,
    ...output,
  };
}

/** @param {Partial<OrdersReport>} [report] @returns {OrdersReport} */
function report(report) {
  return {
    tried: 6,
    every: true,
    done: true,
    most_choices: 3,
    distinct: 4,
    outputs: [output({ fifo: true })],
    same_first: 0,
    same_last: 0,
    same_lines: true,
    min_total_ms: 200,
    max_total_ms: 200,
    next_seed: null,
    next_picks: null,
    ...report,
  };
}

/** @param {string} text */
const plain = (text) => text.replaceAll("\u00a0", " ");

test("whoever picks is told the lines of the language that they read", () => {
  const read = (/** @type {string} */ name) =>
    readFileSync(new URL(`../../src/programs/taking_turns.${name}`, import.meta.url), "utf8");
  keepLines("src/programs/taking_turns.lines", read("lines"));
  const place = (/** @type {string} */ kind, /** @type {string} */ text) =>
    read(kind)
      .split("\n")
      .findIndex((line) => line.includes(text)) + 1;
  const said = (/** @type {string} */ tab, /** @type {number | null} */ line) => {
    const program = { python: "src/programs/taking_turns.py" };
    const state = /** @type {any} */ ({ settings: { program, tab, variant: "with-an-await" } });
    return whyReady(state, { why: "woken by a timer", line });
  };
  const rust = place("rs", "sleep(pause).await");
  assert.equal(said("rust", rust), `woken by a timer, line ${rust}`);
  assert.equal(said("python", rust), `woken by a timer, line ${place("py", "await asyncio.sleep")}`);
  assert.equal(said("python", 1), "woken by a timer", "Python has no line for it");
  assert.equal(said("rust", null), "woken by a timer");
});

test("the headline says whether all orders were tried", () => {
  assert.equal(headline(report(), "done", 1), "All 6 orders that are possible: 4 different outputs.");
  assert.equal(
    headline(report({ distinct: 1 }), "done", 1),
    "There are 6 orders, and all give the same output.",
  );
  assert.equal(
    headline(report({ every: false, tried: 1000 }), "done", 1),
    "1,000 orders, 4 different outputs.",
  );
  assert.equal(
    headline(report({ every: false, tried: 1000, distinct: 1 }), "done", 1),
    "1,000 orders, and all give the same output.",
  );
});

test("a program without a choice is said to have none", () => {
  const none = report({ tried: 1, distinct: 1, most_choices: 0 });
  assert.equal(
    headline(none, "done", 1),
    "There is never more than one task ready, so only one order is possible.",
  );
  assert.deepEqual(lessons(none), ["Whatever the scheduler does, this program does the same."]);
});

test("what was cut short is never said to be all", () => {
  const some = report({ every: false, done: false, tried: 17, distinct: 2 });
  assert.equal(headline(some, "stopped", 1), "Stopped: 17 orders, 2 different outputs so far.");
  assert.match(
    plain(headline(some, "late", 10_000)),
    /^17 orders, 2 different outputs\. More did not fit into 10,000 ms/,
  );
  assert.equal(
    headline(report({ every: false, done: false, tried: 1, distinct: 1 }), "stopped", 1),
    "Stopped: 1 order, and one output so far.",
  );
});

test("the lessons are those of what was found", () => {
  assert.match(lessons(report()).join(" "), /The same lines are printed each time.*Each order takes/);
  assert.match(lessons(report({ same_lines: false })).join(" "), /Even which lines are printed/);
  assert.match(
    lessons(report({ same_first: 1, same_last: 4 })).join(" "),
    /The first line and the last 4 lines are the same in all of them\./,
  );
  assert.match(lessons(report({ same_last: 1 })).join(" "), /The last line is the same in all of them\./);
  assert.match(plain(lessons(report({ max_total_ms: 300 })).join(" ")), /from 200 ms to 300 ms/);
  assert.doesNotMatch(lessons(report({ distinct: 1 })).join(" "), /promised/);
  assert.match(lessons(report({ distinct: 1, every: false })).join(" "), /As far as these orders show/);
  assert.match(lessons(report({ distinct: 1 })).join(" "), /at the same moment\. Delays are the same/);
  const stuck = [output({ fifo: true }), output({ end: "stuck" })];
  assert.match(lessons(report({ outputs: stuck })).join(" "), /even how the run ends/);
});

test("an output is shown by the picks that are easy to read, or else by its seed", () => {
  assert.equal(orderOf(output({ fifo: true, picks: [] })), "fifo");
  assert.deepEqual(orderOf(output({ picks: [0, 1], seed: 7 })), { picks: [0, 1] });
  assert.deepEqual(orderOf(output({ picks: Array(41).fill(1), seed: 7 })), { seed: 7 });
  assert.deepEqual(orderOf(output({ picks: null, seed: 7 })), { seed: 7 });
});

test("first in, first out comes first, and then what is frequent", () => {
  const outputs = [output({ count: 2 }), output({ count: 5 }), output({ count: 1, fifo: true })];
  assert.deepEqual(
    sorted(outputs).map((output) => output.count),
    [1, 5, 2],
  );
});

test("the difference of an output is said in words", () => {
  const differs = { line: 3, text: "line 3: `b` is printed before `a`" };
  assert.equal(apart(output({ differs }), undefined), "Line 3: `b` is printed before `a`.");
  assert.equal(apart(output({ fifo: true }), undefined), "");
  assert.match(apart(output({ end: "stuck" }), undefined), /^It gets stuck/);
});

test("shares are never rounded to all or nothing", () => {
  assert.equal(share(612, 1000), "612 of 1,000, 61%");
  assert.equal(share(1, 1000), "1 of 1,000, less than 1%");
  assert.equal(share(999, 1000), "999 of 1,000, more than 99%");
  assert.equal(share(6, 6), "6 of 6, 100%");
});

test("choices are counted from the first", () => {
  assert.deepEqual([1, 2, 3, 4, 11, 12, 13, 21, 112, 1001].map(nth), [
    "1st",
    "2nd",
    "3rd",
    "4th",
    "11th",
    "12th",
    "13th",
    "21st",
    "112th",
    "1,001st",
  ]);
  const made = [{ at_ms: 0, task: 1, name: "a", place: 0, of: 2 }];
  const open = { at_ms: 1000, polls: 4, of: 2, ready: [] };
  assert.equal(
    plain(openChoice({ earlier: 0, made, open })),
    "Choice 2, at 1,000 ms: 2 tasks are ready. Who is polled next?",
  );
  assert.match(openChoice({ earlier: 0, made: [], open: null }), /never more than one task ready/);
  assert.match(openChoice({ earlier: 0, made, open: null }), /last choice/);
});

const SOLD = "AssertionError: sold twice, line 17";
const fifo = output({ fifo: true, picks: [], count: 5 });

test("what ended a listing is said with its line", () => {
  const failure = { message: "AssertionError: sold twice", line: 17 };
  assert.equal(failureOf({ failure, exit_code: null }), SOLD);
  assert.equal(
    failureOf({ failure: { ...failure, line: 0 }, exit_code: null }),
    "AssertionError: sold twice",
  );
  assert.equal(failureOf({ failure: null, exit_code: 3 }), "SystemExit: 3");
  assert.equal(failureOf({ failure: null, exit_code: null }), null);
});

test("what does not come to its end is broken", () => {
  assert.ok(!isBroken(fifo));
  assert.ok(isBroken(output({ failure: SOLD })));
  assert.ok(isBroken(output({ end: "stuck" })));
  assert.ok(isBroken(output({ failure: "SystemExit: 1" })));
  assert.ok(!isBroken(output({ failure: "SystemExit: 0" })));
});

test("of what is broken the simplest order comes first, before all but first in, first out", () => {
  const [often, far, near, seeded] = [
    output({ count: 90, picks: [1] }),
    output({ failure: SOLD, picks: [1, 1], count: 40 }),
    output({ failure: SOLD, picks: [0, 0, 0, 2], count: 2 }),
    output({ failure: SOLD, picks: null, seed: 7, count: 50 }),
  ];
  const shown = sorted([fifo, often, far, seeded, near]);
  assert.deepEqual(shown, [fifo, near, far, seeded, often]);
  assert.equal(shortest(shown), near);
  assert.equal(shortest(sorted([output({ fifo: true, failure: SOLD }), near])), undefined);
});

test("how many orders break a program is said, and how few choices do", () => {
  const broken = output({ failure: SOLD, picks: [1, 0, 2], count: 137 });
  /** @param {OutputReport[]} outputs @param {Partial<OrdersReport>} [more] */
  const said = (outputs, more) => breaking(report({ outputs, distinct: outputs.length, ...more }));
  assert.equal(
    said([fifo, broken], { tried: 1000, every: false }),
    "First in, first out hides that it can break: it does in 137 of 1,000 orders that were tried. " +
      "2 choices other than the first in the queue are enough.",
  );
  assert.match(
    said([fifo, { ...broken, picks: [1] }], { tried: 142 }),
    /it does in 137 of the 142 orders\. 1 choice other than the first in the queue is enough\.$/,
  );
  assert.match(said([fifo, broken], { tried: 1000, distinct: 60 }), /in at least 137 of/);
  const usual = output({ fifo: true, failure: SOLD, count: 5 });
  assert.match(said([usual], { tried: 5 }), /^It breaks whoever is polled next: .* every other order\.$/);
  assert.match(
    said([usual, output({ count: 3 })], { tried: 8 }),
    /^It breaks first in, first out, and in 5 of the 8 orders; in others it does not\.$/,
  );
  assert.equal(said([fifo, output({ count: 3 })]), "");
});

test("an exception that ends a run is an end of its own", () => {
  const outputs = [fifo, output({ failure: SOLD })];
  assert.match(lessons(report({ outputs })).join(" "), /even how the run ends/);
  assert.equal(apart(output({}), output({ fifo: true, failure: SOLD })), "No exception ends it.");
});
