import asyncio

DELAY_MS = 1000


async def work():
    print("Start")
    await asyncio.sleep(DELAY_MS / 1000)
    print("End")


async def awaited():
    coroutine = work()
    print("called, and nothing runs yet")
    await coroutine
    print("awaited to its end")


async def as_a_task():
    task = asyncio.create_task(work())
    print("made a task, which nobody awaits yet")
    await asyncio.sleep(DELAY_MS / 2 / 1000)
    print("half of the time is over, and only now it is awaited")
    await task
    print("awaited to its end")


async def never_awaited():
    coroutine = work()
    print("called, and nothing runs yet")
    await asyncio.sleep(DELAY_MS / 1000)
    print("nothing has run, and nothing ever will")
    # Python warns here: coroutine 'work' was never awaited.
    del coroutine


# When main has ended, this gives each task that is ready one more step, up to its
# next await, and then cancels all that are left. The loop of the Rust program does not.
asyncio.run(as_a_task())
