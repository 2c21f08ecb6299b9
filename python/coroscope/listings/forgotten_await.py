"""A call without `await` does nothing, and an error that nobody asks for is lost."""

import asyncio


async def save(text):
    await asyncio.sleep(0.01)
    print("saved", text)


async def fail():
    raise KeyError("nobody asks")


async def main():
    save("a draft")
    task = asyncio.create_task(fail())
    await asyncio.sleep(0.02)
    print("failed meanwhile:", task.done())
    await save("a letter")


asyncio.run(main())
