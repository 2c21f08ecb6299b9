"""CPython's own task, with a number: what a program's tasks are while it is recorded."""

import asyncio
from asyncio import base_events, events
from threading import get_ident
from typing import Any

from ..record.kinds import NOBODY

_HOUSEKEEPING = {
    base_events.BaseEventLoop.shutdown_asyncgens.__code__,
    base_events.BaseEventLoop.shutdown_default_executor.__code__,
}
"""`asyncio.run` ends with tasks of its own. They are nobody's."""


class Task(asyncio.Task[Any]):
    """A task of a program that is recorded. For the program it is like any other."""

    lane = NOBODY
    recorder: Any = None
    is_fresh = True
    """Whether its first step has not been scheduled."""
    sleep: Any = None
    """The sleep that it waits for: future, microseconds, site."""
    deadlines: tuple[Any, ...] = ()
    """Timers of `asyncio.timeout` around what it does."""

    def __init__(
        self,
        coro: Any,
        *,
        loop: Any = None,
        name: Any = None,
        eager_start: bool = False,
        **options: Any,
    ) -> None:
        if loop is None:
            loop = events.get_event_loop()
        if eager_start:
            options["eager_start"] = True
        recorder = getattr(loop, "coroscope", None)
        if (
            recorder is None
            or not recorder.is_here()
            or getattr(coro, "cr_code", None) in _HOUSEKEEPING
        ):
            super().__init__(coro, loop=loop, name=name, **options)
            return
        self.recorder = recorder
        self.lane = recorder.spawned(coro, None if name is None else str(name))
        if eager_start and loop.is_running():
            self.is_fresh = False
            with recorder.nested_poll(self):
                super().__init__(coro, loop=loop, name=name, **options)
        else:
            super().__init__(coro, loop=loop, name=name, **options)

    def set_name(self, value: object) -> None:
        """Gives it another name."""
        super().set_name(value)
        # Some versions of asyncio set `None` as the name of what a factory made.
        if self.recorder is not None and value is not None:
            self.recorder.named(self.lane, str(value))

    def cancel(self, msg: Any = None) -> bool:
        """Asks it to stop."""
        recorder = self.recorder
        if recorder is None or recorder.thread != get_ident() or self.done():
            return super().cancel(msg)
        with recorder.cancelling(self):
            return super().cancel(msg)


Task.__module__, Task.__qualname__ = "_asyncio", "Task"
"""So that it is shown as what it stands for."""


def adopt(task: Any, recorder: Any, lane: int) -> None:
    """Makes a task that was there before one that is recorded. It is not asked who cancels it."""
    task.lane, task.recorder = lane, recorder
    task.is_fresh, task.sleep, task.deadlines = False, None, ()
