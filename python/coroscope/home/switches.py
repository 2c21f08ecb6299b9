"""What a recorder does at each switch, in few calls: in Python calls are dear."""

from functools import partial
from time import monotonic_ns
from types import BuiltinMethodType, CodeType, FunctionType, MethodType
from typing import Any

from ..loop.handles import is_deadline
from ..record.kinds import NOBODY, Cause, Kind
from ..record.recorder import Recorder

_POLL_STARTED, _POLL_ENDED = int(Kind.POLL_STARTED), int(Kind.POLL_ENDED)
_WAITS, _WOKEN, _COMPLETED = int(Kind.WAITS), int(Kind.WOKEN), int(Kind.COMPLETED)
_BLOCK_STARTED, _BLOCK_ENDED = int(Kind.BLOCK_STARTED), int(Kind.BLOCK_ENDED)
_BY_TASK, _OUTSIDE, _CANCEL = int(Cause.TASK), int(Cause.OUTSIDE), int(Cause.CANCEL)


class Switches(Recorder):
    """Records polls and wakes as `Recorder` does, and where a poll was that takes long."""

    began_ns: int
    """When it began, on the clock that never goes back."""
    limit_us: int
    """A poll that takes as long as this was busy."""
    polls = 0
    """How many polls have ended."""
    sample: tuple[int, int, int] | None = None
    """Where a poll was when somebody looked: its number, since when nothing happened, site."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.polls, self.sample = 0, None
        self._plumbing: dict[int, tuple[bool, CodeType]] = {}

    def poll_begins(self, task: Any) -> None:
        """A task is polled."""
        if task.sleep is not None:
            return super().poll_begins(task)
        lane = self.current = self.of = task.lane
        self.task, self.cause = task, _BY_TASK
        extend = self.rows.extend  # Python is faster at this than at a method that is an attribute.
        extend((_POLL_STARTED, lane, (monotonic_ns() - self.began_ns) // 1000, 0, 0, 0))
        return None

    def poll_ends(self, task: Any) -> None:
        """A task gives control back, or is done."""
        if self.sample is not None:
            self.was_busy()
        self.polls += 1
        if task.done():
            self._task_ended(task)
        else:
            lane = task.lane
            (on, what), site, frame = self._waits.of(task)
            now = (monotonic_ns() - self.began_ns) // 1000
            if self._self_wake or task.deadlines or frame is not None:
                self._waits_besides(task, (_WAITS, lane, now, on, what, site), frame)
            else:
                extend = self.rows.extend
                extend((_WAITS, lane, now, on, what, site, _POLL_ENDED, lane, now, 0, 0, site))
        if self.failures.failed:
            self.failures.look()
        if self.levels.watched:
            self.levels.look(task.lane)
        self.task, self.current = None, NOBODY
        self.cause, self.of = _OUTSIDE, NOBODY

    def _task_ended(self, task: Any) -> None:
        if task.cancelled() or task._exception is not None:
            return super()._task_ended(task)
        self._self_wake = ()
        now = (monotonic_ns() - self.began_ns) // 1000
        extend = self.rows.extend
        extend((_COMPLETED, task.lane, now, 0, 0, 0))
        return None

    def woken(self, task: Any) -> None:
        """A task is put in the ready queue, by a call of `call_soon`."""
        if self.sample is not None:
            self.was_busy()
        cause = _CANCEL if self._cancelling is task else self.cause
        if task is self.task:
            # It goes on at once, by no line of its own: that is said after what it waits on.
            self._self_wake = (cause, self.of, 0)
            return
        site = self.sites.here(4) if self.current >= 0 else 0
        now = (monotonic_ns() - self.began_ns) // 1000
        extend = self.rows.extend
        extend((_WOKEN, task.lane, now, cause, self.of, site))

    def is_plumbing(self, callback: Any) -> bool:
        """Whether a callback is none of the program's own, and no time limit."""
        kind = type(callback)
        while kind is partial:
            callback = callback.func
            kind = type(callback)
        if kind is MethodType:
            code = getattr(callback.__func__, "__code__", None)
        elif kind is FunctionType:
            code = callback.__code__
        else:
            return kind is BuiltinMethodType
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
            self.was_busy()
        self.polls += 1
        super().callback_ends()

    # Polls that take long: that is said before whatever happens next.

    def was_busy(self) -> None:
        """Something happens. If somebody has looked since the last time, what ran was busy."""
        sample, self.sample = self.sample, None
        if sample is None or sample[0] != self.polls or self.current <= 0:
            return
        lane, now, (_, since_us, site) = self.current, self.now_us(), sample
        if now - since_us >= self.limit_us:
            self.rows.extend((_BLOCK_STARTED, lane, since_us, 0, 0, site,
                              _BLOCK_ENDED, lane, now, 0, 0, 0))
