"""Records a program on its ordinary loop, among threads that it has."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import get_ident
from types import BuiltinMethodType
from typing import Any

from ..loop.handles import is_deadline
from ..record.failures import Failures
from ..record.kinds import NOBODY, Cause, Kind
from ..record.names import called
from ..record.recorder import Recorder
from . import handles
from .files import HomeSites
from .rows import PassingRows
from .task import adopt
from .waits import HomeWaits

_BLOCK_STARTED, _BLOCK_ENDED = int(Kind.BLOCK_STARTED), int(Kind.BLOCK_ENDED)
_WOKEN, _SPAWNED, _NAMED = int(Kind.WOKEN), int(Kind.SPAWNED), int(Kind.NAMED)
_CANCEL, _OUTSIDE = int(Cause.CANCEL), int(Cause.OUTSIDE)
_MANY_FAILED = 16


class _Clock:
    """Real time, asked for often."""

    def __init__(self) -> None:
        began, now_ns = time.monotonic_ns(), time.monotonic_ns
        self.began_us = time.time_ns() // 1000
        self.now_us = lambda: (now_ns() - began) // 1000


class HomeRecorder(Recorder):
    """Records the loops of one thread: the first in which one runs. What other threads do is
    recorded where it is known who had them do it, and what they print.

    >>> recorder = HomeRecorder("/home/me/shop", capacity=10)
    >>> recorder.began("main.py")
    >>> recorder.rows.total, recorder.rows.texts
    (3, ['main.py'])
    """

    rows: PassingRows
    sites: HomeSites

    def __init__(self, root: str, capacity: int) -> None:
        clock = _Clock()
        sites = HomeSites(root)
        sites.end_at(handles.CODES)
        super().__init__(clock, sites)
        self.began_us = clock.began_us
        self.rows = PassingRows(capacity)
        self.failures = _Failures(self)
        self._waits = HomeWaits(sites, self.levels.number)
        self.thread: int | None = None
        """The thread whose loops are recorded."""
        self.other_loops = 0
        """How many loops of other threads are not."""
        self.polls = 0
        """How many polls have ended."""
        self.sample: tuple[int, int, int] | None = None
        """Where a poll was when somebody looked: its number, since when nothing happened, site."""
        self.when_alone: Callable[[], None] | None = None
        """What is to be done when something happens next."""
        self.limit_us = 50_000
        """A poll that takes as long as this was busy."""
        self._lock = threading.RLock()
        self._threads: dict[int, int] = {}
        self._adopted: Any = None
        self._plumbing: dict[int, tuple[bool, Any]] = {}

    def takes(self, loop: Any) -> bool:
        """Whether a loop that begins to run is recorded."""
        if self.is_here():
            return True
        loop.coroscope = None
        self.other_loops += 1
        return False

    def is_here(self) -> bool:
        """Whether this is the thread whose loops are recorded; the first that asks is."""
        if self.thread is None:
            self.thread = get_ident()
        return self.thread == get_ident()

    # Lanes are made by several threads, and numbered in the order of their rows.

    def spawned(self, coroutine: Any, name: str | None) -> int:
        """A task is made. Returns its lane."""
        if self.sample is not None:
            self._was_busy()
        site = self.sites.here(3)
        given = called(coroutine) if name is None else name
        with self._lock:
            lane = self.new_lane()
            now = self.now_us()
            self.rows.extend((_SPAWNED, lane, now, self.current, 0, site,
                              _NAMED, lane, now, self.rows.text(given), 0, 0))
        return lane

    def callbacks_lane(self) -> int:
        """The lane of all callbacks that belong to no task."""
        if self._callbacks is not None:
            return self._callbacks
        with self._lock:
            return super().callbacks_lane()

    def thread_lane(self, name: str, site: int = 0) -> int:
        """A new lane for what runs in a thread."""
        with self._lock:
            lane = self.new_lane()
            self.row(Kind.SPAWNED, lane, self.current if site else NOBODY, 0, site)
            self.row(Kind.IS_THREAD, lane)
        self.named(lane, name)
        return lane

    @contextmanager
    def in_thread(self, lane: int) -> Iterator[None]:
        """This thread does the work of a lane."""
        me = get_ident()
        self._threads[me] = lane
        self.row(Kind.POLL_STARTED, lane)
        try:
            yield
        finally:
            self.row(Kind.COMPLETED, lane)
            self._threads.pop(me, None)

    def lane_of_thread(self) -> int | None:
        """The lane of the thread that asks; `None` for that of the loop."""
        me = get_ident()
        if self.thread == me or (self.thread is None and me == threading.main_thread().ident):
            return None
        return self._threads.get(me)

    def is_elsewhere(self) -> bool:
        """Whether another thread asks than that of the loop."""
        thread = self.thread
        return get_ident() != (threading.main_thread().ident if thread is None else thread)

    def logged(self, line: str, is_error: bool, depth: int) -> None:
        """A line is printed, by whichever thread."""
        if not self.is_elsewhere():
            if self.sample is not None:
                self._was_busy()
            return super().logged(line, is_error, depth + 1)
        site = self.sites.here(depth + 1)
        lane = self.lane_of_thread()
        if lane is None:
            # Nobody knows who started it. It is there from its first line on.
            name = threading.current_thread().name
            lane = self._threads[get_ident()] = self.thread_lane(name)
            self.row(Kind.POLL_STARTED, lane)
        self.row(Kind.LOGGED, lane, self.rows.text(line), int(is_error), site)

    def thread_sleeps(self, lane: int, asked_us: int, sleep: Callable[[], None]) -> None:
        """A thread sleeps."""
        self.row(Kind.BLOCK_STARTED, lane, asked_us, 0, self.sites.here(2))
        try:
            sleep()
        finally:
            self.row(Kind.BLOCK_ENDED, lane)

    def next_time(self, then: Callable[[], None]) -> None:
        """Has something done when something happens next."""
        self.when_alone, self.sample = then, (-1, 0, 0)

    # Polls that take long: that is said before whatever happens next.

    def poll_ends(self, task: Any) -> None:
        """A task gives control back, or is done."""
        if self.sample is not None:
            self._was_busy()
        self.polls += 1
        super().poll_ends(task)

    def is_plumbing(self, callback: Any) -> bool:
        """Whether a callback is none of the program's own, and no time limit."""
        kind = type(callback)
        if kind is BuiltinMethodType:
            return True
        code = getattr(getattr(callback, "__func__", callback), "__code__", None)
        known = self._plumbing.get(id(code))
        if known is None:
            if code is None:
                return False
            is_one = not self.is_own(callback) and not is_deadline(callback)
            known = self._plumbing[id(code)] = is_one, code
        return known[0]

    def callback_ends(self) -> None:
        """A handle without a task is over."""
        if self.sample is not None:
            self._was_busy()
        self.polls += 1
        super().callback_ends()

    def woken(self, task: Any) -> None:
        """A task is put in the ready queue."""
        if self.sample is not None:
            self._was_busy()
        if task.is_fresh:
            task.is_fresh = False
            return
        cause = _CANCEL if self._cancelling is task else self.cause
        if task is self.task:
            # It goes on at once, by no line of its own: that is said after what it waits on.
            self._self_wake = (cause, self.of, 0)
            return
        site = self.sites.here(3) if self.current >= 0 else 0
        self.rows.extend((_WOKEN, task.lane, self.now_us(), cause, self.of, site))

    def block_started(self, asked_us: int, depth: int) -> None:
        """The loop is blocked on purpose."""
        if self.sample is not None:
            self._was_busy()
        super().block_started(asked_us, depth + 1)

    def _was_busy(self) -> None:
        sample, self.sample = self.sample, None
        if self.when_alone is not None:
            go_on, self.when_alone = self.when_alone, None
            go_on()
        if sample is None or sample[0] != self.polls or self.current <= 0:
            return
        lane, now, (_, since_us, site) = self.current, self.now_us(), sample
        if now - since_us >= self.limit_us:
            self.rows.extend((_BLOCK_STARTED, lane, since_us, 0, 0, site,
                              _BLOCK_ENDED, lane, now, 0, 0, 0))

    # A loop that ran before it was recorded.

    def adopt_loop(self, loop: Any, tasks: list[Any], running: Any) -> None:
        """Records a loop from here on, with the tasks that it has. One of them runs."""
        self.takes(loop)
        self.module_waits(None)
        for task in tasks:
            name = task.get_name()
            given = None if name.startswith("Task-") else name  # It was counted, not given.
            adopt(task, self, self.spawned(task.get_coro(), given))
        if running is None:
            return
        self.poll_begins(running)
        self._adopted = running
        closing = handles.Handle(self._end_adopted, (), loop, None)
        closing.task, closing.cause, closing.of = None, int(Cause.OUTSIDE), NOBODY
        loop._ready.appendleft(closing)

    def leave_loop(self) -> None:
        """Records a loop no more, which goes on."""
        self._adopted = None
        if self.task is not None:
            self.poll_ends(self.task)
        self.module_goes_on(None)

    def _end_adopted(self) -> None:
        """The step is over that ran when recording began."""
        task, self._adopted = self._adopted, None
        if task is None:
            return
        self.current, self.task = task.lane, task
        self.poll_ends(task)
        # What runs this comes after the poll, and not within it.
        self._outer[-1] = NOBODY, _OUTSIDE, NOBODY


class _Failures(Failures):
    """Looks less often while many errors are not received: each look goes through all of them."""

    _until_next = 0

    def look(self) -> None:
        """Finds out whose errors were received since the last time, if it is time to."""
        self._until_next -= 1
        if self._until_next <= 0 or len(self.failed) < _MANY_FAILED:
            super().look()
            self._until_next = len(self.failed)
