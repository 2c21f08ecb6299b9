"""CPython's own task, with a number: what a program's tasks are while it is recorded."""

from asyncio import events
from typing import Any

from ..loop.task import HOUSEKEEPING, RecordedTask


class Task(RecordedTask):
    """A task of a program that is recorded. For the program it is like any other."""

    def __init__(
        self,
        coro: Any,
        *,
        loop: Any = None,
        name: Any = None,
        eager_start: bool = False,
        **options: Any,
    ) -> None:
        self._begin()
        if loop is None:
            loop = events.get_event_loop()
        if eager_start:
            options["eager_start"] = True
        recorder = getattr(loop, "coroscope", None)
        if (
            recorder is None
            or not recorder.is_here()
            or getattr(coro, "cr_code", None) in HOUSEKEEPING
        ):
            super().__init__(coro, loop=loop, name=name, **options)
        else:
            said = None if name is None else str(name)
            self._make(recorder, said, coro, loop=loop, name=name, **options)


Task.__module__, Task.__qualname__ = "_asyncio", "Task"
"""So that it is shown as what it stands for."""


def adopt(task: Any, recorder: Any, lane: int) -> None:
    """Makes a task that was there before one that is recorded. It is not asked who cancels it."""
    task.lane, task.recorder = lane, recorder
    task.is_fresh, task.sleep, task.deadlines = False, None, ()
