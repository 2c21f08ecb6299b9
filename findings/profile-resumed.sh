#!/usr/bin/env bash
# cProfile of CPython 3.11 to 3.13 (tried with 3.11.7, 3.12.1 and 3.13.0) and yappi 1.7.6: two coroutines
# are called once each, and sleep nine times 20 ms.
#
# What most people believe: `ncalls` is how often a function was called, and `cumtime` how long its calls
#   took until they came back. So two calls, and 0.36 s.
# What happens: 20 calls and no time at all. cProfile takes each piece between two waits for a call: the
#   first, and nine that go on after a sleep. What lies between the pieces belongs to nobody, so that a
#   coroutine that waits all day is the cheapest function of the program, and one that is called a lot
#   cannot be told from one that waits a lot. yappi, on wall time, knows calls from pieces.
# Seen in November 2026: cProfile 20 calls and 0.001 s, yappi 2 calls and 0.39 s; on all three.
#
# Takes python3 with headers and a C compiler, if there is no wheel of yappi for it.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check 'yappi==1.7.6'

cat > "$dir/finding.py" <<'PYTHON'
import asyncio
import cProfile
import pstats
import sys

import yappi


async def fetch():
    for _ in range(9):
        await asyncio.sleep(0.02)


async def main():
    await asyncio.gather(fetch(), fetch())


def by_cprofile():
    with cProfile.Profile() as profile:
        asyncio.run(main())
    for (_, _, name), (_, calls, _, cumulative, _) in pstats.Stats(profile).stats.items():
        if name == "fetch":
            return calls, cumulative


def by_yappi():
    yappi.set_clock_type("wall")
    with yappi.run():
        asyncio.run(main())
    (found,) = yappi.get_func_stats(filter_callback=lambda stat: stat.name == "fetch")
    return found.ncall, found.ttot


print("CPython", sys.version.split()[0])
seen = {"cProfile": by_cprofile(), "yappi": by_yappi()}
for name, (calls, seconds) in seen.items():
    print(f"{name}: {calls} calls of fetch, {seconds:.3f} s")
if seen["cProfile"][0] != 20 or seen["cProfile"][1] > 0.1:
    sys.exit("This has changed: cProfile no longer takes what goes on after a wait for a call.")
if seen["yappi"][0] != 2 or seen["yappi"][1] < 0.36:
    sys.exit("This has changed: yappi counts other calls, or other time.")
print("As in November 2026: resumed is counted as called, and waiting as nothing.")
PYTHON

"$dir/venv/bin/python" "$dir/finding.py"
