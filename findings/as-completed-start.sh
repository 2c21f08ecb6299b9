#!/usr/bin/env bash
# asyncio of CPython 3.11 to 3.13 (tried with 3.11.7, 3.12.1 and 3.13.0): as_completed is given a list of
# six coroutines, twenty times.
#
# What most people believe: `as_completed` hands results out in the order in which they come, and it starts
#   what it was given from the first to the last, as `gather` does with the same list.
# What happens: they start in any order, often another one each time. It makes a set of the list, to have each
#   coroutine once, and makes tasks of what is in the set, in the order of addresses in memory. Whatever
#   coroutines take when they start follows that: a permit of a semaphore, a place in a queue, the first
#   connection. Tasks that are made beforehand start in order.
# Seen in November 2026: gather 0 1 2 3 4 5 each time; as_completed 12, 14 and 4 orders in twenty runs with
#   the three versions, and never that of the list.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/finding.py" <<'PYTHON'
import asyncio
import sys


async def download(number, started):
    started.append(number)
    await asyncio.sleep(0)


async def gathered(started):
    await asyncio.gather(*[download(number, started) for number in range(6)])


async def completed(started):
    for first in asyncio.as_completed([download(number, started) for number in range(6)]):
        await first


async def completed_tasks(started):
    tasks = [asyncio.create_task(download(number, started)) for number in range(6)]
    for first in asyncio.as_completed(tasks):
        await first


def orders(of):
    """The orders in which the downloads started, in twenty runs."""
    seen = []
    kept = []
    for count in range(20):
        started = []
        asyncio.run(of(started))
        seen.append(tuple(started))
        kept.append(bytearray(100 * count))  # so that not each run gets the same addresses
    return seen


print("CPython", sys.version.split()[0])
given = tuple(range(6))
seen = {of.__name__: orders(of) for of in (gathered, completed_tasks, completed)}
for name, runs in seen.items():
    print(f"{name}: {len(set(runs))} orders in {len(runs)} runs, {runs.count(given)} times that of the list;",
          "the last:", *runs[-1])
if set(seen["gathered"]) != {given} or set(seen["completed_tasks"]) != {given}:
    sys.exit("This has changed: gather or tasks no longer start in the order of the list.")
if set(seen["completed"]) == {given}:
    sys.exit("This has changed: as_completed starts coroutines in the order of the list.")
print("As in November 2026: as_completed starts coroutines in an order of its own.")
PYTHON

python3 "$dir/finding.py"
