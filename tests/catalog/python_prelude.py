"""Runs variants of a Python listing on a virtual clock, as the simulation runs a Rust program.

Usage: python_prelude.py LISTING RUNS

The last line of a listing runs one of its variants. Instead of that line, the runs are made: a
list in JSON, of variants, each with values for constants of the listing. A line with a form feed
follows what each of them prints.

Real time would not do: on a busy machine, timers that lie 100 ms apart fire together. Here the
time passes only when everybody waits for it, and what the world outside answers takes none.
"""

import ast
import asyncio
import inspect
import json
import selectors
import sys
import threading
import time

# The clock goes in whole microseconds. Timers that are due in the same one fire in the order in
# which they were set: each is later than the one before by a part that is too small to matter.
DIGITS, STEP, MOST_TIMERS = 6, 4e-11, 12_000

# How long the world outside may take for an answer.
MOST_REAL_SECONDS = 30


class VirtualClock(asyncio.SelectorEventLoop):
    def __init__(self):
        super().__init__(Selector(self))
        self.now, self.timers, self.busy_threads = 0.0, 0, 0

    def time(self):
        return self.now + STEP * MOST_TIMERS

    def advance(self, seconds):
        self.now = round(self.now + seconds, DIGITS)

    def call_at(self, when, callback, *args, context=None):
        self.timers += 1
        assert self.timers < MOST_TIMERS, "the listing sets too many timers"
        when = round(when - STEP * MOST_TIMERS, DIGITS) + STEP * self.timers
        return super().call_at(when, callback, *args, context=context)

    def run_in_executor(self, executor, function, *args):
        self.busy_threads += 1
        job = super().run_in_executor(executor, function, *args)
        job.add_done_callback(lambda _: self.add_busy_threads(-1))
        return job

    def add_busy_threads(self, number):
        self.busy_threads += number

    def sleep_in_thread(self, seconds):
        """Lets a thread of the executor sleep on the clock of the loop."""
        over = threading.Event()

        def wake():
            self.add_busy_threads(1)
            over.set()

        def begin():
            self.add_busy_threads(-1)
            self.call_later(seconds, wake)

        self.call_soon_threadsafe(begin)
        over.wait()


class Selector(selectors.DefaultSelector):
    def __init__(self, loop):
        super().__init__()
        self.loop = loop

    def select(self, timeout=None):
        events = super().select(0)
        if events or timeout == 0:
            return events
        # One file is the loop's own, through which threads wake it.
        if timeout is None or self.loop.busy_threads or len(self.get_map()) > 1:
            return super().select(MOST_REAL_SECONDS) or sys.exit("nothing wakes anybody")
        self.loop.advance(timeout)
        return []


def sleep(seconds):
    if threading.current_thread() is threading.main_thread():
        loop.advance(seconds)
    else:
        loop.sleep_in_thread(seconds)


def new_loop():
    global loop
    loop = VirtualClock()
    return loop


def run(program, variant, constants):
    names = {"__name__": "listing"}
    exec(program, names)
    names.update(constants)
    chosen = names[variant]
    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.get_loop()
        if inspect.iscoroutinefunction(chosen):
            runner.run(chosen())
        else:
            chosen()


def main():
    listing, runs = sys.argv[1:]
    with open(listing, encoding="utf-8") as file:
        module = ast.parse(file.read(), listing)
    if not isinstance(module.body.pop(), ast.Expr):
        sys.exit("the last line of a listing runs one of its variants")
    program = compile(module, listing, "exec")
    time.sleep = sleep
    for variant, constants in json.loads(runs):
        run(program, variant, constants)
        print("\f")


main()
