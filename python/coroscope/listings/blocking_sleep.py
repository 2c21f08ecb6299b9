"""While one task sleeps with `time.sleep`, nobody else can run, however short their waits are."""

import asyncio
import time


async def polite(number):
    await asyncio.sleep(0.01)
    print("polite", number)


async def rude():
    print("rude begins")
    time.sleep(0.1)
    print("rude ends")


async def main():
    await asyncio.gather(polite(1), rude(), polite(2))


asyncio.run(main())
