#!/usr/bin/env bash
# asyncio of CPython 3.11 to 3.13 (tried with 3.11.7, 3.12.1 and 3.13.0): a result that is there
# before the time limit, and a loop that was busy past both.
#
# What most people believe: `asyncio.timeout(0.2)` cancels what has not come after 0.2 s. A result
#   that a timer sets at 0.1 s is in time, and at worst it is handed over late.
# What happens: TimeoutError, though the result is there and was set before the limit cut. After a
#   long block, both timers are due in the same turn. The first sets the result, which wakes the
#   task in the *next* turn; the second cancels a task that has not seen it yet. The value is lost.
# Seen in November 2026: TimeoutError with a future whose result is 'page', on all three.
#   `asyncio.wait_for` does the same from 3.12 on; in 3.11 it returned the value.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/finding.py" <<'PYTHON'
import asyncio
import sys
import time

events = []


async def main():
    loop = asyncio.get_running_loop()
    page = loop.create_future()

    def arrive():
        page.set_result("page")
        events.append("the result was set")

    async def limited():
        async with asyncio.timeout(0.2):
            loop.call_later(0.1, arrive)
            return await page

    task = asyncio.create_task(limited())
    await asyncio.sleep(0)  # now it waits
    time.sleep(0.4)  # the block, past both deadlines
    try:
        events.append(f"came: {await task!r}")
    except TimeoutError:
        events.append(f"TimeoutError, and the result is {page.result()!r}")


if sys.version_info < (3, 11):
    sys.exit("This takes Python 3.11 or later, for asyncio.timeout.")
asyncio.run(main())
print("CPython", sys.version.split()[0])
print(*events, sep="\n")
if events != ["the result was set", "TimeoutError, and the result is 'page'"]:
    sys.exit("This has changed: in November 2026 a result that came before the limit was lost.")
print("As in November 2026: in time, and lost.")
PYTHON

python3 "$dir/finding.py"
