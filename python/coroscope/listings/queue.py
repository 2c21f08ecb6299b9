"""A baker and two customers share a shelf with room for two loaves."""

import asyncio

ROOM = 2


async def bake(shelf):
    for loaf in range(6):
        await shelf.put(loaf)
        print("baked", loaf, "now on the shelf:", shelf.qsize())
        await asyncio.sleep(0.02)


async def buy(name, shelf):
    while True:
        loaf = await shelf.get()
        await asyncio.sleep(0.045)
        print(name, "has eaten", loaf)
        shelf.task_done()


async def main():
    shelf = asyncio.Queue(ROOM)
    customers = [asyncio.create_task(buy(name, shelf)) for name in ("ann", "ben")]
    await bake(shelf)
    await shelf.join()
    for customer in customers:
        customer.cancel()
    await asyncio.gather(*customers, return_exceptions=True)
    print("closed")


asyncio.run(main())
