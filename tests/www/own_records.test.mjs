// A person's own listing in links, files and the list of runs, and what Python is said to have said.

import assert from "node:assert/strict";
import { test } from "node:test";

import { pack, unpack } from "../../www/export/file.js";
import { decodeCode, encodeCode } from "../../www/model/code.js";
import { OWN } from "../../www/model/own.js";
import { fragmentOf } from "../../www/model/own_link.js";
import { initialState, settingsKey } from "../../www/model/state.js";
import { readQuery } from "../../www/model/url.js";
import { endOf } from "../../www/run/python_record.js";
import { isOf, labelOf, mannerOf, writeEntry } from "../../www/runs/entries.js";
import { catalog as others } from "./fixtures.mjs";

const catalog = [...others, OWN];
const CODE = 'import asyncio\n\nprint("🦊")\n';
const FAILURE = {
  type: "ValueError",
  message: "ValueError: broken",
  line: 3,
  column: 1,
  end_line: 3,
  end_column: 9,
  parts: [],
};

/** @param {Partial<import("../../www/model/types.js").Settings>} [more] */
function settingsOf(more) {
  return { ...readQuery("?program=python", catalog).settings, code: CODE, ...more };
}

/** What a listing says as its result. @param {unknown} result @param {unknown} [cut] */
const end = (result, cut = null) => endOf(/** @type {any} */ ({ result, cut }));

test("a link has the listing of a person after its query, and no other program has one", async () => {
  const code = await encodeCode(CODE);
  const link = { text: CODE, code };
  const own = { isForeign: false, first: CODE, link, typed: -Infinity, unpredicted: null };
  const settings = settingsOf();
  const fragment = fragmentOf({ settings, own });
  assert.equal(fragment, `#code=${code}`);
  assert.deepEqual(await decodeCode(fragment.slice("#code=".length)), { text: CODE });
  const [other] = others;
  assert.ok(other);
  assert.equal(fragmentOf({ settings: { ...settings, program: other }, own }), "");
  // Too long, not compressed yet, and not there yet.
  assert.equal(fragmentOf({ settings, own: { ...own, link: { text: CODE, code: null } } }), "");
  assert.equal(fragmentOf({ settings, own: { ...own, link: null } }), "");
  assert.equal(fragmentOf({ settings, own: null }), "");
  assert.equal(fragmentOf({ ...initialState(), own }), "");
});

test("runs of other listings have other settings, and other programs have no listing", () => {
  const [one, other] = [settingsOf(), settingsOf({ code: "" })];
  assert.notEqual(settingsKey(one), settingsKey(other));
  assert.equal(settingsKey(one), settingsKey(settingsOf()));
  const greetings = readQuery("", catalog).settings;
  assert.equal(settingsKey({ ...greetings, code: CODE }), settingsKey(greetings));
  const track = { variant: "listing", settings: settingsKey(one) };
  assert.ok(isOf(OWN, track));
  assert.equal(mannerOf(OWN, track).code, CODE);
  assert.ok(!writeEntry(OWN, one, null).includes("asyncio"), "a query is seen by servers");
});

test("an earlier run says from which line on its listing was another", () => {
  const manner = mannerOf(OWN, { variant: "listing", settings: settingsKey(settingsOf()) });
  const label = (/** @type {string | undefined} */ now) => labelOf(OWN, manner, now);
  assert.equal(label(CODE), "this listing");
  assert.equal(label(undefined), "");
  assert.equal(label(CODE.replace("🦊", "x")), "another listing, from line 3 on");
  assert.equal(label(`# first\n${CODE}`), "another listing, from line 1 on");
  assert.equal(label("import asyncio"), "another listing, from line 2 on");
  assert.equal(label(`${CODE}# more`), "another listing, from line 4 on");
  assert.equal(label(`${CODE}\n# more`), "another listing, from line 5 on");
  const seeded = { ...manner, order: { seed: 3 } };
  assert.equal(labelOf(OWN, seeded, ""), "another listing, from line 1 on, shuffled by seed 3");
});

const trace = Uint8Array.from({ length: 40 }, (_, at) => at);

/** @param {unknown} python @param {Partial<import("../../www/model/types.js").Settings>} [more] */
function packed(python, more) {
  const settings = settingsOf(more);
  return pack(/** @type {any} */ ({ settings, where: "worker", life: "ended", app: "0.1.0", python, trace }));
}

/** @param {Uint8Array} bytes @param {(head: any) => void} change */
function changed(bytes, change) {
  const [first, line = ""] = new TextDecoder().decode(bytes).split("\n");
  const head = JSON.parse(line);
  change(head);
  const lines = new TextEncoder().encode(`${first}\n${JSON.stringify(head)}\n`);
  return Uint8Array.from([...lines, ...trace]);
}

test("a saved run brings its listing, its order, and what Python said", () => {
  const python = { failure: FAILURE, notes: [{ text: "A page has no sockets.", line: 2 }], problem: "" };
  const order = { picks: [1, 0] };
  const run = unpack(packed(python, { order }), catalog);
  assert.equal(run.program, OWN);
  assert.equal(run.code, CODE);
  assert.deepEqual(run.order, order);
  assert.deepEqual(run.python, python);
  assert.deepEqual(run.notices, []);
  assert.equal(run.key, settingsKey(settingsOf({ order })));
});

test("a file of another program has no listing, whatever it says", () => {
  const settings = readQuery("", catalog).settings;
  const file = pack(
    /** @type {any} */ ({ settings, where: "page", life: "ended", app: "0.1.0", trace, python: {} }),
  );
  const run = unpack(
    changed(file, (head) => Object.assign(head, { code: CODE, python: { failure: FAILURE } })),
    catalog,
  );
  assert.equal(run.code, undefined);
  assert.equal(run.python, undefined);
});

test("a saved run without its listing is damaged", () => {
  for (const code of [undefined, null, 3, ["print(1)"], {}]) {
    assert.throws(
      () =>
        unpack(
          changed(packed(undefined), (head) => (head.code = code)),
          catalog,
        ),
      { message: "This file is damaged: its listing is missing." },
    );
  }
});

test("what a file says of Python may be made up", () => {
  for (const python of [undefined, null, 7, "broken", [], { failure: "x", notes: 5 }, { failure: [] }]) {
    const run = unpack(
      changed(packed(undefined), (head) => (head.python = python)),
      catalog,
    );
    isPlain(run.python);
  }
});

/** Whatever came in, this is what the page works with. @param {import("../../www/model/types.js").PythonEnd | undefined} python */
function isPlain(python) {
  assert.ok(python);
  const { failure, notes, problem } = python;
  assert.deepEqual(Object.keys(python).sort(), ["failure", "notes", "problem"]);
  assert.equal(typeof problem, "string");
  for (const { text, line } of notes) {
    assert.ok(typeof text === "string" && text !== "" && text.length <= 2000);
    assert.ok(Number.isSafeInteger(line) && line >= 0);
  }
  assert.ok(notes.length <= 20);
  if (failure) isFailure(failure, 0);
}

/** @param {import("../../www/model/types.js").Failure} failure @param {number} depth */
function isFailure(failure, depth) {
  const { type, message, parts, ...places } = failure;
  for (const text of [type, message]) assert.ok(typeof text === "string" && text.length <= 2000);
  for (const place of Object.values(places)) assert.ok(Number.isSafeInteger(place) && place >= 0);
  assert.ok(parts.length <= 20 && depth <= 4);
  for (const part of parts) isFailure(part, depth + 1);
}

test("how a run ended is as Python says it", () => {
  const notes = [
    { text: "first", line: 4 },
    { text: "second", line: 0 },
  ];
  const group = { ...FAILURE, parts: [FAILURE, FAILURE] };
  assert.deepEqual(end({ failure: group, notes }), { failure: group, notes, problem: "" });
  assert.deepEqual(end(null), { failure: null, notes: [], problem: "" });
  // Who pressed Stop needs no sentence.
  assert.equal(end(null, { why: "stopped", message: "Stopped." }).problem, "");
  assert.equal(end(null, { why: "late", message: "It took too long." }).problem, "It took too long.");
});

test("how a run ended may be made up by the listing", () => {
  /** @type {any} */
  const endless = { ...FAILURE };
  endless.parts = Array.from({ length: 50 }, () => endless);
  const strange = [
    undefined,
    0,
    "end",
    [],
    { failure: true },
    { failure: 3 },
    { failure: { message: 5, line: "3", column: -1, end_line: 1.5, end_column: 2 ** 60, parts: {} } },
    { failure: { ...FAILURE, message: "x".repeat(100_000), type: null, parts: [null, 3, "part", [], {}] } },
    { failure: endless },
    { notes: "many" },
    { notes: { length: 3 } },
    { notes: [null, 5, "note", {}, { text: 7 }, { text: "" }, { text: "fine", line: NaN }] },
    { notes: Array.from({ length: 1000 }, () => ({ text: "y".repeat(3000), line: -1 })) },
    { failure: { ...FAILURE, line: Infinity } },
  ];
  for (const result of strange) isPlain(end(result));
  isPlain(end(null, { why: "dead", message: { toString: () => "dead" } }));
  assert.deepEqual(end({ notes: [null, { text: "fine", line: 2, more: 1 }] }).notes, [
    { text: "fine", line: 2 },
  ]);
});
