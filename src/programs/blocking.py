import asyncio
import time

COROUTINES, DELAY_MS, BLOCKING = 3, 1000, 1


async def wait(name):
    print(f"{name} starts")
    await asyncio.sleep(DELAY_MS / 1000)
    print(f"{name} ends")


async def block_the_loop(name):
    print(f"{name} starts and blocks")
    # If timers come due meanwhile, CPython looks at them only when all that were ready have
    # had their turn. The loop of the Rust program looks at them before each poll.
    time.sleep(DELAY_MS / 1000)
    print(f"{name} ends")


def name(x):
    return chr(ord("a") + x)


async def asynchronous_sleep():
    await asyncio.gather(*(wait(name(x)) for x in range(COROUTINES)))


async def blocking_sleep():
    await asyncio.gather(
        *(
            block_the_loop(name(x)) if x < BLOCKING else wait(name(x))
            for x in range(COROUTINES)
        )
    )


# moved_to_a_worker: Python would use `await asyncio.to_thread(time.sleep, DELAY_MS / 1000)`
# for a function that only blocks, and a `ProcessPoolExecutor` for one that computes.

asyncio.run(blocking_sleep())
