import asyncio

FIRST_DELAY_MS, SECOND_DELAY_MS, THIRD_DELAY_MS = 1500, 500, 1000
FAILING = "none"
NAMES = ["first", "second", "third"]


async def work(name, delay_ms):
    await asyncio.sleep(delay_ms / 1000)
    print(f"{name} finishes")
    if name == FAILING:
        raise ValueError(f"{name} has failed")
    return f"value of {name}"


def start():
    delays = [FIRST_DELAY_MS, SECOND_DELAY_MS, THIRD_DELAY_MS]
    works = [(work(name, delay_ms), name) for name, delay_ms in zip(NAMES, delays)]
    return [asyncio.create_task(coroutine, name=name) for coroutine, name in works]


async def show(awaitable):
    try:
        print(f"result: {await awaitable}")
    except ValueError as error:
        print(f"error: {error}")


async def gather():
    # With return_exceptions it waits for all of them, even if one fails. Without, it would
    # raise the first error at once, and the others would go on.
    for outcome in await asyncio.gather(*start(), return_exceptions=True):
        failed = isinstance(outcome, ValueError)
        print(f"error: {outcome}" if failed else f"result: {outcome}")


async def wait_until(return_when):
    tasks = start()
    # asyncio looks one turn of the loop later than Rust at who is done: a task that
    # ends in between is among them too.
    done, pending = await asyncio.wait(tasks, return_when=return_when)
    # A set has no order, so both are put back into the order given.
    done = [task for task in tasks if task in done]
    pending = [task for task in tasks if task in pending]
    print(f"done: {names(done)}; pending: {names(pending)}")
    for task in done:
        await show(task)
    return pending


def names(tasks):
    return ", ".join(task.get_name() for task in tasks) or "nobody"


async def wait_first_completed():
    for task in await wait_until(asyncio.FIRST_COMPLETED):
        task.cancel()
        await asyncio.wait([task])
        print(f"{task.get_name()} is cancelled")


async def wait_first_error():
    for task in await wait_until(asyncio.FIRST_EXCEPTION):
        print(f"{task.get_name()} is awaited")
        await show(task)


async def wait_all():
    await wait_until(asyncio.ALL_COMPLETED)


async def as_completed():
    # Of tasks: coroutines would be started in any order. Whoever stops in the middle
    # leaves the others running, where Rust cancels them.
    for next_done in asyncio.as_completed(start()):
        await show(next_done)


asyncio.run(gather())
