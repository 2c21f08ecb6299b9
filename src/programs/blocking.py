import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

COROUTINES, DELAY_MS, BLOCKING = 3, 1000, 1


async def wait(name):
    print(f"{name} starts")
    await asyncio.sleep(DELAY_MS / 1000)
    print(f"{name} ends")


async def block_the_loop(name, delay_ms):
    print(f"{name} starts and blocks")
    # If timers come due meanwhile, CPython looks at them only when all that were ready have
    # had their turn. The loop of the Rust program looks at them before each poll.
    time.sleep(delay_ms / 1000)
    print(f"{name} ends")


async def block_a_worker(name, workers):
    print(f"{name} starts and lets a worker block")
    loop = asyncio.get_running_loop()
    # The loop hears of a thread a turn later than of a sleep that is over at the same time.
    await loop.run_in_executor(workers, time.sleep, DELAY_MS / 1000)
    print(f"{name} ends")


def name(x):
    return chr(ord("a") + x)


async def asynchronous_sleep():
    await asyncio.gather(*(wait(name(x)) for x in range(COROUTINES)))


async def blocking_sleep():
    await asyncio.gather(
        *(
            block_the_loop(name(x), DELAY_MS) if x < BLOCKING else wait(name(x))
            for x in range(COROUTINES)
        )
    )


async def blocking_in_the_middle():
    middle = range(COROUTINES // 2, COROUTINES // 2 + BLOCKING)
    await asyncio.gather(
        *(
            block_the_loop(name(x), 2 * DELAY_MS) if x in middle else wait(name(x))
            for x in range(COROUTINES)
        )
    )


async def moved_to_a_worker():
    # Threads will do for a function that only waits. For one that computes it would be a
    # `ProcessPoolExecutor`, because threads of Python compute in turns.
    with ThreadPoolExecutor(COROUTINES) as workers:
        await asyncio.gather(
            *(
                block_a_worker(name(x), workers) if x < BLOCKING else wait(name(x))
                for x in range(COROUTINES)
            )
        )


asyncio.run(blocking_sleep())
