"""Runs Python listings on a virtual clock, as the simulation runs a Rust program.

Each line of the input is a listing, in JSON. Each line of the output is what it prints: a list of
lines, each after its time in microseconds.

Real time would not do: on a busy machine, timers that lie 100 ms apart fire together. Here the
time passes only when everybody waits for it, and what the world outside answers takes none.
"""

import asyncio
import json
import selectors
import sys
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen

# The clock goes in whole microseconds. Timers that are due in the same one fire in the order in
# which they were set: each is later than the one before by a part that is too small to matter.
DIGITS, STEP, MOST_TIMERS = 6, 4e-11, 12_000

# How long the world outside may take for an answer.
MOST_REAL_SECONDS = 30

# As many as a listing may have at once.
MOST_THREADS = 64


class VirtualClock(asyncio.SelectorEventLoop):
    def __init__(self):
        super().__init__(Selector(self))
        self.now, self.timers = 0.0, 0
        self.threads = ThreadPoolExecutor(MOST_THREADS)

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
        """Lets a thread work until it is done or sleeps, and only then goes on: so what threads
        return comes in the order in which they were asked."""
        quiet = threading.Event()

        def work():
            thread.quiet = quiet
            return function(*args)

        answer = self.threads.submit(work)
        job = asyncio.wrap_future(answer, loop=self)
        answer.add_done_callback(lambda _: quiet.set())
        wait_for(quiet)
        return job

    async def shutdown_default_executor(self, timeout=None):
        self.threads.shutdown()

    def sleep_in_thread(self, seconds):
        """Lets a thread sleep on the clock of the loop."""
        over, quiet = threading.Event(), thread.quiet

        def wake():
            quiet.clear()
            over.set()
            wait_for(quiet)

        self.call_soon_threadsafe(self.call_later, seconds, wake)
        quiet.set()
        over.wait()


# What is known of the thread that asks.
thread = threading.local()


def wait_for(quiet):
    if not quiet.wait(MOST_REAL_SECONDS):
        sys.exit("a thread takes too long")


class Selector(selectors.DefaultSelector):
    def __init__(self, loop):
        super().__init__()
        self.loop = loop

    def select(self, timeout=None):
        # A thread may have something for the loop.
        events = super().select(0)
        if not events and timeout is None:
            sys.exit("nothing wakes anybody")
        if not events:
            self.loop.advance(timeout)
        return events


def sleep(seconds):
    if threading.current_thread() is threading.main_thread():
        loop.advance(seconds)
    else:
        loop.sleep_in_thread(seconds)


def fetch(url, timeout):
    """However short the limit is: it is one of virtual time, and that does not pass here."""
    return urlopen(url, timeout=MOST_REAL_SECONDS)


def new_loop():
    global loop
    loop = VirtualClock()


def run_with_clock(main):
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        return runner.run(main)


def printed(text):
    lines = []

    def print_with_time(text):
        at = round(loop.now * 1e6)
        lines.extend(f"{at} {line}" for line in text.split("\n"))

    new_loop()
    exec(compile(text, "listing", "exec"), {"__name__": "listing", "print": print_with_time})
    loop.close()
    return lines


def main():
    asyncio.run, time.sleep, urllib.request.urlopen = run_with_clock, sleep, fetch
    for line in sys.stdin:
        print(json.dumps(printed(json.loads(line))))


main()
