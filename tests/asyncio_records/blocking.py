import asyncio
import time


async def polite(number):
    await asyncio.sleep(0.1)
    print(number)


async def rude():
    await asyncio.sleep(0.05)
    time.sleep(1)


async def main():
    await asyncio.gather(polite(1), polite(2), rude())


asyncio.run(main())
