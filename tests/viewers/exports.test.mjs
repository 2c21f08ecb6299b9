// Runs that are exported open in another tool as they are: speedscope has nothing to complain about,
// and shows each slice where it was, as long as it was, and none inside of another.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import init, { catalog, run, simulate } from "../../www/pkg/coroscope.js";
import { startSpeedscope } from "./speedscope.mjs";
import { faultsOf } from "./trace_events.mjs";

/** What needs a page: workers, a database, files over the network. Those are measured in browsers. */
const OF_PAGES = ["processes", "threads", "job-queue", "top-stories", "blocking", "kitchen", "scale"];
/** A real run is stopped after this, ms: its export is one of a run that was stopped. */
const LONG_ENOUGH = 400;

await init({ module_or_path: await readFile(new URL("../../www/pkg/coroscope_bg.wasm", import.meta.url)) });
const open = await startSpeedscope();
// A run that let others come first did so through a channel, which stays open.
after(() => setTimeout(() => process.exit(), 100));

/** @type {{ id: string, variants: { id: string }[], params: { id: string, default: unknown }[] }[]} */
const programs = catalog();

for (const program of programs) {
  const values = Object.fromEntries(program.params.map((param) => [param.id, param.default]));
  for (const { id } of program.variants) {
    test(`${program.id}, ${id}, opens as predicted`, async () => {
      await opensAsItIs(simulate(program.id, id, values, { order: "fifo" }), true);
    });
    if (OF_PAGES.includes(program.id)) continue;
    test(`${program.id}, ${id}, opens as measured`, async () => {
      const signal = AbortSignal.timeout(LONG_ENOUGH);
      await opensAsItIs(await run(program.id, id, values, { order: "fifo", signal }));
    });
  }
}

/** What `--trace` writes of a record. */
const BY_PYTHON = `import sys
from coroscope.home.chrome import chrome
from coroscope.saved.reader import read
with open(sys.argv[1], "rb") as file: print(chrome(read(file.read())))`;

const records = readdirSync(new URL("../saved/", import.meta.url)).filter((name) =>
  name.startsWith("run-2-"),
);
for (const name of records) {
  test(`${name} opens as Python writes it as a trace`, async (context) => {
    const file = fileURLToPath(new URL(`../saved/${name}`, import.meta.url));
    const env = { ...process.env, PYTHONPATH: fileURLToPath(new URL("../../python", import.meta.url)) };
    const check = "import sys; sys.exit(sys.version_info < (3, 11))";
    if (spawnSync("python3", ["-c", check]).status !== 0) return context.skip("there is no Python 3.11");
    const made = spawnSync("python3", ["-c", BY_PYTHON, file], { env, encoding: "utf8" });
    assert.equal(made.stderr, "");
    await opensWithoutComplaint(made.stdout);
  });
}

test("what Perfetto would leave out is found", () => {
  const slice = { ph: "X", pid: 1, tid: 1, name: "running" };
  const faults = (/** @type {object[]} */ ...traceEvents) => faultsOf(JSON.stringify({ traceEvents })).length;
  assert.equal(
    faults({ ...slice, ts: 0, dur: 5 }, { ...slice, ts: 5, dur: 5 }, { ...slice, ts: 6, dur: 2 }),
    0,
  );
  assert.equal(faults({ ...slice, ts: 0, dur: 5 }, { ...slice, ts: 3, dur: 5 }), 1, "slices overlap");
  assert.equal(faults({ ...slice, ts: 0 }), 1, "a slice has no length");
  assert.equal(faults({ ph: "s", pid: 1, tid: 1, name: "wakes", id: 1, ts: 0 }), 1, "an arrow has no end");
});

test("this viewer does not close a slice of no length, and complaints are counted", async () => {
  const slice = { ph: "X", pid: 1, tid: 1 };
  const traceEvents = [
    { ...slice, name: "ready", ts: 0, dur: 5 },
    { ...slice, name: "running", ts: 5, dur: 0 },
    { ...slice, name: "waiting", ts: 5, dur: 9 },
  ];
  const { complaints } = await open(JSON.stringify({ traceEvents }));
  assert.ok(complaints.length > 0, "it is read as it is meant: the comment in export/mod.rs is old");
});

/** @param {import("../../www/pkg/coroscope.js").Run} run */
async function opensAsItIs(run, isPredicted = false) {
  const text = run.trace_json();
  const { total_ms } = run.report();
  run.free();
  const profiles = await opensWithoutComplaint(text);
  // A virtual clock begins and ends with the program. What is behind the point is no time.
  const total = Math.floor(profiles[0].getTotalWeight()) / 1000;
  assert.ok(isPredicted ? total === total_ms : total <= total_ms, `the total is ${total} ms`);
}

/** @param {string} text */
async function opensWithoutComplaint(text) {
  assert.deepEqual(faultsOf(text).slice(0, 5), [], "it is as the format demands");
  const { profiles, complaints } = await open(text);
  assert.deepEqual(complaints.slice(0, 5), [], `${complaints.length} complaints`);
  assert.deepEqual(Array.from(profiles, slicesOf), lanesOf(JSON.parse(text).traceEvents));
  return profiles;
}

/** The slices of each thread, each with its name and its length in microseconds. @param {any[]} events */
function lanesOf(events) {
  /** @type {Map<number, [string, number][]>} */
  const lanes = new Map();
  for (const { ph, pid, tid, dur, name } of events) {
    const lane = pid * 1e6 + tid;
    if (ph === "X") lanes.set(lane, [...(lanes.get(lane) ?? []), [name, dur]]);
  }
  return [...lanes.keys()].sort((a, b) => a - b).map((lane) => lanes.get(lane));
}

/** @param {import("./speedscope.mjs").Profile} profile */
function slicesOf(profile) {
  return Array.from(profile.getAppendOrderCalltreeRoot().children, (slice) => {
    assert.equal(
      slice.children.length,
      0,
      `${profile.getName()}: slices lie inside of “${slice.frame.name}”`,
    );
    // The name that the viewer shows has the arguments behind it.
    return [slice.frame.name.replace(/ \{.*$/, ""), slice.getTotalWeight()];
  });
}
