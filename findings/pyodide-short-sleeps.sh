#!/usr/bin/env bash
# Pyodide 314.0.7 (npm; CPython 3.14.2) in Node.js, with the event loop that it brings: short sleeps.
#
# What most people believe: asyncio is asyncio. A sleep lasts at least as long as it was asked to, or a few
#   milliseconds more, as timers in browsers do; and who sleeps less is awake first.
# What happens: a sleep of up to 2 ms does not last at all, it is handed on like `call_soon`. So of three
#   tasks that sleep 2, 1 and 0.5 ms the one that sleeps longest is awake first, and a loop that polls
#   every millisecond polls more than ten thousand times a second.
# Seen in November 2026: 0.08 ms for a sleep of 2 ms, the median of 40, and 3.8 for one of 3 ms; awake
#   2 1 0.5, and with 3 ms among them 2 1 3.
#
# Takes node on the PATH; its version is printed.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{ "private": true }' > package.json
npm install --silent --no-audit --no-fund --save-exact pyodide@314.0.7

cat > finding.py <<'PYTHON'
import asyncio
import statistics
import sys
import time


async def lasts(ms):
    """How long a sleep takes: the median of 40, in ms."""
    times = []
    for _ in range(40):
        began = time.perf_counter()
        await asyncio.sleep(ms / 1000)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


async def awake(*lengths):
    """In which order tasks awake that sleep so many ms each."""
    order = []

    async def sleeper(ms):
        await asyncio.sleep(ms / 1000)
        order.append(ms)

    await asyncio.gather(*map(sleeper, lengths))
    return order


async def main():
    print("CPython", sys.version.split()[0], "with", type(asyncio.get_running_loop()).__name__)
    for ms in (0.5, 1, 2, 3):
        took = await lasts(ms)
        print(f"asked for {ms} ms: took {took:.2f} ms")
        if (took < ms) != (ms <= 2):
            return False
    orders = [await awake(2, 1, 0.5), await awake(3, 2, 1)]
    for order in orders:
        print("awake:", *order)
    return orders == [[2, 1, 0.5], [2, 1, 3]]


await main()
PYTHON

cat > finding.mjs <<'JS'
import { readFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

console.log(`Node.js ${process.version}`);
const pyodide = await loadPyodide();
if (!(await pyodide.runPythonAsync(readFileSync("finding.py", "utf8")))) {
  console.error("This has changed: other sleeps are over early, or the order is another.");
  process.exit(1);
}
console.log("As in November 2026: up to 2 ms are no time.");
JS

node finding.mjs
