import asyncio


async def cached(key):
    print("look up", key)
    if key == "new":
        await asyncio.sleep(0.5)
    return key


async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    old = asyncio.create_task(cached("old"))
    new = asyncio.create_task(cached("new"))
    print("made")
    print(await asyncio.gather(old, new))


asyncio.run(main())
