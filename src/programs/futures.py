import asyncio

FIRST_DELAY_MS, FIRST_FAILS = 1000, False
SECOND_DELAY_MS, SECOND_FAILS = 500, True
THIRD_DELAY_MS, THIRD_FAILS = 1500, True
BACKGROUND_DELAY_MS, BACKGROUND_FAILS = 250, True
AFTERWARDS_MS = 2000


async def work(name, delay_ms, fails):
    await asyncio.sleep(delay_ms / 1000)
    if fails:
        print(f"{name} fails")
        raise ValueError(f"{name} has failed")
    print(f"{name} succeeds")
    return f"value of {name}"


def coroutines():
    return [
        work("first", FIRST_DELAY_MS, FIRST_FAILS),
        work("second", SECOND_DELAY_MS, SECOND_FAILS),
        work("third", THIRD_DELAY_MS, THIRD_FAILS),
    ]


def work_in_background():
    # Python warns too, when the task is thrown away: exception was never retrieved.
    return asyncio.create_task(
        work("background", BACKGROUND_DELAY_MS, BACKGROUND_FAILS)
    )


async def fail_fast():
    background = work_in_background()
    try:
        # A group cancels the others. A plain gather does not: see below.
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(coroutine) for coroutine in coroutines()]
        values = [task.result() for task in tasks]
        print(f"all is well: {', '.join(values)}")
    except* ValueError as errors:
        print(f"the first error ends it: {errors.exceptions[0]}")


async def let_others_go_on():
    background = work_in_background()
    try:
        values = await asyncio.gather(*coroutines())
        print(f"all is well: {', '.join(values)}")
    except ValueError as error:
        # The others go on, here as in Rust. If one of them fails too, neither says so.
        print(f"the first error is known: {error}")
    await asyncio.sleep(AFTERWARDS_MS / 1000)
    print("main ends")


async def collect_errors():
    background = work_in_background()
    outcomes = await asyncio.gather(*coroutines(), return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, ValueError):
            print(f"an error: {outcome}")
        else:
            print(f"a value: {outcome}")


asyncio.run(fail_fast())
