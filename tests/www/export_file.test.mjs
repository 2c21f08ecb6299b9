// A run as a file.

import assert from "node:assert/strict";
import { test } from "node:test";

import { settingsKey } from "../../www/model/state.js";
import { checksum } from "../../www/export/crc.js";
import { checkSize, MOST_BYTES, nameOf, pack, unpack } from "../../www/export/file.js";
import { catalog, greetings } from "./fixtures.mjs";

const trace = Uint8Array.from({ length: 300 }, (_, index) => (index * 7) % 256);
const values = { "first-delay": 300, pages: 2, word: "é\n", feed: "jobs", fails: true };
const settings = /** @type {any} */ ({
  program: greetings,
  variant: "concurrent",
  values,
  order: { picks: [0, 2] },
});
const began = Date.UTC(2026, 10, 20, 18, 30, 5);
const packed = pack({ settings, where: "worker", life: "stopped", began, app: "0.1.0", trace });
const parts = new TextDecoder("latin1").decode(packed).split("\n");

/** The file with another head. @param {(head: any) => unknown} change */
function changed(change) {
  const head = JSON.parse(
    new TextDecoder().decode(Uint8Array.from(parts[1] ?? "", (byte) => byte.charCodeAt(0))),
  );
  const lines = new TextEncoder().encode(`coroscope-run 1\n${JSON.stringify(change(head))}\n`);
  return Uint8Array.from([...lines, ...trace]);
}

/** @param {Uint8Array} bytes @param {RegExp} sentence */
function refused(bytes, sentence) {
  assert.throws(
    () => unpack(bytes, catalog),
    (/** @type {Error} */ error) => {
      assert.match(error.message, sentence);
      assert.match(error.message, /^[A-Z].*\.$/);
      return true;
    },
  );
}

test("a saved run comes back with everything it was", () => {
  const run = unpack(packed, catalog);
  assert.deepEqual(
    { ...run, trace: [...run.trace] },
    {
      program: greetings,
      variant: "concurrent",
      values,
      order: { picks: [0, 2] },
      where: "worker",
      life: "stopped",
      trace: [...trace],
      key: settingsKey(settings),
      notices: [],
    },
  );
});

test("its name says what it is and when it was measured", () => {
  assert.equal(nameOf(settings, began), "greetings-concurrent-2026-11-20T183005");
  assert.equal(nameOf(settings), "greetings-concurrent");
  // A damaged record may have a time that is no date.
  assert.equal(nameOf(settings, 1e300), "greetings-concurrent");
});

test("a file that is cut off anywhere is refused, and says so", () => {
  for (let end = 1; end < packed.length; end++) {
    refused(packed.subarray(0, end), /cut off|damaged|no run that was saved/);
  }
  refused(packed.subarray(0, packed.length - 10), /cut off: 10 of its [\d,]+ bytes are missing/);
});

test("a file in which anything is changed is refused", () => {
  const from = packed.length - trace.length;
  for (const at of [from, from + 17, packed.length - 1]) {
    const damaged = packed.slice();
    damaged[at] = Number(damaged[at]) ^ 4;
    refused(damaged, /damaged: its bytes are not those/);
  }
  refused(Uint8Array.from([...packed, 1]), /damaged/);
});

test("a foreign, a newer, an empty and a huge file each have a sentence of their own", () => {
  const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);
  refused(bytes("\u0089PNG\r\n\u001a\n"), /no run that was saved with Coroscope/);
  refused(bytes('{"displayTimeUnit":"ms","traceEvents":[\n{}]}'), /a Chrome trace.*\.coroscope/);
  refused(bytes("coroscope-trace-4\n…"), /no run that was saved with Coroscope/);
  refused(
    bytes("coroscope-run 2\n{}\n"),
    /version 2 of the file format, and this page reads version 1\. Reloading/,
  );
  refused(bytes("coroscope-run 0\n{}\n"), /version 0 of the file format, and this page reads version 1\.$/);
  refused(bytes("coroscope-run x\n"), /damaged/);
  refused(bytes(""), /empty/);
  assert.throws(
    () => checkSize(MOST_BYTES + 1),
    /too large for a run: it has 65 MiB, and 64 MiB are allowed\./,
  );
  checkSize(MOST_BYTES);
});

test("a head that is not whole is refused, whatever it is", () => {
  for (const change of [
    () => null,
    () => [],
    () => 7,
    () => "x",
    () => ({}),
    (/** @type {any} */ head) => ({ ...head, program: 7 }),
    (/** @type {any} */ head) => ({ ...head, values: [] }),
    (/** @type {any} */ head) => ({ ...head, values: null }),
    (/** @type {any} */ head) => ({ ...head, order: { seed: -1 } }),
    (/** @type {any} */ head) => ({ ...head, order: { picks: [0.5] } }),
    (/** @type {any} */ head) => ({ ...head, order: null }),
    (/** @type {any} */ head) => ({ ...head, where: "moon" }),
    (/** @type {any} */ head) => ({ ...head, life: "live" }),
    (/** @type {any} */ head) => ({ ...head, bytes: -1 }),
    (/** @type {any} */ head) => ({ ...head, bytes: 1e300 }),
    (/** @type {any} */ head) => ({ ...head, check: "0" }),
  ]) {
    refused(changed(change), /damaged: the line with its settings is not complete/);
  }
  refused(
    new TextEncoder().encode("coroscope-run 1\n{\n"),
    /damaged: the line with its settings cannot be read/,
  );
});

test("a run of a program that this page does not have is read as one that was recorded elsewhere", () => {
  const bytes = changed((head) => ({ ...head, program: "tea" }));
  const { program, record, trace, ...run } = unpack(bytes, catalog);
  assert.deepEqual([program.id, program.title, run.variant], ["recorded", "tea", "run"]);
  assert.match(record?.notes.join() ?? "", /the program “tea”, which this page does not have/);
  assert.ok(trace.length > 0 && run.bytes === bytes);
});

test("a run of a variant that this page does not have is named", () => {
  refused(
    changed((head) => ({ ...head, variant: "x".repeat(99) })),
    /the variant “x{60}…”, which Greetings does not have here/,
  );
});

test("values that cannot be set here are named, the rest is taken, and the run keeps the key it was made with", () => {
  const bytes = changed((head) => ({
    ...head,
    values: { ...head.values, "first-delay": 99_999, pages: "2", word: { a: 1 }, speed: 3, fails: undefined },
  }));
  const { values: found, notices, key } = unpack(bytes, catalog);
  assert.deepEqual(found, { "first-delay": 1000, pages: 2, word: "hi", feed: "jobs", fails: false });
  assert.equal(notices.length, 5);
  assert.match(
    notices.join(" "),
    /first-delay=99999.*It is 1000 now.*pages=2.*That is not allowed here.*word=.*“Fails” was\. It is off now.*“speed”, which Greetings does not have/,
  );
  assert.notEqual(key, settingsKey(/** @type {any} */ ({ ...settings, values: found })));
});

test("the checksum is the usual one", () => {
  assert.equal(checksum(new TextEncoder().encode("123456789")), 0xcbf43926);
  assert.equal(checksum(new Uint8Array()), 0);
});

test("no bytes are too much for opening files", () => {
  // A small generator of its own, so that a failure can be repeated.
  let seed = 1;
  const random = (/** @type {number} */ below) => (seed = (seed * 48271) % 2147483647) % below;
  for (let round = 0; round < 3000; round++) {
    const bytes = packed.slice();
    for (let change = random(5); change >= 0; change--) bytes[random(bytes.length)] = random(256);
    try {
      unpack(bytes.subarray(0, 1 + random(bytes.length)), catalog);
    } catch (error) {
      assert.ok(error instanceof Error && error.constructor === Error, `${error}`);
      assert.match(error.message, /^[A-Z][^]*\.$/);
    }
  }
});
