#!/usr/bin/env bash
# anyio 4.16.0 on asyncio of CPython 3.11 to 3.13 (tried with 3.11.7, 3.12.1 and 3.13.0): a task that is
# given up has something to finish first, for 300 ms, and insists on it.
#
# What most people believe: to be cancelled is one exception at one await. Whoever has to finish something
#   catches it, waits for the rest behind `asyncio.shield`, and goes; under anyio as under asyncio.
# What happens: anyio cancels again in each turn of the loop for as long as the task is in a cancelled scope.
#   So the shielded wait is broken off at once, as often as it is tried, and the loop turns as fast as it
#   can, with a core of its own: thousands of cancellations instead of one. It ends well, which is why nobody
#   sees it but the fan. Only a shield of anyio's, `CancelScope(shield=True)`, is waited behind.
# Seen in November 2026: limited by asyncio.timeout 1 cancellation in 9 turns of the loop; by
#   anyio.move_on_after 10,000 to 25,000 in as many turns; with anyio's shield 1 in 6 turns.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check 'anyio==4.16.0'

cat > "$dir/finding.py" <<'PYTHON'
import asyncio
import sys

import anyio

LIMIT = 0.02
REST = 0.3


class CountingLoop(asyncio.SelectorEventLoop):
    """asyncio's own loop, which counts its turns."""

    turns = 0

    def _run_once(self):
        self.turns += 1
        super()._run_once()


async def insist():
    """Waits for what is left, whatever comes, and says how often it was cancelled."""
    rest = asyncio.ensure_future(asyncio.sleep(LIMIT + REST))
    cancelled = 0
    while not rest.done():
        try:
            await asyncio.shield(rest)
        except asyncio.CancelledError:
            cancelled += 1
    return cancelled


async def shielded():
    """The same, behind anyio's own shield."""
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        with anyio.CancelScope(shield=True):
            await asyncio.sleep(REST)
        return 1


async def by_asyncio(seen):
    try:
        async with asyncio.timeout(LIMIT):
            seen.append(await insist())
    except TimeoutError:
        pass


async def by_anyio(seen):
    with anyio.move_on_after(LIMIT):
        seen.append(await insist())


async def by_anyio_behind_its_shield(seen):
    with anyio.move_on_after(LIMIT):
        seen.append(await shielded())


if sys.version_info < (3, 11):
    sys.exit("This takes Python 3.11 or later, for asyncio.timeout.")
print("anyio 4.16.0, CPython", sys.version.split()[0])
counts = []
for limited in (by_asyncio, by_anyio, by_anyio_behind_its_shield):
    seen = []
    loop = CountingLoop()
    loop.run_until_complete(limited(seen))
    print(f"{limited.__name__}: cancelled {seen[0]} times, in {loop.turns} turns of the loop")
    counts.append(seen[0])
    loop.close()
if counts[0] != 1 or counts[1] < 50 or counts[2] != 1:
    sys.exit("This has changed: in November 2026 anyio cancelled anew in each turn of the loop.")
print("As in November 2026: one cancellation of asyncio's, thousands of anyio's.")
PYTHON

"$dir/venv/bin/python" "$dir/finding.py"
