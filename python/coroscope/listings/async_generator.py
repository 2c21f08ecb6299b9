"""A generator that waits between its values, and is closed when its reader has enough."""

import asyncio


def squares(limit):
    for number in range(limit):
        yield number * number


async def slowly(values):
    try:
        for value in values:
            await asyncio.sleep(0.01)
            yield value
    finally:
        print("no more")


async def main():
    values = slowly(squares(10))
    async for value in values:
        print(value)
        if value > 8:
            break
    await values.aclose()


asyncio.run(main())
