#!/usr/bin/env bash
# aiohttp 3.14.5 beside httpx 0.28.1: eight requests at once, with a limit of one connection, to one host, to two
# in turns, and seven to one host before one to another.
#
# What most people believe: a limit is a queue. Who has asked first gets the next connection that is free, as it
#   is with an asyncio.Semaphore, so requests arrive in the order in which they were made.
# What happens: with one host they do. With two aiohttp tosses a coin each time that a connection becomes free: it
#   has a queue for each host, and takes any of them. So the order is another one in each run, and the one
#   request to another host overtakes some of those that were made before it, or none. httpx has the same
#   order each time: that of the requests, except that a single one to another host comes second.
# Seen in December 2026, with CPython 3.11.7, 3.12.1 and 3.13.0: two hosts in turns with aiohttp 8 to 10 orders
#   in 12 runs; the last of eight, alone with its host, came second to eighth. httpx: 01234567 and 07123456.
#
# Takes python3 (3.11 or later) on the PATH; its version is printed.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check 'aiohttp==3.14.5' 'httpx==0.28.1'

cat > "$dir/finding.py" <<'PYTHON'
import asyncio
import sys

import aiohttp
import httpx
from aiohttp import web

RUNS = 12
A, B = "127.0.0.1", "127.0.0.2"
HOSTS = {"one host": [A] * 8, "two in turns": [A, B] * 4, "seven and one": [A] * 7 + [B]}


async def with_aiohttp(addresses):
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=1)) as session:

        async def get(address):
            async with session.get(address) as response:
                await response.read()

        await asyncio.gather(*map(get, addresses))


async def with_httpx(addresses):
    async with httpx.AsyncClient(limits=httpx.Limits(max_connections=1), trust_env=False) as client:
        await asyncio.gather(*map(client.get, addresses))


async def main():
    arrived = []

    async def answer(request):
        arrived.append(request.query["number"])
        await asyncio.sleep(0.002)
        return web.Response()

    app = web.Application()
    app.router.add_get("/", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "0.0.0.0", 0).start()
    port = runner.addresses[0][1]
    seen = {}
    for client in (with_aiohttp, with_httpx):
        for what, hosts in HOSTS.items():
            addresses = [f"http://{host}:{port}/?number={n}" for n, host in enumerate(hosts)]
            runs = []
            for _ in range(RUNS):
                arrived.clear()
                await client(addresses)
                runs.append("".join(arrived))
            seen[client.__name__[5:], what] = runs
    await runner.cleanup()
    return seen


print("CPython", sys.version.split()[0])
seen = asyncio.run(main())
for (client, what), runs in seen.items():
    print(f"{client}, {what}: {len(set(runs))} orders in {RUNS} runs:", *runs[:4])
in_order = {"01234567"}
if any(len(set(runs)) > 1 for (client, what), runs in seen.items() if client == "httpx"):
    sys.exit("This has changed: in December 2026 httpx had the same order each time.")
if set(seen["httpx", "two in turns"] + seen["aiohttp", "one host"]) != in_order:
    sys.exit("This has changed: in December 2026 httpx, and aiohttp with one host, kept the order.")
if len(set(seen["aiohttp", "two in turns"])) == 1 or set(seen["aiohttp", "seven and one"]) == in_order:
    sys.exit("This has changed: aiohttp has one order with two hosts.")
print("As in December 2026: aiohttp tosses a coin between hosts.")
PYTHON

"$dir/venv/bin/python" "$dir/finding.py"
