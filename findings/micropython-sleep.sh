#!/usr/bin/env bash
# MicroPython 1.27.0 in wasm (@micropython/micropython-webassembly-pyscript, which pages with PyScript's
# `type="mpy"` run), beside CPython 3.11 to 3.13 (tried with 3.11.7, 3.12.1 and 3.13.0).
#
# What most people believe: `asyncio.sleep(0.3)` makes something to be awaited, and the sleep begins with
#   the `await`. Make two and await them one after the other, and both are slept; hand them to `gather`, and
#   they overlap: the first example of most introductions.
# What happens: there is one sleep in all of MicroPython, so that none has to be made. Each call sets its end
#   and returns the same object. So a sleep counts from the call on; of two that were made the first
#   lasts as long as the second, which then is over at once; and `gather`, `wait_for` and `create_task`
#   do not take it for a coroutine. An `async def` around it makes all of that right.
# Seen in November 2026, in Node.js 20.20.2: of 300 ms that begin 200 ms before the await 100 are left (CPython:
#   300); 100 and then 50 ms take 52 (CPython: 151); gather: "TypeError: coroutine expected".
#
# Takes node and python3 (3.11 or later) on the PATH; their versions are printed.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true }' > package.json
npm install --silent --no-audit --no-fund --save-exact @micropython/micropython-webassembly-pyscript@1.27.0

cat > listing.py <<'PYTHON'
import asyncio
import sys
import time


def since(start):
    return round((time.time() - start) * 1000)


async def made_early():
    pause = asyncio.sleep(0.3)
    made = time.time()
    while time.time() - made < 0.2:
        pass  # 200 ms of something else
    start = time.time()
    await pause
    return since(start)


async def two():
    start = time.time()
    first, second = asyncio.sleep(0.1), asyncio.sleep(0.05)
    await first
    await second
    return since(start)


async def are_one():
    first, second = asyncio.sleep(0.001), asyncio.sleep(0.001)
    same = first is second
    await first
    await second
    return same


async def gathered():
    try:
        await asyncio.gather(asyncio.sleep(0.001), asyncio.sleep(0.002))
        return "fine"
    except TypeError as error:
        return "TypeError: " + str(error)


async def main():
    print("name", sys.implementation.name, *sys.implementation.version[:3])
    print("left", await made_early())
    print("both", await two())
    print("one", await are_one())
    print("gather", await gathered())
PYTHON

cat > finding.mjs <<'JS'
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { loadMicroPython } from "@micropython/micropython-webassembly-pyscript/micropython.mjs";

const listing = readFileSync("listing.py", "utf8");

/** What a listing printed, by the first word of each line. */
const read = (lines) =>
  Object.fromEntries(lines.filter(Boolean).map((line) => line.split(/ (.*)/)));

const lines = [];
const python = await loadMicroPython({ stdout: (line) => lines.push(line), linebuffer: true });
await python.runPythonAsync(`${listing}\nawait main()\n`);
const micro = read(lines);
const whole = `${listing}\nasyncio.run(main())\n`;
const full = read(execFileSync("python3", ["-c", whole], { encoding: "utf8" }).split("\n"));

console.log(`Node.js ${process.version}, MicroPython 1.27.0`);
for (const { name, left, both, one, gather } of [micro, full]) {
  console.log(`${name}: of 300 ms that began 200 ms earlier ${left} are left; ` +
    `100 and then 50 take ${both}; two sleeps are one object: ${one}; gather: ${gather}`);
}
// Lower bounds are true on any machine; that MicroPython sleeps less is seen in the object.
const asBefore = micro.one === "True" && micro.gather === "TypeError: coroutine expected" &&
  full.one === "False" && full.gather === "fine" && full.left >= 299 && full.both >= 149;
if (!asBefore) {
  console.error("This has changed: the two sleep alike, or CPython sleeps otherwise.");
  process.exit(1);
}
console.log("As in November 2026: one sleep for all of MicroPython, counted from the call on.");
JS

node finding.mjs
