"""Two greetings wait at the same time, so both together take as long as the longer one."""

import asyncio


async def greet(delay, word):
    await asyncio.sleep(delay)
    print(word)


async def main():
    await asyncio.gather(greet(0.2, "world"), greet(0.1, "hello"))


asyncio.run(main())
