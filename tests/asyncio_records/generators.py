import asyncio


def count(most):
    for number in range(most):
        yield number


async def ticks(seconds):
    for number in count(2):
        await asyncio.sleep(seconds)
        yield number


async def main():
    async for tick in ticks(0.1):
        print(tick)


asyncio.run(main())
