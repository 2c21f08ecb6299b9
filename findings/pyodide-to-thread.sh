#!/usr/bin/env bash
# Pyodide 314.0.7 (npm; CPython 3.14.2) in Node.js, with the event loop that it brings: two functions that
# take 100 ms each are handed to threads, while a task ticks every 40 ms.
#
# What most people believe: there are no threads in a page, so `asyncio.to_thread` raises "can't start new
#   thread", as `threading.Thread` does there; or else it works, and the loop goes on meanwhile.
# What happens: no error, and no thread. The loop calls the function itself, in the midst of the caller's step,
#   and has the result in a future that is done. So nothing ticks meanwhile, one function begins when
#   the other has ended, and a limit around it never cuts: when it could, the result is there. `await` does
#   not even give way to the others.
# Seen in December 2026, in Node.js 20.20.2: tick 0, a begins, a ends, b begins, b ends, tick 1, tick 2; a limit
#   of 20 ms lets a function of 100 ms pass; what `run_in_executor` returns is done already.
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
import sys
import threading
import time

said = []


def work(name):
    said.append(f"{name} begins")
    start = time.monotonic()
    while time.monotonic() - start < 0.1:
        pass
    said.append(f"{name} ends")
    return name


async def ticks():
    for count in range(3):
        said.append(f"tick {count}")
        await asyncio.sleep(0.04)


async def main():
    try:
        threading.Thread(target=work, args=["thread"]).start()
    except RuntimeError as error:
        print("threading.Thread:", error)
    ticking = asyncio.create_task(ticks())
    await asyncio.gather(asyncio.to_thread(work, "a"), asyncio.to_thread(work, "b"))
    await ticking
    order = said.copy()
    try:
        limited = await asyncio.wait_for(asyncio.to_thread(work, "c"), 0.02)
    except TimeoutError:
        limited = "cut"
    future = asyncio.get_running_loop().run_in_executor(None, work, "d")
    print("CPython", sys.version.split()[0], "with", type(asyncio.get_running_loop()).__name__)
    print("to_thread:", ", ".join(order))
    print(f"100 ms with a limit of 20: {limited}; done when run_in_executor returns: {future.done()}")
    together = ["a begins", "a ends", "b begins", "b ends"]
    return order == ["tick 0", *together, "tick 1", "tick 2"] and limited == "c" and future.done()


await main()
PYTHON

cat > finding.mjs <<'JS'
import { readFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

console.log(`Node.js ${process.version}`);
const pyodide = await loadPyodide();
if (!(await pyodide.runPythonAsync(readFileSync("finding.py", "utf8")))) {
  console.error("This has changed: to_thread no longer calls the function in the midst of a step.");
  process.exit(1);
}
console.log("As in December 2026: the thread is the loop itself.");
JS

node finding.mjs
