import asyncio


async def good(number):
    await asyncio.sleep(1)
    print(number)


async def bad():
    await asyncio.sleep(0.5)
    raise ValueError("no")


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(good(1))
        group.create_task(bad())


asyncio.run(main())
