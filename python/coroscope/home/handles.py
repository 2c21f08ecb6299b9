"""Handles of an ordinary loop that record their run."""

from asyncio import events
from typing import Any

from ..loop import handles
from ..loop.handles import is_deadline
from ..record.kinds import NOBODY, Cause

_OUTSIDE = int(Cause.OUTSIDE)
_plainly = events.Handle._run


class Handle(events.Handle):
    """A callback that is ready. It is shown as what it stands for."""

    __slots__ = ("cause", "of", "task")
    task: Any
    cause: int
    of: int

    def _run(self) -> None:
        recorder: Any = self._loop.coroscope  # type: ignore[attr-defined]
        task = self.task
        if recorder is None:
            _plainly(self)
        elif task is None:
            _run_callback(self, recorder)
        else:
            recorder.poll_begins(task)
            try:
                _plainly(self)
            finally:
                recorder.poll_ends(task)
        # An error keeps this frame alive, and with it whatever is named here.
        self = task = None  # type: ignore[assignment]


class TimerHandle(events.TimerHandle):
    """A callback at a time."""

    # It has no more than the other, so that one can be made the other.
    __slots__ = ()
    cause = int(Cause.TIMER)
    of = NOBODY

    def _run(self) -> None:
        recorder: Any = self._loop.coroscope  # type: ignore[attr-defined]
        if recorder is None:
            _plainly(self)
        else:
            _run_callback(self, recorder)
        self = None  # type: ignore[assignment]


def _run_callback(handle: Any, recorder: Any) -> None:
    callback = handle._callback
    if recorder.current == NOBODY and recorder.is_plumbing(callback):
        # Most are. Whatever it wakes is put down to whoever has scheduled it.
        recorder.cause, recorder.of = handle.cause, handle.of
        try:
            _plainly(handle)
        finally:
            recorder.cause, recorder.of = _OUTSIDE, NOBODY
            handle = callback = None
        return
    recorder.callback_begins(callback, handle.cause, handle.of, is_deadline(callback))
    try:
        _plainly(handle)
    finally:
        recorder.callback_ends()
        handle = callback = None


CODES = frozenset(
    [Handle._run.__code__, TimerHandle._run.__code__, _run_callback.__code__, _plainly.__code__]
)
"""Below these frames is the loop, and nobody's own line."""


def task_of(callback: Any) -> Any:
    """The task whose step a callback is, if its steps are recorded.

    >>> task_of(print) is None
    True
    """
    task = handles.task_of(callback)
    return task if getattr(task, "recorder", None) is not None else None
