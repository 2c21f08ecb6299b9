#!/usr/bin/env bash
# aiotools 2.2.4, looptime 0.9 and trio 0.35.0, each with its virtual clock for tests: a thread works for
# 20 ms, and whoever waits for it has set a limit of five seconds.
#
# What most people believe: with a virtual clock a test is the same test without the waiting. Sleeps take no
#   time, limits cut what is late by the clock, and 20 ms are within five seconds with any clock.
# What happens: aiotools and trio cut it. Their clock jumps to whatever is due next as soon as the loop has
#   nothing to do, and a loop that waits for a thread has nothing to do: what is due next is the limit. So each
#   limit around a thread cuts, however long it is, and a sleep of an hour is over before a thread that works
#   for 20 ms. looptime keeps a list of what threads do, and waits really meanwhile.
# Seen in December 2026, with CPython 3.12.1: aiotools and trio "cut" at 5 s of their clocks, and the hour first;
#   looptime "done", and the thread first.
#
# Takes python3 (3.12 or later) on the PATH; its version is printed.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
# aiotools imports typing_extensions without naming it.
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check \
  'aiotools==2.2.4' 'typing_extensions==4.16.0' 'looptime==0.9' 'trio==0.35.0'

cat > "$dir/finding.py" <<'PYTHON'
import asyncio
import sys
import time

import aiotools
import looptime
import trio
import trio.testing

LIMIT = 5
HOUR = 3600


def work():
    time.sleep(0.02)
    return "done"


async def limited():
    """What comes of the thread, and what the clock says then."""
    start = asyncio.get_running_loop().time()
    try:
        outcome = await asyncio.wait_for(asyncio.to_thread(work), LIMIT)
    except TimeoutError:
        outcome = "cut"
    return outcome, round(asyncio.get_running_loop().time() - start)


async def first():
    """Which is over first, the thread or the hour."""
    order = []

    async def thread():
        await asyncio.to_thread(work)
        order.append("thread")

    async def sleeper():
        await asyncio.sleep(HOUR)
        order.append("hour")

    await asyncio.gather(thread(), sleeper())
    return order[0]


async def with_aiotools(what):
    with aiotools.VirtualClock().patch_loop():
        return await what()


def with_looptime(what):
    loop = looptime.new_event_loop(start=0)
    try:
        return loop.run_until_complete(what())
    finally:
        loop.close()


async def limited_by_trio():
    with trio.move_on_after(LIMIT):
        return await trio.to_thread.run_sync(work, abandon_on_cancel=True), round(trio.current_time())
    return "cut", round(trio.current_time())


async def first_in_trio():
    order = []

    async def thread():
        await trio.to_thread.run_sync(work)
        order.append("thread")

    async def sleeper():
        await trio.sleep(HOUR)
        order.append("hour")

    async with trio.open_nursery() as nursery:
        nursery.start_soon(thread)
        nursery.start_soon(sleeper)
    return order[0]


def with_trio(what):
    clock = trio.testing.MockClock(autojump_threshold=0)
    start = clock.current_time()
    outcome = trio.run(what, clock=clock)
    return outcome if isinstance(outcome, str) else (outcome[0], outcome[1] - round(start))


print("CPython", sys.version.split()[0])
seen = {
    "aiotools": (asyncio.run(with_aiotools(limited)), asyncio.run(with_aiotools(first))),
    "looptime": (with_looptime(limited), with_looptime(first)),
    "trio": (with_trio(limited_by_trio), with_trio(first_in_trio)),
}
for name, ((outcome, clock), over) in seen.items():
    print(f"{name}: {outcome}, after {clock} s of its clock; over first: the {over}")
if any(seen[name] != (("cut", LIMIT), "hour") for name in ("aiotools", "trio")):
    sys.exit("This has changed: in December 2026 the clocks of aiotools and trio jumped past the thread.")
if seen["looptime"][0][0] != "done" or seen["looptime"][1] != "thread":
    sys.exit("This has changed: in December 2026 looptime waited for the thread.")
print("As in December 2026: two of three clocks do not wait for threads.")
PYTHON

"$dir/venv/bin/python" "$dir/finding.py"
