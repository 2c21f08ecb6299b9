import asyncio
import sys


async def save(name):
    print("saved", name)


async def oops():
    raise KeyError("nobody asks")


async def main():
    save("anna")
    asyncio.create_task(oops())
    print("careful", file=sys.stderr)
    await asyncio.sleep(0.2)


asyncio.run(main())
