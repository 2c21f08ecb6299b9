"""Small programs that asyncio runs otherwise than Coroscope does, by design (see differences.rs).

Usage: differences.py NAME

Runs the program of that name on a virtual clock, and prints its lines with their times.
"""

import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from interpreter import Loop  # noqa: E402


def say(text):
    print(round(asyncio.get_running_loop().time() * 1000), text)


def block(ms):
    asyncio.get_running_loop().block(ms * 1000)


def sleep(ms):
    return asyncio.sleep(ms / 1000)


async def holding(thing, awaitable):
    try:
        await awaitable
    finally:
        say(f"{thing} is let go of")


async def main_ends():
    async def work():
        say("work begins")
        await sleep(0)
        say("work goes on")

    task = asyncio.create_task(work())
    say("main ends")


async def wait_for_the_first():
    async def work(turns):
        await sleep(10)
        for _ in range(turns):
            await sleep(0)

    tasks = [asyncio.create_task(work(turns)) for turns in (0, 1)]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    say(f"{len(done)} done, {len(pending)} pending")


async def block_and_yield():
    async def work():
        block(10)
        for turn in (1, 2, 3):
            await sleep(0)
            say(f"turn {turn}")

    task = asyncio.create_task(work())
    await sleep(10)
    say("main")
    await task


async def clean_up():
    async def work():
        try:
            await sleep(20)
        finally:
            say("clean-up begins")
            await sleep(10)
            say("clean-up is over")

    task = asyncio.create_task(work())
    await sleep(10)
    task.cancel()
    await asyncio.wait([task])
    say("cancelled")


async def refuse():
    async def work():
        try:
            await sleep(20)
        except asyncio.CancelledError:
            say("no")
        await sleep(10)
        return "a value"

    task = asyncio.create_task(work())
    await sleep(10)
    task.cancel()
    say(await task)


async def cancel_who_awaits():
    async def inner():
        await sleep(10)
        say("inner is done")

    async def outer(task):
        await task

    within = asyncio.create_task(inner())
    task = asyncio.create_task(outer(within))
    await sleep(10)
    task.cancel()
    await sleep(10)
    say("main ends")


async def cancel_from_outside():
    inner = asyncio.create_task(holding("inner", sleep(20)))
    outer = asyncio.create_task(holding("outer", inner))
    await sleep(10)
    outer.cancel()
    await asyncio.wait([outer])
    say("main ends")


async def limit_a_task():
    task = asyncio.create_task(holding("it", sleep(20)))
    try:
        async with asyncio.timeout(0.01):
            await task
    except TimeoutError:
        say("the time is up")


async def limit_while_blocked():
    async def blocks():
        block(30)

    task = asyncio.create_task(blocks())
    try:
        async with asyncio.timeout(0.02):
            await sleep(10)
        say("in time")
    except TimeoutError:
        say("the time is up")


async def forget_who_is_waited_for():
    async def work():
        await sleep(20)
        say("work is done")

    task = asyncio.create_task(work())
    try:
        async with asyncio.timeout(0.01):
            await asyncio.wait([task])
    except TimeoutError:
        say("the time is up")
    await sleep(20)


async def forget_a_task():
    async def work():
        say("work is done")

    asyncio.create_task(work())
    await sleep(10)
    say("main ends")


with asyncio.Runner(loop_factory=Loop) as runner:
    runner.run(globals()[sys.argv[1]]())
