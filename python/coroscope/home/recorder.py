"""Records a program on its ordinary loop, among threads that it has."""

import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import get_ident
from typing import Any

from ..record.failures import Failures
from ..record.kinds import NOBODY, Cause, Kind
from ..record.names import called
from . import handles
from .files import HomeSites
from .rows import PassingRows
from .switches import Switches
from .task import adopt
from .waits import HomeWaits

_SPAWNED, _NAMED, _OUTSIDE = int(Kind.SPAWNED), int(Kind.NAMED), int(Cause.OUTSIDE)
_MANY_FAILED = 16


class _Clock:
    """Real time, asked for often."""

    def __init__(self) -> None:
        began, now_ns = time.monotonic_ns(), time.monotonic_ns
        self.began_ns = began
        self.began_us = time.time_ns() // 1000
        self.now_us = lambda: (now_ns() - began) // 1000


class HomeRecorder(Switches):
    """Records the loops of one thread: the first in which one runs. What other threads do is
    recorded where it is known who had them do it, and what they print.

    >>> recorder = HomeRecorder("/home/me/shop", capacity=10)
    >>> recorder.began("main.py")
    >>> recorder.rows.total, recorder.rows.texts
    (3, ['main.py'])
    """

    rows: PassingRows
    sites: HomeSites
    other_loops = 0
    """How many loops of other threads are not recorded."""

    def __init__(self, root: str, capacity: int) -> None:
        clock = _Clock()
        sites = HomeSites(root)
        sites.end_at(handles.CODES)
        super().__init__(clock, sites)
        self.began_us, self.began_ns = clock.began_us, clock.began_ns
        self.rows = PassingRows(capacity)
        self.failures = _Failures(self)
        self._waits = HomeWaits(sites, self.levels.number)
        self.thread: int | None = None
        """The thread whose loops are recorded."""
        self.when_alone: Callable[[], None] | None = None
        """What is to be done when something happens next."""
        self.limit_us = 50_000
        self._lock = threading.RLock()
        self._threads: dict[int, int] = {}
        self._adopted: Any = None
        self._loops: weakref.WeakSet[Any] = weakref.WeakSet()

    def takes(self, loop: Any) -> bool:
        """Whether a loop that begins to run is recorded."""
        if self.is_here():
            # As an attribute of its own it is found sooner than as one of its class.
            loop.coroscope = self
            self._loops.add(loop)
            return True
        loop.coroscope = None
        self.other_loops += 1
        return False

    def let_loops_go(self) -> None:
        """Loops that were recorded are so no more."""
        for loop in self._loops:
            vars(loop).pop("coroscope", None)

    def is_here(self) -> bool:
        """Whether this is the thread whose loops are recorded; the first that asks is."""
        if self.thread is None:
            self.thread = get_ident()
        return self.thread == get_ident()

    # Lanes are made by several threads, and numbered in the order of their rows.

    def spawned(self, coroutine: Any, name: str | None) -> int:
        """A task is made. Returns its lane."""
        if self.sample is not None:
            self.was_busy()
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
                self.was_busy()
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

    def block_started(self, asked_us: int, depth: int) -> None:
        """The loop is blocked on purpose."""
        if self.sample is not None:
            self.was_busy()
        super().block_started(asked_us, depth + 1)

    def was_busy(self) -> None:
        """Something happens, for which somebody may have waited."""
        if self.when_alone is not None:
            go_on, self.when_alone = self.when_alone, None
            go_on()
        super().was_busy()

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
        closing = handles.made(loop, self._end_adopted, (), None)
        closing.task, closing.is_plumbing = None, False
        closing.cause, closing.of = _OUTSIDE, NOBODY
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
