// Words in the lanes are written where they fit, and never over each other.

import assert from "node:assert/strict";
import { test } from "node:test";

// The palette listens for another theme.
Object.assign(globalThis, { addEventListener() {} });
const { edgesOf, paintLabels, placeLabels } = await import("../../www/paint/labels.js");
const { paintSpan, STATE } = await import("../../www/paint/paint.js");
const { shapesOfAll, shapesOfCells, shapesOfRows } = await import("../../www/paint/shapes.js");

/** A letter is 6 pixels wide. @param {string} words */
const measure = (words) => 6 * words.length;

/** @typedef {import("../../www/paint/types.js").Label} Label */

/** @param {number} from @param {number} to @param {string} text @param {Partial<Label>} [more] @returns {Label} */
const span = (from, to, text, more) => ({
  lane: 0,
  from,
  to,
  kind: "span",
  state: STATE.timer,
  text,
  ...more,
});
/** @param {number} at @param {string} text @param {Partial<Label>} [more] */
const printed = (at, text, more) => span(at, at, text, { kind: "printed", state: STATE.running, ...more });

/** Rows of a draw list: lane, from, to, state. @param {[number, number, number, number][]} rows */
const rowsOf = (rows) => Float32Array.from(rows.flatMap((row) => [...row, 0, 1]));

/** Two sleeps of `main`, with a poll between them, and its end. */
const sequential = rowsOf([
  [0, 0, 100, STATE.timer],
  [0, 100, 100, STATE.running],
  [0, 100, 300, STATE.timer],
  [0, 300, 300, STATE.done],
]);

/** @param {Label[]} labels @param {Float32Array} rows @param {{ right?: number, taken?: Map<number, [number, number]> }} [room] */
function place(labels, rows, { right = 400, taken = new Map() } = {}) {
  const placed = placeLabels(labels, edgesOf(rows, 0, 1), { measure, right, taken });
  return placed.map(({ text, x, on }) => ({ text, x, on }));
}

test("what was printed stands right of its moment, and the words of a span make room for it", () => {
  const labels = [span(0, 100, "sleep 1 ms"), span(100, 300, "sleep 2 ms"), printed(100, "“hi”")];
  assert.deepEqual(place(labels, sequential), [
    { text: "“hi”", x: 109, on: STATE.timer },
    { text: "sleep 1 ms", x: 6, on: STATE.timer },
    { text: "sleep 2 ms", x: 141, on: STATE.timer },
  ]);
});

test("where the right is taken, or out of the picture, it stands left", () => {
  const labels = [printed(300, "“hoi”")];
  assert.deepEqual(place(labels, sequential), [{ text: "“hoi”", x: 309, on: STATE.done }]);
  const left = [{ text: "“hoi”", x: 261, on: STATE.timer }];
  assert.deepEqual(place(labels, sequential, { taken: new Map([[0, [300, 360]]]) }), left);
  assert.deepEqual(place(labels, sequential, { right: 310 }), left);
});

test("words that do not fit are not written, and a time goes without its unit before that", () => {
  assert.deepEqual(
    place([span(0, 60, "sleep 1 ms")], sequential).map(({ text }) => text),
    ["sleep 1"],
  );
  assert.deepEqual(place([span(0, 50, "sleep 1 ms")], sequential), []);
  assert.deepEqual(place([span(0, 60, "for a permit")], sequential), []);
});

test("lines of one moment are written as one", () => {
  const labels = [
    printed(100, "“a”"),
    printed(101, "“b”"),
    printed(102, "“c”"),
    printed(100, "“d”", { lane: 1 }),
  ];
  assert.deepEqual(
    place(labels, sequential).map(({ text }) => text),
    ["“a” +2", "“d”"],
  );
});

test("no labels overlap, whatever there is", () => {
  let seed = 7;
  const random = (/** @type {number} */ below) => (seed = (seed * 48271) % 2147483647) % below;
  for (let round = 0; round < 200; round++) {
    /** @type {Label[]} */
    const labels = [];
    for (let i = 0; i < 12; i++) {
      const [from, text, lane] = [random(400), "x".repeat(1 + random(12)), random(2)];
      labels.push(random(2) ? printed(from, text, { lane }) : span(from, from + random(200), text, { lane }));
    }
    const placed = placeLabels(labels, edgesOf(sequential, 0, 1), { measure, right: 400, taken: new Map() });
    for (const [nth, one] of placed.entries()) {
      for (const other of placed.slice(nth + 1)) {
        const isApart = one.x + one.width <= other.x || other.x + other.width <= one.x;
        assert.ok(isApart || one.lane !== other.lane, JSON.stringify([one, other]));
      }
    }
  }
});

test("words of a wait interrupt its line, and all others have a ground of their own", () => {
  /** @type {unknown[][]} */
  const drawn = [];
  const pen = {
    globalAlpha: 1,
    fillStyle: "",
    font: "",
    textBaseline: "",
    fillRect: (/** @type {number[]} */ ...box) => drawn.push([pen.fillStyle, pen.globalAlpha, ...box]),
    fillText: (/** @type {string} */ words) => drawn.push([pen.fillStyle, words, pen.font]),
  };
  const colours = {
    ground: "ground",
    ink: "ink",
    muted: "muted",
    warn: "warn",
    tasks: ["main"],
    text: 12,
    font: "f",
  };
  /** @type {any} */
  const sheet = { pen, scale: 1, colours };
  /** @type {any} */
  const look = { scale: 1, bar: 20, isGhost: true };
  const at = { lane: 0, x: 10, width: 30 };
  paintLabels(
    sheet,
    look,
    [
      { ...at, kind: "span", on: STATE.timer, text: "sleep" },
      { ...at, kind: "span", on: STATE.blocking, text: "blocks" },
      { ...at, kind: "error", on: STATE.failed, text: "no tea" },
    ],
    () => 50,
  );
  assert.deepEqual(drawn, [
    ["ground", 1, 6, 40, 38, 20],
    ["main", 0.096, 6, 40, 38, 20],
    ["muted", "sleep", "400 12px f"],
    ["ground", 1, 6, 43, 38, 15],
    ["muted", "blocks", "400 12px f"],
    ["ground", 1, 6, 43, 38, 15],
    ["warn", "no tea", "600 12px f"],
  ]);
});

test("without a ground, words and rings clear what would go through them, and paint nothing behind", () => {
  /** @type {unknown[][]} */
  const drawn = [];
  const pen = /** @type {any} */ ({
    clearRect: (/** @type {number[]} */ ...box) => drawn.push(["clear", ...box]),
    fillRect: () => drawn.push(["fillRect", pen.fillStyle]),
    fill: () => drawn.push(["fill", pen.fillStyle]),
    stroke: () => drawn.push(["stroke", pen.strokeStyle]),
    fillText: (/** @type {string} */ words) => drawn.push([words]),
    ...Object.fromEntries(
      ["beginPath", "arc", "moveTo", "lineTo", "closePath"].map((name) => [name, () => {}]),
    ),
  });
  const colours = {
    ground: "ground",
    isClear: true,
    ink: "ink",
    warn: "warn",
    tasks: ["main"],
    text: 12,
    font: "f",
  };
  /** @type {any} */
  const look = { palette: colours, scale: 1, bar: 9, isGhost: true };
  /** @type {any} */
  const sheet = { pen, scale: 1, colours };
  for (const state of [STATE.done, STATE.cancelled, STATE.failed]) {
    paintSpan(pen, look, 0, state, [50, 50, 50]);
  }
  paintLabels(
    sheet,
    look,
    [{ lane: 0, x: 10, width: 30, kind: "printed", on: STATE.blocking, text: "hi" }],
    () => 50,
  );
  assert.ok(!JSON.stringify(drawn).includes("ground"), JSON.stringify(drawn));
  const cleared = drawn.filter(([what]) => what === "clear");
  assert.equal(cleared.length, 2, "the ring and the word");
  assert.deepEqual(cleared.at(-1), ["clear", 6, 43, 38, 15]);
});

test("a legend explains the shapes that are there, and no others", () => {
  const measured = shapesOfRows(sequential, false, 1);
  assert.deepEqual([...measured], ["waiting", "running briefly", "done"]);
  const failing = rowsOf([
    [0, 0, 50, STATE.host],
    [0, 50, 90, STATE.running],
    [0, 90, 90, STATE.failed],
  ]);
  const ready = (/** @type {number} */ width) =>
    shapesOfRows(rowsOf([[0, 0, width, STATE.paused]]), false, 1);
  assert.deepEqual([[...ready(8)], [...ready(7)]], [["ready, but nobody runs"], []]);
  assert.deepEqual([...shapesOfRows(failing, true, 1)], ["waiting", "running", "failed, predicted"]);
  assert.ok(
    !shapesOfAll([shapesOfRows(failing, true, 1), shapesOfRows(failing, false, 1)]).has("failed, predicted"),
  );
  assert.deepEqual(
    [...shapesOfCells(Uint8Array.of(0, 1, 7, 7, 0, 10), false)],
    ["waiting", "blocking", "failed"],
  );
});
