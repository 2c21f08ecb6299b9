"""Queues, semaphores and the like: their numbers, and how much they hold."""

import asyncio
import weakref
from collections.abc import Callable
from operator import attrgetter
from typing import Any

from .kinds import Kind

_Watched = tuple[Any, int, Callable[[Any], int], Callable[[int], int], list[int]]
_permits: Callable[[Any], int] = attrgetter("_value")

MOST_WATCHED = 16
"""So many queues and semaphores are looked at after each poll; more would take long."""


class Levels:
    """Numbers the objects that tasks wait on, and watches how much the first of them hold."""

    def __init__(self, recorder: Any) -> None:
        self._recorder = recorder
        self._numbers: dict[int, tuple[Any, int]] = {}
        self._count = 0
        self.watched: list[_Watched] = []

    def number(self, thing: Any) -> int:
        """The number of an object, counted from 0."""
        known = self._numbers.get(id(thing))
        if known is not None and known[0]() is thing:
            return known[1]
        recorder, number = self._recorder, self._count
        self._count += 1
        self._numbers[id(thing)] = (weakref.ref(thing), number)
        site = recorder.sites.here(3)
        name = recorder.rows.text(type(thing).__name__)
        recorder.row(Kind.OBJECT, max(recorder.current, 0), number, name, site)
        return number

    def watch(
        self, thing: Any, number_in: Callable[[Any], int], held: Callable[[int], int]
    ) -> None:
        """A queue or a semaphore is made: it has a number in it that says how much it holds."""
        if len(self.watched) < MOST_WATCHED:
            ref = weakref.ref(thing)
            self.watched.append((ref, self.number(thing), number_in, held, [number_in(thing), 0]))

    def look(self, lane: int) -> None:
        """Records what has changed while this lane ran."""
        for ref, number, number_in, held, last in self.watched:
            thing = ref()
            if thing is not None and (now := number_in(thing)) != last[0]:
                last[0] = now
                if (holds := held(now)) != last[1]:
                    last[1] = holds
                    self._recorder.row(Kind.LEVEL, max(lane, 0), number, holds)


def watch_all(levels: Levels) -> Callable[[], None]:
    """Watches each queue and semaphore that is made from here on. Returns what undoes that."""
    undo = [
        _after_init(asyncio.Queue, lambda made: levels.watch(made, _queued, int)),
        _after_init(asyncio.Semaphore, lambda made: levels.watch(made, _permits, _used_of(made))),
    ]

    def undo_all() -> None:
        for one in undo:
            one()

    return undo_all


def _after_init(kind: Any, then: Callable[[Any], None]) -> Callable[[], None]:
    init = kind.__init__

    def counted(self: Any, *args: Any, **options: Any) -> None:
        init(self, *args, **options)
        then(self)

    kind.__init__ = counted

    def undo() -> None:
        kind.__init__ = init

    return undo


def _queued(queue: Any) -> int:
    return len(queue._queue) if hasattr(queue, "_queue") else 0


def _used_of(semaphore: Any) -> Callable[[int], int]:
    permits = semaphore._value
    return lambda left: max(0, permits - left)
