import asyncio
from contextlib import contextmanager

WORK_MS, CANCEL_AFTER_MS, CLEAN_UP_MS = 3000, 1000, 200


@contextmanager
def held(owner, thing):
    try:
        yield
    finally:
        # Unlike in Rust, clean-up may await: in an `async with`, or in the `finally` around
        # an await, also of a task that is being cancelled.
        print(f"{owner} lets go of its {thing}")


async def work(name):
    with held(name, "connection"), held(name, "file"):
        print(f"{name} reads")
        await asyncio.sleep(WORK_MS / 2 / 1000)
        print(f"{name} writes")
        await asyncio.sleep(WORK_MS / 2 / 1000)
        print(f"{name} is done")


async def stop(tasks):
    for task in tasks:
        print(f"{task.get_name()} is asked to stop")
        task.cancel()
    for task in tasks:
        try:
            await task
            print(f"{task.get_name()} was done before")
        except asyncio.CancelledError:
            print(f"{task.get_name()} was cancelled")
    print("clean-up begins")
    await asyncio.sleep(CLEAN_UP_MS / 1000)
    print("clean-up is over")


async def cancel_one():
    first = asyncio.create_task(work("first"), name="first")
    second = asyncio.create_task(work("second"), name="second")
    await asyncio.sleep(CANCEL_AFTER_MS / 1000)
    await stop([first])
    await second


async def time_limit():
    first = asyncio.create_task(work("first"), name="first")
    # asyncio.timeout would cancel the task and wait for its clean-up. Rust's `timeout`
    # waits for no clean-up of a task, so both are done in `stop` here. If work and
    # limit are both 0, `first` gets one step further than in Rust: `wait` returns one
    # turn of the loop after the limit.
    done, pending = await asyncio.wait([first], timeout=CANCEL_AFTER_MS / 1000)
    if pending:
        print("the time is up")
        await stop(pending)


async def stop_everything():
    names = ["first", "second", "third"]
    tasks = [asyncio.create_task(work(name), name=name) for name in names]
    await asyncio.sleep(CANCEL_AFTER_MS / 1000)
    print("stop everything")
    await stop(tasks)
    print("everything has stopped")


asyncio.run(cancel_one())
