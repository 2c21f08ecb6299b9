#!/usr/bin/env bash
# nest_asyncio 1.6.0 and CPython 3.11 to 3.13 (tried with 3.11.7, 3.12.1 and 3.13.0): tasks that call an
# ordinary function which waits by itself, with `run_until_complete`, as notebooks like to do.
#
# What most people believe: `nest_asyncio.apply()` lifts the ban on running a loop in a loop, and all else is
#   as before: while one task waits in there the others run, so four sleeps overlap and the shortest is
#   over first.
# What happens: they overlap, and the shortest is over last. Each nested call runs the loop upon the stack of
#   the one before, and none can return before all that are above it have. So the task that began first
#   ends last, however little it had to wait for, and nobody reads a result before the longest is there.
# Seen in November 2026: sleeps of 50, 100, 150 and 300 ms that begin in this order end in the order
#   300, 150, 100, 50, all after 301 ms; awaited they end as they are due, from 51 ms on.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check 'nest_asyncio==1.6.0'

cat > "$dir/finding.py" <<'PYTHON'
import asyncio
import sys
import time

import nest_asyncio

SLEEPS_MS = (50, 100, 150, 300)


def wait(ms):
    """An ordinary function, for callers that know nothing of coroutines."""
    asyncio.get_event_loop().run_until_complete(asyncio.sleep(ms / 1000))


async def nested(ms):
    wait(ms)


async def awaited(ms):
    await asyncio.sleep(ms / 1000)


async def ends(job):
    """Which sleeps were over in which order, and after how long."""
    seen = []
    start = time.monotonic()

    async def one(ms):
        await job(ms)
        seen.append((ms, round((time.monotonic() - start) * 1000)))

    await asyncio.gather(*(one(ms) for ms in SLEEPS_MS))
    return seen


print("nest_asyncio 1.6.0, CPython", sys.version.split()[0])
nest_asyncio.apply()
orders = []
for job in (awaited, nested):
    seen = asyncio.run(ends(job))
    print(job.__name__ + ":", ", ".join(f"{ms} ms after {at}" for ms, at in seen))
    orders.append([ms for ms, _ in seen])
if orders != [[50, 100, 150, 300], [300, 150, 100, 50]]:
    sys.exit("This has changed: in November 2026 what began first in a nested loop ended last.")
print("As in November 2026: the first to begin is the last to end.")
PYTHON

"$dir/venv/bin/python" "$dir/finding.py"
