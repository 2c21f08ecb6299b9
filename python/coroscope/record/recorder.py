"""Makes rows of what asyncio does: tasks, polls, wakes, waits.

It records facts that CPython has, and invents none: what is not known is left out.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .cancels import who_cancels
from .failures import Failures
from .kinds import NOBODY, Cause, Kind, On
from .levels import Levels
from .names import called, error_text
from .rows import DEFAULT_CAPACITY, Rows
from .sites import Sites
from .waits import Waits, limit_us

# Plain numbers, because they are used at each switch.
_POLL_STARTED, _POLL_ENDED = int(Kind.POLL_STARTED), int(Kind.POLL_ENDED)
_WAITS, _WOKEN, _SLEPT = int(Kind.WAITS), int(Kind.WOKEN), int(Kind.SLEPT)
_ON_TIMER, _ON_DEADLINE = int(On.TIMER), int(On.DEADLINE)
_BY_TASK, _OUTSIDE, _CANCEL = int(Cause.TASK), int(Cause.OUTSIDE), int(Cause.CANCEL)


class Recorder:
    """Records one run. Lane 0 is the listing itself, tasks follow in the order of their making.

    It is told everything: by the loop (`woken`, `poll_begins` …), by tasks (`spawned`,
    `cancelling`), and by whoever executes the listing (`began`, `logged`, `blocks` …).
    """

    def __init__(self, clock: Any, sites: Sites, capacity: int = DEFAULT_CAPACITY) -> None:
        self.rows = Rows(capacity)
        self.sites = sites
        self.now_us = clock.now_us
        self.current = NOBODY
        """The lane that runs."""
        self.task: Any = None
        """The task that is polled."""
        self.cause = _OUTSIDE
        """What is to blame for a wake that happens now,"""
        self.of = NOBODY
        """and which lane, if it is one."""
        self.is_deadline = False
        """Whether it is a time limit that has passed."""
        self.is_complaining = False
        """Whether asyncio logs what the record says anyway."""
        self.given_site = 0
        """The line of what a thread printed earlier and is told now."""
        self.levels = Levels(self)
        self.failures = Failures(self)
        self._waits = Waits(sites, self.levels.number)
        self._lanes = 0
        self._callbacks: int | None = None
        self._cancelling: Any = None
        self._self_wake: tuple[int, ...] = ()
        self._outer: list[tuple[int, int, int]] = []

    def row(self, kind: Kind, lane: int, a: int = 0, b: int = 0, site: int = 0) -> None:
        """Adds a row that is no part of a switch."""
        self.rows.extend((int(kind), lane, self.now_us(), a, b, site))

    def is_here(self) -> bool:
        """Whether what happens now is to be recorded: all that happens in this thread is."""
        return True

    # The listing itself.

    def began(self, name: str) -> None:
        """The listing begins."""
        self.row(Kind.SPAWNED, 0, NOBODY)
        self.row(Kind.NAMED, 0, self.rows.text(name))
        self.row(Kind.POLL_STARTED, 0)
        self.current, self.cause, self.of = 0, _BY_TASK, 0

    def ended(self, error: BaseException | None) -> None:
        """The listing is over."""
        if error is not None:
            self.row(Kind.FAILED, 0, self.rows.text(error_text(error)))
        self.row(Kind.COMPLETED, 0)
        self._nobody()

    def module_waits(self, until: Any) -> None:
        """The listing runs a loop, until this is done or the loop is stopped."""
        lane = getattr(until, "lane", None)
        children = getattr(until, "_children", None)
        if lane is not None:
            on, what = On.TASK, lane
        elif isinstance(children, list):
            on, what = On.ALL_TASKS, len(children)
        else:
            on, what = (On.STOP if until is None else On.FUTURE), 0
        site = self.sites.here(3)
        self.row(Kind.WAITS, 0, int(on), what, site)
        self.row(Kind.POLL_ENDED, 0, 0, 0, site)
        self._nobody()

    def module_goes_on(self, until: Any) -> None:
        """The loop has stopped."""
        lane = getattr(until, "lane", NOBODY)
        cause, of = (_BY_TASK, lane) if lane != NOBODY else (self.cause, self.of)
        self.row(Kind.WOKEN, 0, cause, of)
        self.row(Kind.POLL_STARTED, 0)
        self.current, self.cause, self.of = 0, _BY_TASK, 0
        self.failures.look()

    # Tasks.

    def new_lane(self) -> int:
        """The number of one more lane."""
        self._lanes += 1
        return self._lanes

    def spawned(self, coroutine: Any, name: str | None) -> int:
        """A task is made. Returns its lane."""
        lane = self.new_lane()
        self.row(Kind.SPAWNED, lane, self.current, 0, self.sites.here(3))
        self.named(lane, called(coroutine) if name is None else name)
        return lane

    def named(self, lane: int, name: str) -> None:
        """A task has a name, or another one."""
        self.row(Kind.NAMED, lane, self.rows.text(name))

    def woken(self, task: Any) -> None:
        """A task is put in the ready queue."""
        if task.is_fresh:
            task.is_fresh = False
            return
        site = self.sites.here(3) if self.current >= 0 else 0
        cause = _CANCEL if self._cancelling is task else self.cause
        if task is self.task:
            # It goes on at once: that is said after what it waits on.
            self._self_wake = (cause, self.of, site)
        else:
            self.rows.extend((_WOKEN, task.lane, self.now_us(), cause, self.of, site))

    def poll_begins(self, task: Any) -> None:
        """A task is polled."""
        lane = task.lane
        self.task, self.current, self.cause, self.of = task, lane, _BY_TASK, lane
        now = self.now_us()
        slept = task.sleep
        if slept is None:
            self.rows.extend((_POLL_STARTED, lane, now, 0, 0, 0))
            return
        future, asked_us, site = slept
        task.sleep = None
        self.rows.extend((_POLL_STARTED, lane, now, 0, 0, 0))
        if future.done() and not future.cancelled() and not task._must_cancel:
            self.rows.extend((_SLEPT, lane, now, asked_us, 0, site))

    def poll_ends(self, task: Any) -> None:
        """A task gives control back, or is done."""
        if task.done():
            self._task_ended(task)
        else:
            self._task_waits(task)
        if self.failures.failed:
            self.failures.look()
        if self.levels.watched:
            self.levels.look(task.lane)
        self.task, self.current = None, NOBODY
        self.cause, self.of = _OUTSIDE, NOBODY

    def _task_waits(self, task: Any) -> None:
        (on, what), site, frame = self._waits.of(task)
        self._waits_besides(task, (_WAITS, task.lane, self.now_us(), on, what, site), frame)

    def _waits_besides(self, task: Any, row: tuple[int, ...], frame: Any) -> None:
        """The poll is over: the row says what the task waits on, and there may be more to say."""
        _, lane, now, on, what, site = row
        if on == _ON_TIMER:
            task.sleep = (task._fut_waiter, what, site)
        if task.deadlines or frame is not None:
            limit = limit_us(task, frame)
            if limit is not None:
                row += (_WAITS, lane, now, _ON_DEADLINE, limit, site)
        if self._self_wake:
            row += (_WOKEN, lane, now, *self._self_wake)
            self._self_wake = ()
        self.rows.extend(row + (_POLL_ENDED, lane, now, 0, 0, site))

    def _task_ended(self, task: Any) -> None:
        self._self_wake = ()
        if task.cancelled():
            self.row(Kind.CANCELLED, task.lane)
            return
        error = task._exception  # `exception()` would count as receiving it.
        if error is not None:
            self.row(Kind.FAILED, task.lane, self.rows.text(error_text(error)))
            self.failures.keep(task)
        self.row(Kind.COMPLETED, task.lane)

    @contextmanager
    def nested_poll(self, task: Any) -> Iterator[None]:
        """A task is polled within the poll of the one that makes it."""
        before = self.task, self.current, self.cause, self.of
        lane = task.lane
        self.row(Kind.NESTED_POLL_STARTED, lane)
        self.task, self.current, self.cause, self.of = task, lane, _BY_TASK, lane
        try:
            yield
            self.poll_ends(task)
        finally:
            self.task, self.current, self.cause, self.of = before

    @contextmanager
    def cancelling(self, task: Any) -> Iterator[None]:
        """A task is asked to stop."""
        by, lane = who_cancels(self, 3)
        self.row(Kind.CANCEL_REQUESTED, task.lane, int(by), lane, self._site_of_runner())
        before, self._cancelling = self._cancelling, task
        try:
            yield
        finally:
            self._cancelling = before

    def deadline(self, task: Any, timer: Any) -> None:
        """A time limit is set around what a task does."""
        if getattr(task, "recorder", None) is self:
            task.deadlines = (*task.deadlines, timer)

    # Callbacks without a task.

    def callback_begins(self, callback: Any, cause: int, of: int, is_deadline: bool) -> None:
        """A handle without a task runs: plumbing of asyncio, or a callback of the listing."""
        self._outer.append((self.current, self.cause, self.of))
        self.cause, self.of, self.is_deadline = cause, of, is_deadline
        if self.is_own(callback):
            lane = self.callbacks_lane()
            self.row(Kind.WOKEN, lane, cause, of)
            self.row(Kind.POLL_STARTED, lane)
            self.current, self.cause, self.of = lane, _BY_TASK, lane

    def callback_ends(self) -> None:
        """It is over."""
        lane = self.current
        self.current, self.cause, self.of = self._outer.pop()
        self.is_deadline = False
        if lane != self.current:
            self.row(Kind.POLL_ENDED, lane)
        if self.failures.failed:
            self.failures.look()
        if self.levels.watched:
            self.levels.look(lane)

    def is_own(self, callback: Any) -> bool:
        """Whether a callback is code of the listing."""
        while (inner := getattr(callback, "func", None)) is not None:
            callback = inner
        code = getattr(getattr(callback, "__func__", callback), "__code__", None)
        return getattr(code, "co_filename", None) in self.sites.bases

    def callbacks_lane(self) -> int:
        """The lane of all callbacks that belong to no task."""
        if self._callbacks is None:
            self._callbacks = self.new_lane()
            self.row(Kind.SPAWNED, self._callbacks, NOBODY)
            self.row(Kind.IS_CALLBACKS, self._callbacks)
            self.named(self._callbacks, "callbacks")
        return self._callbacks

    # What runs does.

    def lane_here(self) -> int:
        """The lane of what runs; that of callbacks if nobody is known to run."""
        return self.current if self.current != NOBODY else self.callbacks_lane()

    def logged(self, line: str, is_error: bool, depth: int) -> None:
        """A line is printed."""
        site = self.given_site or self.sites.here(depth + 1)
        lane, text = self.lane_here(), self.rows.text(line)
        # A callback that is no code of the listing, as `print` itself, is polled for its line only.
        if self.current == NOBODY:
            self.row(Kind.POLL_STARTED, lane)
        self.row(Kind.LOGGED, lane, text, int(is_error), site)
        if self.current == NOBODY:
            self.row(Kind.POLL_ENDED, lane)

    def block_started(self, asked_us: int, depth: int) -> None:
        """The loop is blocked on purpose."""
        site = self.sites.here(depth + 1)
        self.row(Kind.BLOCK_STARTED, self.lane_here(), asked_us, 0, site)

    def block_ended(self) -> None:
        """It goes on."""
        self.row(Kind.BLOCK_ENDED, self.lane_here())

    @contextmanager
    def complaint(self, context: dict[str, Any]) -> Iterator[None]:
        """asyncio says what nobody else will receive. It logs it, too, which is no output."""
        self.failures.complained(context)
        before, self.is_complaining = self.is_complaining, True
        try:
            yield
        finally:
            self.is_complaining = before

    def _site_of_runner(self) -> int:
        return self.sites.here(5) if self.current >= 0 else 0

    def _nobody(self) -> None:
        self.current, self.cause, self.of = NOBODY, _OUTSIDE, NOBODY
