#!/usr/bin/env bash
# aiohttp 3.14.5 beside asyncio.timeout: eight requests, one every 240 ms, to a server that never answers, each with
# a limit of 5 s. And the same with a limit of 4.9 s.
#
# What most people believe: a limit may be late by what the loop is late. So each request is cut after 5 s and some
#   milliseconds, one every 240 ms, as those with 4.9 s are.
# What happens: from 5 s on the end is put off to the next whole second of the loop's clock, so that many limits need
#   few timers. The sooner that second comes, the less is added: one is cut after 5.1 s, another after
#   5.9 s, and several at one instant, which looks like a server that went
#   down. `ceil_threshold` of ClientTimeout says from where on. The limits of asyncio itself are not rounded.
# Seen in December 2026, with CPython 3.11.7, 3.12.1 and 3.13.0: limits of 5 s cut at two or three instants, after
#   5.02 to 5.99 s; those of 4.9 s, and those of asyncio, at eight.
#
# Takes python3 (3.11 or later) on the PATH; its version is printed.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check 'aiohttp==3.14.5'

cat > "$dir/finding.py" <<'PYTHON'
import asyncio
import sys

import aiohttp

EVERY = 0.24
REQUESTS = 8


async def with_aiohttp(session, address, limit):
    async with session.get(address, timeout=aiohttp.ClientTimeout(total=limit)):
        pass


async def with_asyncio(session, address, limit):
    async with asyncio.timeout(limit), session.get(address, timeout=aiohttp.ClientTimeout(total=None)):
        pass


async def cuts(get, limit):
    """For each request how long it took until it was cut, and when that was on the loop's clock."""
    loop = asyncio.get_running_loop()
    kept = []  # a connection that nobody holds is closed
    server = await asyncio.start_server(lambda reader, writer: kept.append(writer), "127.0.0.1", 0)
    address = "http://127.0.0.1:%d" % server.sockets[0].getsockname()[1]

    async def request(session, number):
        await asyncio.sleep(number * EVERY)
        start = loop.time()
        try:
            await get(session, address, limit)
        except TimeoutError:
            return loop.time() - start, loop.time()

    async with aiohttp.ClientSession() as session:
        return await asyncio.gather(*[request(session, number) for number in range(REQUESTS)])


async def main():
    cases = [(with_aiohttp, 5), (with_aiohttp, 4.9), (with_asyncio, 5)]
    return cases, await asyncio.gather(*[cuts(*case) for case in cases])


print("CPython", sys.version.split()[0])
instants = []
for (get, limit), seen in zip(*asyncio.run(main())):
    # What is cut less than half of EVERY after the one before is cut at the same instant.
    at = sorted(at for _, at in seen)
    instants.append(1 + sum(b - a > EVERY / 2 for a, b in zip(at, at[1:])))
    print(f"{get.__name__}, {limit} s: cut at {instants[-1]} instants, after",
          " ".join(f"{took:.2f}" for took, _ in seen))
    if get is with_aiohttp and limit >= 5 and any(at % 1 > 0.15 for _, at in seen):
        sys.exit("This has changed: in December 2026 limits of 5 s ended on whole seconds.")
if instants[0] > 4 or instants[1:] != [REQUESTS, REQUESTS]:
    sys.exit("This has changed: in December 2026 only limits of 5 s and more were rounded.")
print("As in December 2026: longer limits end on whole seconds of the clock.")
PYTHON

"$dir/venv/bin/python" "$dir/finding.py"
