import asyncio


def ring(future):
    print("ring")
    future.set_result("rung")


def broken():
    return 1 / 0


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.call_later(1, ring, future)
    loop.call_later(0.5, broken)
    print(await future)
    lost = loop.create_future()
    lost.set_exception(OSError("gone"))


asyncio.run(main())
