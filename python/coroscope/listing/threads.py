"""Threads, played: a function runs at once, on a clock of its own; what it did is told later."""

import os
from collections.abc import Callable
from typing import Any

from ..loop.session import Session
from ..record.kinds import NOBODY, Cause, Kind
from ..record.names import called_frame, error_text

Event = tuple[int, Callable[[], None]]
"""Something that a thread did: when, and how to tell it."""


class Threads:
    """Plays what is handed to `asyncio.to_thread` and `loop.run_in_executor`.

    The function runs when it is handed over, while the loop's clock stands; only its `time.sleep`
    takes time, on the thread's own clock. What it prints, and that it is done, is delivered when
    the loop's clock gets there. Threads that share state while they sleep are not played truly.
    """

    def __init__(self, session: Session, write: Callable[[str, bool], None]) -> None:
        self._session = session
        self._write = write
        self._free: dict[int, list[int]] = {}
        self._now_us: int | None = None
        self._told: list[Event] = []
        self._lane: int | None = None

    def now_us(self) -> int:
        """The clock of what runs: that of a thread, or the loop's."""
        return self._session.clock.now_us() if self._now_us is None else self._now_us

    def is_playing(self) -> bool:
        """Whether a thread runs."""
        return self._now_us is not None

    def sleep(self, us: int, site: int) -> None:
        """The thread sleeps."""
        assert self._now_us is not None
        self._row(Kind.BLOCK_STARTED, us, 0, site)
        self._now_us += us
        self._row(Kind.BLOCK_ENDED)

    def write(self, text: str, is_error: bool) -> None:
        """The thread prints."""
        assert self._now_us is not None
        lane, recorder = self._lane, self._session.recorder
        site = 0 if recorder is None else recorder.sites.here(3)
        self._told.append((self._now_us, lambda: self._on_lane(lane, site, text, is_error)))

    def play(self, loop: Any, executor: Any, func: Any, args: tuple[Any, ...]) -> Any:
        """Plays a thread, and returns the future of its result."""
        if not callable(func):
            raise TypeError(f"a callable object was expected, got {func!r}")
        future = loop.create_future()
        now = self.now_us()
        slots = self._slots(executor, now)
        slot = slots.index(min(slots))
        begins = max(slots[slot], now)
        recorder = self._session.recorder
        outer = self._now_us, self._told, self._lane
        self._now_us, self._told, self._lane = begins, [], None
        if recorder is not None:
            lane = self._lane = future.thread_lane = recorder.new_lane()
            recorder.row(Kind.SPAWNED, lane, recorder.current, 0, recorder.sites.here(3))
            recorder.row(Kind.IS_THREAD, lane)
            recorder.named(lane, _name(func, args))
        self._row(Kind.POLL_STARTED)
        result, error = None, None
        try:
            result = func(*args)
        except Exception as raised:  # It is the result, as with a real thread.
            error = raised
        finally:
            ends, told, lane_of = self._now_us, self._told, self._lane
            self._now_us, self._told, self._lane = outer
        slots[slot] = ends
        # In every run alike, recorded or not: handles that come or go would change orders.
        for at, tell in told:
            self._deliver(loop, at, tell, lane_of)
        self._deliver(loop, ends, lambda: self._done(future, result, error, lane_of), lane_of)
        return future

    def _slots(self, executor: Any, now: int) -> list[int]:
        """When each thread of an executor is free, in microseconds."""
        workers = getattr(executor, "_max_workers", None) or min(32, (os.cpu_count() or 1) + 4)
        return self._free.setdefault(id(executor), [now] * workers)

    def _deliver(self, loop: Any, us: int, tell: Callable[[], None], lane: int | None) -> None:
        clock = self._session.clock
        when = loop.time() + (us - clock.now_us()) / 1e6
        timer = loop.call_at(when, tell)
        if lane is not None:
            timer.cause, timer.of = int(Cause.THREAD), lane

    def _on_lane(self, lane: int | None, site: int, text: str, is_error: bool) -> None:
        recorder = self._session.recorder
        if recorder is None or lane is None:
            self._write(text, is_error)
            return
        recorder.current, recorder.given_site = lane, site
        self._write(text, is_error)
        recorder.current, recorder.given_site = NOBODY, 0

    def _done(self, future: Any, result: Any, error: Any, lane: int | None) -> None:
        recorder = self._session.recorder
        if recorder is not None and lane is not None:
            if error is not None:
                recorder.row(Kind.FAILED, lane, recorder.rows.text(error_text(error)))
            recorder.row(Kind.COMPLETED, lane)
            if error is not None:
                recorder.row(Kind.ERROR_RECEIVED, lane)
        if future.done():
            return
        if isinstance(error, StopIteration):
            error = RuntimeError("coroutine raised StopIteration")
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)

    def _row(self, kind: Kind, a: int = 0, b: int = 0, site: int = 0) -> None:
        recorder, lane, at = self._session.recorder, self._lane, self._now_us
        assert at is not None

        def tell() -> None:
            if recorder is not None and lane is not None:
                recorder.row(kind, lane, a, b, site)

        self._told.append((at, tell))


def _name(func: Any, args: tuple[Any, ...]) -> str:
    """The function's name: `to_thread` hands over a partial of `Context.run`."""
    inner = getattr(func, "func", None)
    if inner is not None and getattr(inner, "__name__", "") == "run" and func.args:
        func = func.args[0]
    return called_frame(getattr(func, "__name__", "thread"), None).replace("()", "(…)")
