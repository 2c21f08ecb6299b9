import asyncio
import time


def work(seconds):
    time.sleep(seconds)
    print("worked", seconds)


async def main():
    await asyncio.gather(asyncio.to_thread(work, 2), asyncio.to_thread(work, 1))


asyncio.run(main())
