"""What CPython's asyncio does of the works, under CPython itself and under Pyodide.

Each function answers with how much was done, so that work which was not done cannot look fast.
"""

import asyncio
import gc
import time
import tracemalloc


async def sleepers(count, delay_ms):
    done = 0

    async def sleeper():
        nonlocal done
        await asyncio.sleep(delay_ms / 1000)
        done += 1

    await asyncio.gather(*(sleeper() for _ in range(count)))
    return done


async def switches(coroutines, turns):
    done = 0

    async def take_turns():
        nonlocal done
        for _ in range(turns):
            await asyncio.sleep(0)
        done += turns

    await asyncio.gather(*(take_turns() for _ in range(coroutines)))
    return done


async def spawning(count):
    async def nothing():
        return 1

    tasks = [asyncio.create_task(nothing()) for _ in range(count)]
    done = 0
    for task in tasks:
        done += await task
    return done


async def channel(trips):
    there, back = asyncio.Queue(), asyncio.Queue()

    async def partner():
        for _ in range(trips):
            await back.put(await there.get())

    playing = asyncio.create_task(partner())
    done = 0
    for trip in range(trips):
        await there.put(trip)
        done += await back.get() == trip
    await playing
    return done


async def chain(sleeps, delay_ms):
    done = 0
    for _ in range(sleeps):
        await asyncio.sleep(delay_ms / 1000)
        done += 1
    return done


async def holding(count):
    """What sleeping coroutines take of the memory that Python itself hands out."""
    begun = 0

    async def sleeper():
        nonlocal begun
        begun += 1
        await asyncio.sleep(3600)

    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        all_of_them = asyncio.gather(*(sleeper() for _ in range(count)))
        await asyncio.sleep(1)
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    done = begun
    all_of_them.cancel()
    await asyncio.gather(all_of_them, return_exceptions=True)
    return {"done": done, "heap_bytes": after - before}


WORKS = (sleepers, switches, spawning, channel, chain, holding)


async def measure(work, arguments):
    """The milliseconds that a work took, and what was done in them."""
    run = {run.__name__: run for run in WORKS}[work]
    # Nobody pays for what was left behind before.
    gc.collect()
    began = time.perf_counter()
    done = await run(**arguments)
    ms = (time.perf_counter() - began) * 1000
    return {"ms": ms, **(done if isinstance(done, dict) else {"done": done})}
