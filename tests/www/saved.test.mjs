// Files of every version that was published are still read. `tests/saved.rs` reads the records in them.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { pack, unpack } from "../../www/export/file.js";
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

for (const name of names) {
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
  for (let version = 1; version <= newest; version++) {
    const found = names.find((name) => name.startsWith(`run-${version}-`));
    assert.ok(found, `tests/saved has no file of version ${version}`);
    assert.match(new TextDecoder().decode(read(found)), new RegExp(`^coroscope-run ${version}\\n`));
  }
});
