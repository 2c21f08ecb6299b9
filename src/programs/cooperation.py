import asyncio
import time

LONG_COUNT, SHORT_COUNT, K, PER_THOUSAND_MS = 20_000, 10_000, 1000, 5


async def count(name, to, yield_every):
    print(f"{name} starts")
    switches = 0
    for number in range(1, to + 1):
        if number % 1000 == 0:
            time.sleep(PER_THOUSAND_MS / 1000)
        if yield_every and number % yield_every == 0:
            await asyncio.sleep(0)
            switches += 1
    print(f"{name} has counted to {to}, with {switches} switches")
    return switches


async def count_both(yield_every):
    switches = await asyncio.gather(
        count("long", LONG_COUNT, yield_every),
        count("short", SHORT_COUNT, yield_every),
    )
    print(f"{sum(switches)} switches in all")


async def yield_every_k():
    await count_both(K)


async def never_yield():
    await count_both(None)


asyncio.run(yield_every_k())
