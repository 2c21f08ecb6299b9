// Files of every version that was published are still read. `tests/saved.rs` reads the records in them.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { pack, unpack } from "../../www/export/file.js";
import { isRecord, partsOf } from "../../www/export/record_file.js";
import { isRecorded } from "../../www/model/recorded.js";
import { filesOf } from "../../www/model/recorded_files.js";
import { delay, greetings, program, word } from "./fixtures.mjs";

const FOLDER = new URL("../saved/", import.meta.url);
const names = readdirSync(FOLDER);
const read = (/** @type {string} */ name) => new Uint8Array(readFileSync(new URL(name, FOLDER)));

/** A catalog with a program that takes what the file was saved with. @param {any} head */
function catalogFor({ program: id, variant, values }) {
  const params = Object.entries(values).map(([id, value]) =>
    typeof value === "number" ? { ...delay, id, label: id } : { ...word, id, label: id, max_length: 40 },
  );
  return [program({ id, variants: [{ id: variant, title: variant }], params })];
}

const ELSEWHERE = "run-1-trace-4-elsewhere.coroscope";

for (const name of names.filter((name) => name.startsWith("run-1-") && name !== ELSEWHERE)) {
  test(`${name} is read, with nothing to remark`, () => {
    const bytes = read(name);
    const head = JSON.parse(new TextDecoder().decode(bytes).split("\n")[1] ?? "");
    const run = unpack(bytes, /** @type {any} */ (catalogFor(head)));
    assert.deepEqual(run.notices, []);
    assert.equal(run.program.id, head.program);
    assert.deepEqual(
      { variant: run.variant, values: run.values, order: run.order, where: run.where, life: run.life },
      { variant: head.variant, values: head.values, order: head.order, where: head.where, life: head.life },
    );
    assert.equal(run.trace.length, head.bytes);
    assert.deepEqual([run.step, run.away], [head.step, head.away]);
  });
}

test("a run of somebody else's coroutines opens with its listing, whatever it is called", () => {
  const bytes = read(ELSEWHERE);
  const named = program({ id: "shop", variants: [{ id: "careless", title: "careless" }], params: [] });
  const run = unpack(bytes, /** @type {any} */ ([named]));
  assert.ok(isRecorded(run));
  assert.deepEqual([run.program.title, run.life, run.notices], ["shop, careless", "ended", []]);
  const { record, trace } = run;
  assert.deepEqual([record?.files, record?.notes, record?.missing], [["examples/own_program.rs"], [], ""]);
  assert.match(record?.sources.get(0) ?? "", /async fn shop/);
  assert.match(new TextDecoder().decode(trace), /^coroscope-trace-4\n/);
  const { first } = filesOf(/** @type {any} */ (record), [{ file: "examples/own_program.rs", line: 27 }]);
  assert.deepEqual([first.language, first.note, [...first.lines]], ["rust", "", [27]]);
});

test("what stands in place of listings is not believed", () => {
  const whole = new TextDecoder("latin1").decode(read(ELSEWHERE));
  const [magic = "", head = "", ...rest] = whole.split("\n");
  for (const sources of [null, 7, [null, 7, { file: 1, text: "" }, { file: "x.rs" }]]) {
    const changed = [magic, JSON.stringify({ ...JSON.parse(head), sources }), ...rest].join("\n");
    const { record } = unpack(Uint8Array.from(Buffer.from(changed, "latin1")), []);
    assert.deepEqual([record?.files, record?.sources.size], [[], 0]);
  }
});

test("a record says what it is of, and has its sources", () => {
  const parts = partsOf(read("run-2-rows-1-shop.coroscope"));
  assert.deepEqual([parts.program, parts.files, parts.end, parts.missing], ["shop.py", ["shop.py"], 0, ""]);
  assert.match(parts.sources.get(0) ?? "", /^import asyncio\n/);
});

test("a record of a program that was killed says that its end is missing", () => {
  const bytes = read("run-2-rows-1-killed.coroscope");
  assert.ok(isRecord(bytes) && !isRecord(read("run-1-trace-5-shop.coroscope")));
  assert.equal(partsOf(bytes).missing, "end");
  assert.equal(partsOf(bytes.subarray(0, -1)).missing, "cut");
  const damaged = bytes.slice();
  damaged[damaged.length - 6] ^= 1;
  assert.equal(partsOf(damaged).missing, "damaged");
});

test("a record that is cut anywhere, or changed anywhere, is parts or a sentence", () => {
  const whole = read("run-2-rows-1-shop.coroscope");
  for (let at = 16; at < whole.length; at++) {
    const changed = whole.slice();
    changed[at] ^= 0x81;
    for (const bytes of [whole.subarray(0, at), changed]) {
      try {
        partsOf(bytes);
      } catch (error) {
        assert.match(String(error), /^Error: This file is damaged: /);
      }
    }
  }
});

test("every version of the file has one in tests/saved", () => {
  const trace = new Uint8Array([1]);
  const settings = /** @type {any} */ ({
    program: greetings,
    variant: "concurrent",
    values: {},
    order: "fifo",
  });
  const bytes = pack({ settings, where: "page", life: "ended", began: 0, app: "", trace });
  const newest = Number(/^coroscope-run (\d+)\n/.exec(new TextDecoder().decode(bytes))?.[1]);
  // The page writes version 1, the recorder for Python version 2.
  assert.equal(newest, 1);
  for (const version of [1, 2]) {
    const found = names.find((name) => name.startsWith(`run-${version}-`));
    assert.ok(found, `tests/saved has no file of version ${version}`);
    assert.match(new TextDecoder().decode(read(found)), new RegExp(`^coroscope-run ${version}\\n`));
  }
});
