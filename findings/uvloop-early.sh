#!/usr/bin/env bash
# uvloop 0.22.1 beside CPython's own loop: sleeps that do not last a whole number of milliseconds.
#
# What most people believe: a sleep can last longer than it was asked to, never less, and uvloop is
#   the same loop, faster.
# What happens: uvloop counts whole milliseconds and rounds to the nearest. A sleep of 10.4 ms is
#   over after 10, and of two timers the one for 10.4 ms may be called before the one for 9.6 ms.
# Seen in November 2026, with CPython 3.11.7: the shortest of 20 sleeps of 10.4 ms took 11.23 ms
#   with asyncio and 10.20 with uvloop; asyncio called 9.6 before 10.4, uvloop 10.4 before 9.6.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check 'uvloop==0.22.1'

cat > "$dir/finding.py" <<'PYTHON'
import asyncio
import sys
import time

import uvloop

ASKED = 10.4


async def shortest():
    """How long the shortest of 20 sleeps lasts, in milliseconds. A busy machine makes it longer."""
    lasted = []
    for _ in range(20):
        began = time.monotonic()
        await asyncio.sleep(ASKED / 1000)
        lasted.append((time.monotonic() - began) * 1000)
    return min(lasted)


async def called():
    """In which order two timers are called."""
    loop = asyncio.get_running_loop()
    order = []
    loop.call_later(0.0104, order.append, 10.4)
    loop.call_later(0.0096, order.append, 9.6)
    await asyncio.sleep(0.05)
    return order


seen = {}
for name, run in ("asyncio", asyncio.run), ("uvloop", uvloop.run):
    lasted, order = seen[name] = run(shortest()), run(called())
    print(f"{name:8}shortest of 20 sleeps of {ASKED} ms: {lasted:.2f} ms; called:", *order)
print(f"uvloop {uvloop.__version__}, CPython {sys.version.split()[0]}")
if seen["uvloop"][1] != [10.4, 9.6]:
    sys.exit("This has changed: in November 2026 uvloop rounded both to 10 ms.")
print("As in November 2026: over before its time.")
PYTHON

"$dir/venv/bin/python" "$dir/finding.py"
