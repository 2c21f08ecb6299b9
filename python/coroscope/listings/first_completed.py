"""Three ways lead to town. The first to arrive wins, and the others are called back."""

import asyncio


async def walk(way, delay):
    await asyncio.sleep(delay)
    return way


async def main():
    ways = [("hill", 0.06), ("river", 0.02), ("forest", 0.04)]
    walks = [asyncio.create_task(walk(way, delay), name=way) for way, delay in ways]
    done, pending = await asyncio.wait(walks, return_when=asyncio.FIRST_COMPLETED)
    print("first:", [task.result() for task in done])
    for task in sorted(pending, key=asyncio.Task.get_name):
        task.cancel()
        print("called back:", task.get_name())
    await asyncio.wait(pending)
    print("cancelled:", sum(task.cancelled() for task in pending))


asyncio.run(main())
