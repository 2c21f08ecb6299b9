"""Prints records of many runs, one a line: of the listings of the package, of those beside this file, and
of random ones. Each is run with a seed, and first in, first out.

PYTHONPATH=python python3 tests/asyncio_records/runs.py 200 1
"""

import json
import random
import sys
from pathlib import Path

import coroscope
from coroscope import listings

# What a task may do. `n` is a number, and `{t}` another task's function.
STEPS = [
    "await asyncio.sleep(0)",
    "await asyncio.sleep(0.01)",
    "await asyncio.sleep({n} / 100)",
    "print({n})",
    "time.sleep(0.01)",
    "await queue.put({n})",
    "if not queue.empty(): await queue.get()",
    "await asyncio.gather({t}(), {t}())",
    "tasks.append(asyncio.create_task({t}()))",
    "if tasks: tasks[{n} % len(tasks)].cancel()",
    "if tasks: await asyncio.wait(tasks, timeout=0.01)",
    "if tasks: await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED, timeout=0.02)",
    "async with lock: await asyncio.sleep(0)",
    "async with permits: await asyncio.sleep(0.01)",
    "event.set()",
    "loop().call_soon(event.set)",
    "loop().call_soon(print, {n})",
    "loop().call_later(0.01, event.clear)",
    "await asyncio.to_thread(time.sleep, 0.01)",
    "[_ async for _ in numbers()]",
    """try:
        async with asyncio.timeout(0.015): await event.wait()
    except TimeoutError: pass""",
    """try: await asyncio.wait_for({t}(), 0.02)
    except TimeoutError: pass""",
    """async with asyncio.TaskGroup() as group:
        group.create_task({t}())
        group.create_task({t}())""",
    """try: await asyncio.sleep(0.02)
    finally: await asyncio.sleep(0)""",
    "assert {n} != 3",
]

ENDS = [
    "asyncio.run(main())",
    "asyncio.run(main()); reset(); asyncio.run(main())",
    # No record says who was ready in a loop that is closed, so it is not.
    """own = asyncio.new_event_loop()
own.run_until_complete(t0())
own.run_until_complete(main())""",
    """own = asyncio.new_event_loop()
own.call_later(0.02, own.stop)
later = own.create_task(main())
own.run_forever()
own.run_until_complete(later)""",
]


def listing(number):
    """A random listing."""
    chosen = random.Random(number)
    count = chosen.randrange(2, 5)
    parts = ["import asyncio, time", "def loop(): return asyncio.get_running_loop()",
             "async def numbers():\n    yield 1\n    await asyncio.sleep(0)\n    yield 2"]
    parts.append("""def reset():
    global queue, lock, permits, event, tasks
    queue, lock, permits, event = (
        asyncio.Queue(), asyncio.Lock(), asyncio.Semaphore(2), asyncio.Event())
    tasks = []
reset()""")
    for task in range(count + 1):
        # Only those that come later are called, so that there is an end.
        steps = STEPS if task < count else [step for step in STEPS if "{t}" not in step]
        lines = [f"async def t{task}():" if task else "async def main():"]
        for _ in range(chosen.randrange(2, 6)):
            other = f"t{chosen.randrange(task + 1, count + 1)}" if task < count else ""
            step = chosen.choice(steps)
            lines.append("    " + step.format(n=chosen.randrange(8), t=other))
        parts.append("\n".join(lines))
    if sys.version_info >= (3, 12) and chosen.random() < 0.2:
        parts[-1] += "\n    loop().set_task_factory(asyncio.eager_task_factory)"
    parts.append("async def t0(): await asyncio.gather(*(asyncio.sleep(0) for _ in range(3)))")
    parts.append(chosen.choice(ENDS))
    return "\n".join(parts) + "\n"


def say(name, text, order):
    run = coroscope.predict(text, order=order, limits=coroscope.Limits(callbacks=2000, rounds=None))
    if run.failure is not None and "Syntax" in run.failure.type:
        raise SystemExit(f"{name}: {run.failure.message}\n{text}")
    print(json.dumps({
        "name": name, "end": run.end, "total_us": run.total_us, "left_out": run.left_out,
        "picks": run.picks, "of": run.of, "files": run.files, "texts": run.texts,
        "rows": [list(run.rows[at : at + 6]) for at in range(0, len(run.rows), 6)],
    }))


def main():
    count, seed = map(int, sys.argv[1:])
    texts = {name: listings.text(name) for name in listings.NAMES}
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if path.name not in ("record.py", Path(__file__).name):
            texts[path.stem] = path.read_text()
    texts |= {f"random {number}": listing(number) for number in range(seed, seed + count)}
    # First in, first out, with the choices written down.
    usual = coroscope.Order(picks=(0,) * 10_000 + (1,))
    for number, (name, text) in enumerate(texts.items()):
        say(name, text, usual)
        say(name, text, coroscope.Order(seed=number))


if __name__ == "__main__":
    main()
