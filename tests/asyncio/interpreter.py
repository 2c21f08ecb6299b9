"""Runs programs of the little language (see program.rs) on asyncio and a virtual clock.

Usage: interpreter.py < PROGRAMS

Each line of the input is a program in JSON, each line of the output the list of what it prints.
interpret.rs does the same with Coroscope, step by step: keep them alike.
"""

import asyncio
import json
import sys
from heapq import heappush

# In microseconds, as all times here: main sleeps so long at its end, so that all else is over.
SETTLE_US = 10**12


class Stuck(BaseException):
    """Nobody is ready, and no timer is set."""


class Failure(Exception):
    """What a task fails with on purpose."""


class Clock:
    """Stands in for the selector of a loop: instead of waiting it moves the time on."""

    def __init__(self):
        self.now_us = 0

    def select(self, seconds):
        if seconds is None:
            raise Stuck
        self.now_us += round(seconds * 1e6)
        return []


class Timer(asyncio.TimerHandle):
    """Of two timers at one instant, the one that was set first is due first."""

    def __init__(self, number, *args):
        super().__init__(*args)
        self.number = number

    def __lt__(self, other):
        return (self._when, self.number) < (other._when, other.number)


class Task(asyncio.Task):
    """A task whose hash is its number: asyncio goes through sets of tasks, and sets of few small
    numbers are in their order. Other tasks are in the order of their addresses, which varies."""

    def __init__(self, number, coroutine, **options):
        self.number = number
        super().__init__(coroutine, **options)

    def __hash__(self):
        return self.number


class Loop(asyncio.BaseEventLoop):
    def __init__(self):
        super().__init__()
        self._selector, self._clock_resolution = Clock(), 1e-7
        self.tasks, self.timers = 0, 0
        self.set_task_factory(Loop.new_task)
        # A task may fail without anybody there to know it.
        self.set_exception_handler(lambda loop, context: None)

    def new_task(self, coroutine, **options):
        self.tasks += 1
        return Task(self.tasks - 1, coroutine, loop=self, **options)

    def _process_events(self, events):
        pass

    def time(self):
        return self._selector.now_us / 1e6

    def call_at(self, when, callback, *args, context=None):
        self.timers += 1
        timer = Timer(self.timers, round(when * 1e6) / 1e6, callback, args, self, context)
        heappush(self._scheduled, timer)
        timer._scheduled = True
        return timer

    def block(self, us):
        self._selector.now_us += us


class World:
    """What the tasks of a program share."""

    def __init__(self, loop, program):
        self.loop, self.tasks = loop, program["tasks"]
        self.permits = [asyncio.Semaphore(permits) for permits in program["permits"]]
        self.queues = [asyncio.Queue(room) for room in program["queues"]]
        self.events = [asyncio.Event() for _ in range(program["events"])]
        # The handle of each task that was spawned; None once somebody took it.
        self.handles = {}
        self.lines = []

    def say(self, me, text):
        self.lines.append(f"{self.loop._selector.now_us} t{me} {text}")

    def spawn(self, number):
        if number not in self.handles:
            self.handles[number] = self.loop.create_task(self.run(number))

    def take(self, numbers):
        """The handles that are there; tasks that nobody has spawned are spawned."""
        taken = {}
        for number in numbers:
            self.spawn(number)
            if self.handles[number] is not None:
                taken[number], self.handles[number] = self.handles[number], None
        return taken

    def take_new(self, numbers):
        """The tasks that nobody has spawned, and that nobody else will."""
        new = [number for number in numbers if number not in self.handles]
        self.handles.update(dict.fromkeys(new))
        return new

    async def main(self):
        try:
            await self.run(0)
        except Failure as failure:
            self.say(0, f"fails: {failure}")
        await asyncio.sleep(SETTLE_US / 1e6)
        self.say(0, "end")
        return list(self.lines)

    async def run(self, number):
        await self.perform(number, self.tasks[number])
        return number

    async def perform(self, me, steps):
        for step in steps:
            match step:
                case {"log": text}:
                    self.say(me, text)
                case {"sleep": us}:
                    await asyncio.sleep(us / 1e6)
                case "yield":
                    await asyncio.sleep(0)
                case {"block": us}:
                    self.loop.block(us)
                case "fail":
                    raise Failure(f"t{me}")
                case {"catch": body}:
                    try:
                        await self.perform(me, body)
                    except Failure as failure:
                        self.say(me, f"catches {failure}")
                case {"clean_up": body}:
                    try:
                        await self.perform(me, body)
                    finally:
                        self.say(me, "cleans up")
                case {"limit": [us, body]}:
                    try:
                        async with asyncio.timeout(us / 1e6):
                            await self.perform(me, body)
                    except TimeoutError:
                        self.say(me, "time is up")
                case {"permit": [permits, body]}:
                    async with self.permits[permits]:
                        await self.perform(me, body)
                case {"put": [queue, item]}:
                    await self.queues[queue].put(item)
                case {"get": queue}:
                    self.say(me, f"gets {await self.queues[queue].get()}")
                case {"set": event}:
                    self.events[event].set()
                case {"clear": event}:
                    self.events[event].clear()
                case {"wait_for": event}:
                    await self.events[event].wait()
                case {"spawn": number}:
                    self.spawn(number)
                case _:
                    await self.join(me, step)

    async def join(self, me, step):
        match step:
            case {"await": number}:
                for task in self.take([number]).values():
                    self.say(me, f"has {await task}")
            case {"cancel": number}:
                for task in self.take([number]).values():
                    task.cancel()
                    await asyncio.wait([task])
                    self.say(me, f"has cancelled {number}")
            case {"gather": numbers} | {"gather_fallible": numbers}:
                self.say(me, f"has {await asyncio.gather(*self.take(numbers).values())}")
            case {"group": numbers}:
                try:
                    async with asyncio.TaskGroup() as group:
                        new = self.take_new(numbers)
                        tasks = [group.create_task(self.run(number)) for number in new]
                except ExceptionGroup as failures:
                    raise failures.exceptions[0] from None
                self.say(me, f"has {[task.result() for task in tasks]}")
            case {"as_completed": numbers}:
                for task in asyncio.as_completed(self.take(numbers).values()):
                    self.say(me, f"has {await task}")
            case {"wait": [until, us, numbers]}:
                tasks = self.take(numbers)
                done, pending = set(), set()
                if tasks:
                    seconds = None if us is None else us / 1e6
                    until = getattr(asyncio, until)
                    done, pending = await asyncio.wait(
                        tasks.values(), return_when=until, timeout=seconds
                    )
                # A set has no order, so this is the order given.
                are_done = [number for number in tasks if tasks[number] in done]
                left = [number for number in tasks if tasks[number] in pending]
                self.handles.update((number, tasks[number]) for number in left)
                self.say(me, f"done {are_done}, pending {left}")
            case _:
                sys.exit(f"interpreter.py does not know the step {step}")


def lines(program):
    loop = Loop()
    world = World(loop, program)
    try:
        printed = loop.run_until_complete(world.main())
    except Stuck:
        printed = [*world.lines, "stuck"]
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.wait(left))
    loop.close()
    return printed


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(lines(json.loads(line))))
