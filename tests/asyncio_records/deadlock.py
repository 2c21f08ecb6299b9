import asyncio


async def eat(name, left, right):
    async with left:
        await asyncio.sleep(0.01)
        async with right:
            print(name, "eats")


async def main():
    one, two = asyncio.Lock(), asyncio.Lock()
    await asyncio.gather(eat("anna", one, two), eat("otto", two, one))


asyncio.run(main())
