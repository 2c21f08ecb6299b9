"""One task of a group fails, so the group cancels the others and hands the error on."""

import asyncio


async def row(name, delay):
    try:
        await asyncio.sleep(delay)
        print(name, "has arrived")
    except asyncio.CancelledError:
        print(name, "turns back")
        raise


async def sink():
    await asyncio.sleep(0.05)
    raise OSError("a leak")


async def main():
    try:
        async with asyncio.TaskGroup() as boats:
            boats.create_task(row("swift", 0.02))
            boats.create_task(row("slow", 0.5))
            boats.create_task(sink())
    except* OSError as group:
        print("lost:", [str(error) for error in group.exceptions])


asyncio.run(main())
