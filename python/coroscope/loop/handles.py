"""Handles that know whose step they are, and handles that record their run."""

import asyncio
from asyncio import events, timeouts
from types import BuiltinMethodType, CodeType
from typing import Any

from ..record.kinds import NOBODY

_run_plainly = events.Handle._run


class Handle(events.Handle):
    """A callback that is ready."""

    __slots__ = ("task",)
    task: Any


class RecordingHandle(Handle):
    """A callback that is ready, of a run that is recorded."""

    __slots__ = ("cause", "of")
    cause: int
    of: int

    def _run(self) -> None:
        recorder: Any = self._loop.recorder  # type: ignore[attr-defined]
        task = self.task
        if task is None:
            _run_callback(self, recorder)
        elif task.lane == NOBODY:
            _run_plainly(self)
        else:
            recorder.poll_begins(task)
            try:
                _run_plainly(self)
            finally:
                recorder.poll_ends(task)


class Timer(events.TimerHandle):
    """A callback at a time. Those of one instant are due in the order in which they were made:
    on a virtual clock deadlines are often equal, and a heap keeps no order among equals."""

    __slots__ = ("number",)
    number: int
    _when: float
    task = None

    def __lt__(self, other: Any) -> bool:
        return bool((self._when, self.number) < (other._when, other.number))


class RecordingTimer(Timer):
    """A callback at a time, of a run that is recorded."""

    __slots__ = ("cause", "of")
    cause: int
    of: int

    def _run(self) -> None:
        _run_callback(self, self._loop.recorder)  # type: ignore[attr-defined]


def _run_callback(handle: Any, recorder: Any) -> None:
    """Runs a handle without a task. What it wakes was caused by whoever scheduled it."""
    callback = handle._callback
    recorder.callback_begins(callback, handle.cause, handle.of, is_deadline(callback))
    try:
        _run_plainly(handle)
    finally:
        recorder.callback_ends()


CODES: frozenset[CodeType] = frozenset(
    [RecordingHandle._run.__code__, _run_callback.__code__, RecordingTimer._run.__code__]
)
"""Below these frames is the loop, and nobody's own line."""


def is_deadline(callback: Any) -> bool:
    """Whether a callback is that of `asyncio.timeout`."""
    return isinstance(getattr(callback, "__self__", None), timeouts.Timeout)


def task_of(callback: Any) -> Any:
    """The task whose step a callback is, or `None`.

    >>> task_of(print) is None
    True
    """
    kind = type(callback)
    if kind is STEP or (kind is BuiltinMethodType and callback.__name__ == "task_wakeup"):
        return callback.__self__
    return None


class _Probe:
    """Stands in for a loop, to see what a task schedules."""

    step: Any = None

    def call_soon(self, callback: Any, *_: Any, context: Any = None) -> None:
        """Keeps the first step of a task."""
        self.step = callback

    def get_debug(self) -> bool:
        """Nothing more than that."""
        return False

    def is_running(self) -> bool:
        """The task does not begin at once."""
        return False


async def _nothing() -> None:
    pass


def _step_type() -> type:
    """The type of a task's step. CPython has no name for it."""
    probe: Any = _Probe()
    coroutine = _nothing()
    # A name of its own, so that the first task of a program is still number 1.
    task = asyncio.Task(coroutine, loop=probe, name="probe")
    task._log_destroy_pending = False  # type: ignore[attr-defined]
    kind = type(probe.step)
    coroutine.close()
    return kind


STEP = _step_type()
"""The type of a task's step."""
