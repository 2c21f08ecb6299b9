import asyncio


async def answer(delay):
    await asyncio.sleep(delay)
    return "forty-two"


async def main():
    try:
        async with asyncio.timeout(0.3):
            print(await answer(2))
    except TimeoutError:
        print("no answer in time")
    lock = asyncio.Lock()
    await lock.acquire()
    try:
        async with asyncio.timeout(0.5):
            await lock.acquire()
    except TimeoutError:
        print("locked")
    task = asyncio.create_task(answer(9))
    asyncio.get_running_loop().call_later(0.2, task.cancel)
    await asyncio.wait([task])
    asyncio.create_task(answer(7))
    await asyncio.sleep(0.1)


asyncio.run(main())
