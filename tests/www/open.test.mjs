// Opening a file while a run goes on.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pack } from "../../www/export/file.js";
import { openRun } from "../../www/export/open.js";
import { readQuery } from "../../www/model/url.js";
import { catalog } from "./fixtures.mjs";

const saved = pack({
  settings: readQuery("?pages=9", catalog).settings,
  where: "page",
  life: "ended",
  began: 1,
  app: "0.1.0",
  trace: Uint8Array.of(1, 2, 3),
});

/** What becomes of a file. @param {{ isRunning: boolean, agrees: boolean, bytes?: BlobPart }} how */
async function opened({ isRunning, agrees, bytes = saved }) {
  /** @type {string[]} */
  const done = [];
  const app = /** @type {any} */ ({
    programs: () => catalog,
    isRunning: () => isRunning,
    openSaved: async () => void done.push("opened"),
  });
  const ask = async (/** @type {string} */ name) => {
    done.push(`asked about ${name}`);
    return agrees;
  };
  return [await openRun(app, new File([bytes], "x.coroscope"), ask), ...done];
}

test("a file is opened at once if no run would be lost", async () => {
  assert.deepEqual(await opened({ isRunning: false, agrees: false }), ["Opened x.coroscope.", "opened"]);
});

test("a run that goes on is stopped by a file only if somebody agrees", async () => {
  assert.deepEqual(await opened({ isRunning: true, agrees: false }), [
    "Not opened: x.coroscope. The run was not stopped.",
    "asked about x.coroscope",
  ]);
  assert.deepEqual(await opened({ isRunning: true, agrees: true }), [
    "Opened x.coroscope.",
    "asked about x.coroscope",
    "opened",
  ]);
});

test("nobody is asked for the sake of a file that cannot be opened", async () => {
  const [sentence, ...done] = await opened({ isRunning: true, agrees: true, bytes: "no run" });
  assert.match(sentence ?? "", /^Not opened: x\.coroscope\. This is no run/);
  assert.deepEqual(done, []);
});

test("a record is opened as a run that was recorded elsewhere, and a damaged one is not", async () => {
  const record = readFileSync(new URL("../saved/run-2-rows-1-shop.coroscope", import.meta.url));
  assert.deepEqual(await opened({ isRunning: false, agrees: false, bytes: record }), [
    "Opened x.coroscope.",
    "opened",
  ]);
  const [sentence, ...done] = await opened({
    isRunning: false,
    agrees: false,
    bytes: record.subarray(0, 20),
  });
  assert.match(sentence ?? "", /^Not opened: x\.coroscope\. This file is damaged/);
  assert.deepEqual(done, []);
});
