"""Handles of an ordinary loop that record their run."""

from asyncio import events
from contextvars import copy_context
from typing import Any

from ..loop.handles import is_deadline
from ..record.kinds import NOBODY, Cause

_OUTSIDE = int(Cause.OUTSIDE)
_plainly = events.Handle._run
_new = object.__new__

_IS_KNOWN = set(events.Handle.__slots__) == {
    "_callback", "_args", "_cancelled", "_context", "_loop", "_repr", "_source_traceback",
    "__weakref__",
}
"""Whether it is known what belongs to a handle, so that it can be made without asking anybody."""


class Handle(events.Handle):
    """A callback that is ready. It is shown as what it stands for.

    There is one class for all, because Python is fast where it always meets the same one.
    """

    __slots__ = ("cause", "is_plumbing", "of", "task")
    task: Any
    """The task whose step it is, or `None`."""
    is_plumbing: bool
    """Whether it is asyncio's own. What it wakes is put down to whoever has scheduled it:"""
    cause: int
    of: int

    def _run(self) -> None:
        it: Any = self
        recorder, task = it._loop.coroscope, it.task
        if recorder is None:
            _plainly(self)
        elif task is not None:
            recorder.poll_begins(task)
            try:
                it._context.run(it._callback, *it._args)
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as error:
                _has_failed(it, error)
            finally:
                recorder.poll_ends(task)
                # An error keeps this frame alive, and with it whatever is named here.
                it = self = task = None  # type: ignore[assignment]
        elif it.is_plumbing and recorder.current == NOBODY:
            recorder.cause, recorder.of = it.cause, it.of
            try:
                _plainly(self)
            finally:
                recorder.cause, recorder.of = _OUTSIDE, NOBODY
                it = self = None  # type: ignore[assignment]
        else:
            _run_callback(self, recorder)
        it = self = None  # type: ignore[assignment]


def made(loop: Any, callback: Any, args: Any, context: Any) -> Any:
    """A handle, for a loop that is recorded."""
    if loop._debug or not _IS_KNOWN:
        handle: Any = Handle(callback, args, loop, context)
        if handle._source_traceback:
            del handle._source_traceback[-2:]
    else:
        handle = _new(Handle)
        handle._context = copy_context() if context is None else context
        handle._loop, handle._callback, handle._args = loop, callback, args
        handle._cancelled, handle._repr, handle._source_traceback = False, None, None
    return handle


def _has_failed(handle: Any, error: BaseException) -> None:
    """Says that a step could not even begin, as asyncio would. Errors of tasks do not come here."""
    said = {
        "message": f"Exception in callback {handle._callback!r}",
        "exception": error,
        "handle": handle,
    }
    handle._loop.call_exception_handler(said)


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
