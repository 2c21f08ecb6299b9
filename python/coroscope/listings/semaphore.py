"""Five divers share two tanks. The others wait on the shore, and go in the order of coming."""

import asyncio

TANKS = 2


async def dive(number, tanks):
    async with tanks:
        print("diver", number, "goes down")
        await asyncio.sleep(0.03)
    print("diver", number, "is back")


async def main():
    tanks = asyncio.Semaphore(TANKS)
    await asyncio.gather(*(dive(number, tanks) for number in range(5)))


asyncio.run(main())
