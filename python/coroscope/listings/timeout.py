"""A time limit cancels what takes too long, in two ways of saying so."""

import asyncio


async def answer(delay):
    await asyncio.sleep(delay)
    return "forty-two"


async def main():
    print(await asyncio.wait_for(answer(0.02), timeout=0.1))
    try:
        async with asyncio.timeout(0.03):
            print(await answer(0.2))
    except TimeoutError:
        print("no answer in time")


asyncio.run(main())
