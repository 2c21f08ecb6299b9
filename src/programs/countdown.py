import asyncio

COROUTINES, LONGEST, UNIT_MS = 3, 5, 1000


async def count_down(x):
    print(f"{x} starts")
    await asyncio.sleep(max(LONGEST - x, 0) * UNIT_MS / 1000)
    print(f"{x} ends")


async def concurrent():
    await asyncio.gather(*(count_down(x) for x in range(COROUTINES)))


async def sequential():
    for x in range(COROUTINES):
        await count_down(x)


asyncio.run(concurrent())
