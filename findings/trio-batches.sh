#!/usr/bin/env bash
# trio 0.35.0: four tasks, started one after the other, a hundred times.
#
# What most people believe: tasks that are ready run in the order in which they became ready, as
#   with asyncio, or at least in the same order each time: one thread, nothing to wait for, no
#   random numbers in the program.
# What happens: the scheduler tosses a coin for each batch of ready tasks, and takes it from the
#   first to the last or from the last to the first. So nobody comes to rely on an order, and a
#   run cannot be repeated either.
# Seen in November 2026: 0 1 2 3 about fifty times, 3 2 1 0 about fifty times, and nothing else.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check 'trio==0.35.0'

cat > "$dir/finding.py" <<'PYTHON'
import collections
import sys

import trio


async def main():
    orders = collections.Counter()
    for _ in range(100):
        order = []

        async def task(number):
            order.append(number)

        async with trio.open_nursery() as nursery:
            for number in range(4):
                nursery.start_soon(task, number)
        orders[tuple(order)] += 1
    return orders


orders = trio.run(main)
print(f"trio {trio.__version__}, CPython {sys.version.split()[0]}: started 0 1 2 3")
for order, count in sorted(orders.items()):
    print("ran", *order, f"{count:3} times")
if set(orders) != {(0, 1, 2, 3), (3, 2, 1, 0)}:
    sys.exit("This has changed: in November 2026 a batch ran forwards or backwards, by chance.")
print("As in November 2026: forwards or backwards, by chance.")
PYTHON

"$dir/venv/bin/python" "$dir/finding.py"
