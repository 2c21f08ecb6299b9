#!/usr/bin/env bash
# asyncio of CPython 3.11 to 3.13 (tried with 3.11.7, 3.12.1 and 3.13.0): twelve timers for the very
# same instant.
#
# What most people believe: callbacks for the same time are called in the order in which they were
#   set, as `call_soon` does it and as browsers do.
# What happens: an order of their own, the same in each run. Timers are kept in a heap and compared
#   by their time alone, and a heap does not keep equals in order. It is seldom seen, as the clock
#   moves on between two calls of `call_later`; with `call_at`, or on a clock that stands still
#   while tasks run, as in tests, it is.
# Seen in November 2026: 0 2 6 11 10 9 8 5 7 4 1 3, on all three.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

cat > "$dir/finding.py" <<'PYTHON'
import asyncio
import sys


async def main():
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    called = []

    def call(number):
        called.append(number)
        if len(called) == 12:
            done.set_result(None)

    when = loop.time() + 0.05
    for number in range(12):
        loop.call_at(when, call, number)
    await done
    return called


called = asyncio.run(main())
print("CPython", sys.version.split()[0])
print("set:   ", *range(12))
print("called:", *called)
if called == sorted(called):
    sys.exit("This has changed: timers of the same instant are now called in the order of setting.")
print("As in November 2026: equal deadlines lose their order.")
PYTHON

python3 "$dir/finding.py"
