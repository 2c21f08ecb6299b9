"""A cancelled task cleans up first, and the one who cancelled it waits for that."""

import asyncio


async def listen():
    print("the line is open")
    try:
        while True:
            await asyncio.sleep(0.02)
            print("a word")
    finally:
        await asyncio.sleep(0.01)
        print("the line is closed")


async def main():
    listener = asyncio.create_task(listen())
    await asyncio.sleep(0.05)
    listener.cancel()
    try:
        await listener
    except asyncio.CancelledError:
        print("cancelled:", listener.cancelled())


asyncio.run(main())
