#!/usr/bin/env bash
# asyncio of CPython 3.11 to 3.13 (tried with 3.11.7, 3.12.1 and 3.13.0): two tasks wait, one of them is woken,
# and it is cancelled before its turn comes.
#
# What most people believe: what wakes one of two waiters is not lost. If the first has gone, the second gets it,
#   as it does with a permit of a Semaphore or with an item of a Queue; `notify(1)` is for whoever waits.
# What happens: up to 3.12 a Condition loses it. The first takes the notification along, the second sleeps on,
#   though what it waits for is there, and nobody will say so again: a program that runs for months stands
#   still once a time limit cuts in the very turn of a notify. Lock, Semaphore and Queue of the same
#   versions hand it on. Since 3.13 a Condition does, too.
# Seen in December 2026: Lock, Semaphore and Queue wake the second in all three versions; Condition in 3.13.0
#   only.
#
# Takes python3 (3.11 or later) on the PATH; its version is printed.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/finding.py" <<'PYTHON'
import asyncio
import sys


async def second_gets_it(wait, wake):
    """Whether the second of two is woken when the first is cancelled after it was woken."""
    woken = []

    async def waiter(name):
        await wait()
        woken.append(name)

    first, second = asyncio.create_task(waiter("first")), asyncio.create_task(waiter("second"))
    await asyncio.sleep(0.01)  # both wait
    await wake()
    first.cancel()
    await asyncio.wait([first, second], timeout=0.1)
    second.cancel()
    return woken == ["second"]


async def with_lock():
    lock = asyncio.Lock()
    await lock.acquire()

    async def release():
        lock.release()

    return await second_gets_it(lock.acquire, release)


async def with_semaphore():
    semaphore = asyncio.Semaphore(0)

    async def release():
        semaphore.release()

    return await second_gets_it(semaphore.acquire, release)


async def with_queue():
    queue = asyncio.Queue()
    return await second_gets_it(queue.get, lambda: queue.put("item"))


async def with_condition():
    condition = asyncio.Condition()

    async def wait():
        async with condition:
            await condition.wait()

    async def notify():
        async with condition:
            condition.notify(1)

    return await second_gets_it(wait, notify)


print("CPython", sys.version.split()[0])
seen = {}
for name, run in (
    ("Lock", with_lock),
    ("Semaphore", with_semaphore),
    ("Queue", with_queue),
    ("Condition", with_condition),
):
    seen[name] = asyncio.run(run())
    print(f"{name}: the second {'is woken' if seen[name] else 'sleeps on'}")
hands_on = sys.version_info >= (3, 13)
if seen != {"Lock": True, "Semaphore": True, "Queue": True, "Condition": hands_on}:
    sys.exit("This has changed: in December 2026 only the Condition of 3.12 and before lost what was sent.")
print("As in December 2026: a Condition", "hands it on." if hands_on else "loses it.")
PYTHON

python3 "$dir/finding.py"
