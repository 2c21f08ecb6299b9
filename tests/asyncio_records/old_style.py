import asyncio


async def wait(loop):
    await asyncio.sleep(0.5)
    loop.stop()


async def for_ever():
    await asyncio.sleep(99)


loop = asyncio.new_event_loop()
loop.create_task(wait(loop))
loop.create_task(for_ever())
loop.run_forever()
