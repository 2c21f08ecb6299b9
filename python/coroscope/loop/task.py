"""CPython's own task, with a number, and with a lane if it is recorded."""

import asyncio
from asyncio import base_events, coroutines, events
from typing import Any

from ..record.kinds import NOBODY

HOUSEKEEPING = {
    base_events.BaseEventLoop.shutdown_asyncgens.__code__,
    base_events.BaseEventLoop.shutdown_default_executor.__code__,
}
"""`asyncio.run` ends with tasks of its own. They are nobody's."""


class RecordedTask(asyncio.Task[Any]):
    """A task that a recorder may hear of: how it is made, what it is called and who stops it."""

    # Slots, because attributes in the dictionary of such a task take Python several times as long.
    __slots__ = ("deadlines", "is_fresh", "lane", "recorder", "sleep")
    lane: int
    recorder: Any
    is_fresh: bool
    """Whether its first step has not been scheduled."""
    sleep: Any
    """The sleep that it waits for: future, microseconds, site."""
    deadlines: tuple[Any, ...]
    """Timers of `asyncio.timeout` around what it does."""

    def _begin(self) -> None:
        """Nobody has heard of it yet."""
        self.lane, self.recorder, self.is_fresh = NOBODY, None, True
        self.sleep, self.deadlines = None, ()

    def _make(
        self, recorder: Any, said: str | None, coro: Any, *, loop: Any, name: Any, **options: Any
    ) -> None:
        """Makes it, and tells its recorder, which hears of this name, or of none."""
        self.recorder = recorder
        self.lane = recorder.spawned(coro, said)
        if options.get("eager_start") and loop.is_running():
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
        if recorder is None or not recorder.is_here() or self.done():
            return super().cancel(msg)
        with recorder.cancelling(self):
            return super().cancel(msg)


class Task(RecordedTask):
    """A task of a session. It says who asked it to stop, and sets of tasks are in the order in
    which these were made, not in that of addresses."""

    serial = 0

    def __init__(
        self,
        coro: Any,
        *,
        loop: Any = None,
        name: str | None = None,
        eager_start: bool = False,
        **options: Any,
    ) -> None:
        self._begin()
        if loop is None:
            loop = events.get_event_loop()
        session = getattr(loop, "session", None)
        if eager_start:
            options["eager_start"] = True
        if session is None or not coroutines.iscoroutine(coro):
            super().__init__(coro, loop=loop, name=name, **options)
            return
        self.serial = session.next_serial()
        given = name if name is not None else session.next_name()
        recorder = session.recorder
        if recorder is None or getattr(coro, "cr_code", None) in HOUSEKEEPING:
            super().__init__(coro, loop=loop, name=given, **options)
        else:
            self._make(recorder, name, coro, loop=loop, name=given, **options)

    def __hash__(self) -> int:
        return self.serial
