#!/usr/bin/env bash
# Eager tasks of CPython 3.12 and 3.13 (tried with 3.12.1 and 3.13.0): a task that is given a name, and a
# group of two, the first of which fails before it waits for anything.
#
# What most people believe: `asyncio.eager_task_factory` is a matter of speed. A task runs up to its first await
#   while it is made, so the order is another one, and all else stays: names, groups, errors.
# What happens: in that first step it does not have its name yet, because the loop gives it one when the factory
#   returns: what it logs there is from "Task-2". And a group in which the first task has failed already is
#   shutting down when the second is to be made, so it is `create_task` that raises, in the middle of the
#   block: the second never runs, and the group has two errors.
# Seen in November 2026: lazily "fetch" twice, the second ran, and a ValueError. Eagerly "Task-6" or "Task-5",
#   then "fetch"; the second did not run, and a ValueError and a RuntimeError.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/finding.py" <<'PYTHON'
import asyncio
import sys
import warnings


async def named(seen):
    async def fetch():
        seen.append(asyncio.current_task().get_name())
        await asyncio.sleep(0)
        seen.append(asyncio.current_task().get_name())

    await asyncio.create_task(fetch(), name="fetch")


async def grouped(seen):
    async def fails():
        raise ValueError("at once")

    async def second():
        seen.append("second ran")

    async with asyncio.TaskGroup() as group:
        group.create_task(fails())
        group.create_task(second())


def look(program, is_eager):
    """What a program noted, and at last the errors that came out of `asyncio.run`."""

    async def main():
        if is_eager:
            asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
        await program(seen)

    seen = []
    try:
        asyncio.run(main())
    except ExceptionGroup as group:
        seen += [type(error).__name__ for error in group.exceptions]
    return seen


if sys.version_info < (3, 12):
    sys.exit("This takes Python 3.12 or later, for asyncio.eager_task_factory.")
# That the coroutine of the second was never awaited is part of what is shown.
warnings.simplefilter("ignore", RuntimeWarning)
print("CPython", sys.version.split()[0])
seen = {}
for program in (named, grouped):
    for is_eager in (False, True):
        way = "eager" if is_eager else "lazy"
        seen[program.__name__, way] = look(program, is_eager)
        print(f"{program.__name__}, {way}:", ", ".join(seen[program.__name__, way]))
if seen["named", "lazy"] != ["fetch", "fetch"] or seen["grouped", "lazy"] != ["second ran", "ValueError"]:
    sys.exit("This has changed: tasks that are not eager do something else.")
if seen["named", "eager"] == ["fetch", "fetch"] or "second ran" in seen["grouped", "eager"]:
    sys.exit("This has changed: an eager task has its name, or a group goes on.")
print("As in November 2026: the first step of an eager task has no name, and its error ends the block.")
PYTHON

python3 "$dir/finding.py"
