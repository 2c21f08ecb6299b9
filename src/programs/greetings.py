import asyncio

FIRST_DELAY_MS, FIRST_WORD = 1000, "hi"
SECOND_DELAY_MS, SECOND_WORD = 2000, "hoi"


async def greet(delay_ms, word):
    await asyncio.sleep(delay_ms / 1000)
    print(word)


async def sequential():
    await greet(FIRST_DELAY_MS, FIRST_WORD)
    await greet(SECOND_DELAY_MS, SECOND_WORD)


async def concurrent():
    first = asyncio.create_task(greet(FIRST_DELAY_MS, FIRST_WORD))
    second = asyncio.create_task(greet(SECOND_DELAY_MS, SECOND_WORD))
    await first
    await second


asyncio.run(concurrent())
