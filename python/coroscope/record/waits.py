"""What a task waits on, read from its chain of awaits."""

import asyncio
import gc
import os
from collections.abc import Callable
from types import (
    AsyncGeneratorType,
    CodeType,
    CoroutineType,
    FrameType,
    GeneratorType,
)
from typing import Any

from .kinds import NOBODY, On
from .sites import Sites

Wait = tuple[int, int]
"""What it waits on, and the argument of that."""

_AWAITABLES = (CoroutineType, GeneratorType, AsyncGeneratorType)
_FOLDER = os.path.dirname(asyncio.__file__)
_YIELD = (int(On.YIELD), 0)


def whole_us(seconds: Any) -> int:
    """A time as whole microseconds; what is no such time is 0.

    >>> whole_us(0.25), whole_us(float("inf")) > 10**15, whole_us(None)
    (250000, True, 0)
    """
    try:
        return int(round(min(max(seconds, 0), 2**42) * 1e6))
    except (TypeError, ValueError, ArithmeticError):
        return 0


class Waits:
    """Reads what tasks wait on.

    `number` gives an object such as a queue its number in the record.
    """

    def __init__(self, sites: Sites, number: Callable[[Any], int]) -> None:
        self._bases = sites.bases
        self._number = number
        # Kept, because each look at a method makes another one.
        self._of_lock, self._of_condition = self._lock, self._condition
        # By identity: to hash code takes as long as all else here. Each is kept, so that no
        # other gets its number.
        self._readers: dict[int, tuple[CodeType, Callable[[FrameType], Wait] | None]] = {}

    def of(self, task: Any) -> tuple[Wait, int, FrameType | None]:
        """What a task waits on that has given control back, the site, and the frame in asyncio
        which says so, if one does."""
        bases, readers = self._bases, self._readers
        site = 0
        found: Callable[[FrameType], Wait] | None = None
        found_in: FrameType | None = None
        awaited: Any = task.get_coro()
        while awaited is not None:
            if type(awaited) is CoroutineType:
                frame, inner = awaited.cr_frame, awaited.cr_await
            elif type(awaited) is GeneratorType:
                frame, inner = awaited.gi_frame, awaited.gi_yieldfrom
            elif type(awaited) is AsyncGeneratorType:
                frame, inner = awaited.ag_frame, awaited.ag_await
            else:
                # Some awaitables do not say what they hide; the collector knows.
                awaited = _hidden(awaited)
                continue
            if frame is None:
                break
            code = frame.f_code
            base = bases.get(code.co_filename)
            if base is not None:
                site = base + (frame.f_lineno or 0)
                found = None
            elif found is None or found is self._of_condition:
                known = readers.get(id(code))
                if known is None:
                    known = readers[id(code)] = code, self._reader(code)
                reader = known[1]
                if reader is not None and (found is None or reader is self._of_lock):
                    found, found_in = reader, frame
            awaited = inner
        future = task._fut_waiter
        if future is None:
            return _YIELD, site, None
        if found is not None and found_in is not None:
            return found(found_in), site, found_in
        return _on_future(future), site, None

    def _reader(self, code: CodeType) -> Callable[[FrameType], Wait] | None:
        """How to read a frame of this code; `None` if it says nothing."""
        if os.path.dirname(code.co_filename) != _FOLDER:
            return None
        name = code.co_qualname
        if name.endswith("_wait_for_one"):
            return _any
        return {
            "sleep": _sleep,
            "_wait": _several,
            "wait_for": _wait_for,
            "TaskGroup.__aexit__": _group,
            "Queue.get": self._queue,
            "Queue.put": self._queue,
            "Queue.join": self._queue_done,
            "Lock.acquire": self._of_lock,
            "Semaphore.acquire": self._semaphore,
            "Event.wait": self._event,
            "Condition.wait": self._of_condition,
            "Barrier.wait": self._barrier,
        }.get(name)

    def _object(self, on: On, frame: FrameType) -> Wait:
        return int(on), self._number(frame.f_locals.get("self"))

    def _queue(self, frame: FrameType) -> Wait:
        return self._object(On.QUEUE, frame)

    def _queue_done(self, frame: FrameType) -> Wait:
        return self._object(On.QUEUE_DONE, frame)

    def _lock(self, frame: FrameType) -> Wait:
        return self._object(On.LOCK, frame)

    def _semaphore(self, frame: FrameType) -> Wait:
        return self._object(On.SEMAPHORE, frame)

    def _event(self, frame: FrameType) -> Wait:
        return self._object(On.EVENT, frame)

    def _condition(self, frame: FrameType) -> Wait:
        return self._object(On.CONDITION, frame)

    def _barrier(self, frame: FrameType) -> Wait:
        return self._object(On.BARRIER, frame)


def limit_us(task: Any, frame: FrameType | None) -> int | None:
    """How long time limits leave the task, if one is set: of `asyncio.timeout` around what it does,
    or of `asyncio.wait` or an older `wait_for` in this frame of theirs."""
    timers = [one for one in task.deadlines if one._scheduled and not one._cancelled]
    task.deadlines = tuple(timers)
    if frame is not None and frame.f_code.co_name in ("_wait", "wait_for"):
        own = frame.f_locals.get("timeout_handle")
        if own is not None:
            timers.append(own)
    if not timers:
        return None
    first = min(timers, key=lambda timer: timer._when)
    return whole_us(first._when - first._loop.time())


def _sleep(frame: FrameType) -> Wait:
    return int(On.TIMER), whole_us(frame.f_locals.get("delay"))


def _several(frame: FrameType) -> Wait:
    values = frame.f_locals
    is_any = values.get("return_when") == asyncio.FIRST_COMPLETED
    return int(On.ANY_TASK if is_any else On.ALL_TASKS), len(values.get("fs") or ())


def _any(frame: FrameType) -> Wait:
    todo = frame.f_locals.get("todo")
    if todo is None:
        todo = getattr(frame.f_locals.get("self"), "_todo", None)
    count = getattr(todo, "__len__", lambda: None)()
    if count is None and isinstance(getattr(frame.f_locals.get("self"), "_todo_left", 0), int):
        count = getattr(frame.f_locals.get("self"), "_todo_left", 0)
    return int(On.ANY_TASK), count or 0


def _group(frame: FrameType) -> Wait:
    group = frame.f_locals.get("self")
    return int(On.ALL_TASKS), len(getattr(group, "_tasks", ()))


def _wait_for(frame: FrameType) -> Wait:
    return _on_future(frame.f_locals.get("fut"))


def _on_future(future: Any) -> Wait:
    lane = getattr(future, "lane", None)
    if lane is not None and lane != NOBODY:
        return int(On.TASK), lane
    children = getattr(future, "_children", None)
    if isinstance(children, list):
        return int(On.ALL_TASKS), len(children)
    thread = getattr(future, "thread_lane", None)
    if thread is not None:
        return int(On.THREAD), thread
    return int(On.FUTURE), 0


def _hidden(awaitable: Any) -> Any:
    for inner in gc.get_referents(awaitable):
        if type(inner) in _AWAITABLES:
            return inner
    return None
