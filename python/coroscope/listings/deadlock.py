"""Each of two has one of two spoons and waits for the other, so that nobody can ever go on.

Left to itself this listing never ends; a limit around it tells who waits.
"""

import asyncio

PATIENCE = None


async def eat(name, left, right):
    async with left:
        print(name, "has one spoon")
        await asyncio.sleep(0.01)
        async with right:
            print(name, "eats")


async def main():
    one, two = asyncio.Lock(), asyncio.Lock()
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(eat("anna", one, two), eat("otto", two, one))


asyncio.run(main())
