import asyncio

ROUNDS, FIRST_PAUSE_MS, SECOND_PAUSE_MS = 3, 100, 100


async def print_and_wait(name, pause_ms):
    for round in range(1, ROUNDS + 1):
        print(f"{name} {round}")
        await asyncio.sleep(pause_ms / 1000)


async def print_all(name):
    for round in range(1, ROUNDS + 1):
        print(f"{name} {round}")


async def with_an_await():
    first = asyncio.create_task(print_and_wait("a", FIRST_PAUSE_MS))
    second = asyncio.create_task(print_and_wait("b", SECOND_PAUSE_MS))
    await first
    await second


async def without_an_await():
    first = asyncio.create_task(print_all("a"))
    second = asyncio.create_task(print_all("b"))
    await first
    await second


async def one_after_the_other():
    await print_and_wait("a", FIRST_PAUSE_MS)
    await print_and_wait("b", SECOND_PAUSE_MS)


asyncio.run(with_an_await())
