"""What is changed in asyncio, and a little around it, while a program is recorded."""

import asyncio
import concurrent.futures
import os
import sys
import time
import traceback
import warnings
from asyncio import base_events, events, tasks
from collections.abc import Callable
from functools import partial
from threading import get_ident
from types import BuiltinMethodType, FrameType
from typing import Any

from ..listing.patches import Patches
from ..loop.handles import STEP, is_deadline
from ..record.kinds import NOBODY, Cause
from ..record.levels import watch_all
from ..record.waits import whole_us
from .handles import TimerHandle, made
from .output import Listener
from .recorder import HomeRecorder
from .task import Task

_Loop: Any = base_events.BaseEventLoop
_call_soon, _schedule, _run_forever = _Loop.call_soon, _Loop._call_soon, _Loop.run_forever
_run_in_executor, _complain = _Loop.run_in_executor, _Loop.call_exception_handler
_call_at = _Loop.call_at
# Handles of a recording that is over look for it still.
_Loop.coroscope = None
_UNTIL_COMPLETE = _Loop.run_until_complete.__code__
_OUTSIDE, _THREAD = int(Cause.OUTSIDE), int(Cause.THREAD)
wait, _exit = time.sleep, os._exit


def install(recorder: HomeRecorder, at_exit: Callable[[int], None]) -> Callable[[], None]:
    """Has all that happens recorded. Returns what undoes that. `at_exit` hears of `os._exit`."""
    patches = Patches()
    depth = sys.get_coroutine_origin_tracking_depth()
    if depth == 0:
        sys.set_coroutine_origin_tracking_depth(1)
        patches.restore(lambda: sys.set_coroutine_origin_tracking_depth(0))
    patches.restore(watch_all(recorder.levels))
    patches.set(_Loop, "coroscope", recorder)
    patches.restore(recorder.let_loops_go)
    for name, value in (
        ("call_soon", call_soon), ("_call_soon", schedule), ("call_at", call_at),
        ("run_forever", run_forever),
        ("run_in_executor", run_in_executor), ("call_exception_handler", complain),
    ):
        patches.set(_Loop, name, value)
    for module in (asyncio, tasks):
        patches.set(module, "Task", Task)
        if hasattr(asyncio, "create_eager_task_factory"):
            eager = asyncio.create_eager_task_factory(Task)
            patches.set(module, "eager_task_factory", eager)
    patches.set(time, "sleep", partial_like(sleep, recorder))
    patches.set(os, "_exit", partial_like(leave, at_exit))
    never = partial_like(never_awaited, recorder, depth == 0)
    patches.set(warnings, "_warn_unawaited_coroutine", never)
    for stream, is_error in ((sys.stdout, False), (sys.stderr, True)):
        patches.restore(Listener(stream, partial(_printed, recorder, is_error)).close)
    return patches.undo


def call_soon(self: Any, callback: Any, *args: Any, context: Any = None) -> Any:
    """Has a callback called soon, as asyncio does, which only asks more on the way."""
    if self.coroscope is None or self._closed or self._debug:
        return _call_soon(self, callback, *args, context=context)
    return schedule(self, callback, args, context)


def schedule(self: Any, callback: Any, args: Any, context: Any) -> Any:
    """Puts a callback in the ready queue, as asyncio does, and notes who did that."""
    recorder = self.coroscope
    if recorder is None:
        return _schedule(self, callback, args, context)
    thread = recorder.thread
    if thread == get_ident() or thread is None:
        kind, task = type(callback), None
        if kind is STEP or (kind is BuiltinMethodType and callback.__name__ == "task_wakeup"):
            task = callback.__self__
        if task is not None and getattr(task, "recorder", None) is not None:
            handle = made(self, callback, args, context)
            handle.task = task
            if task.is_fresh:
                task.is_fresh = False
            else:
                recorder.woken(task)
        else:
            is_plumbing, cause = recorder.is_plumbing(callback), recorder.cause
            if is_plumbing and cause == _OUTSIDE:
                # An ordinary handle says as much.
                return _schedule(self, callback, args, context)
            handle = made(self, callback, args, context)
            handle.task, handle.is_plumbing = None, is_plumbing
            handle.cause, handle.of = cause, recorder.of
    else:
        handle = made(self, callback, args, context)
        handle.task, handle.is_plumbing = None, False
        lane = recorder.lane_of_thread()
        handle.cause = _OUTSIDE if lane is None else _THREAD
        handle.of = NOBODY if lane is None else lane
    self._ready.append(handle)
    return handle


def call_at(self: Any, when: Any, callback: Any, *args: Any, context: Any = None) -> Any:
    """Has a callback called at a time, as asyncio does."""
    timer = _call_at(self, when, callback, *args, context=context)
    if timer._source_traceback:
        del timer._source_traceback[-1]
    recorder = self.coroscope
    if recorder is not None and type(timer) is events.TimerHandle:
        timer.__class__ = TimerHandle
        if is_deadline(callback):
            recorder.deadline(callback.__self__._task, timer)
    return timer


def run_forever(self: Any) -> None:
    """Runs a loop, for which the program waits."""
    recorder = self.coroscope
    if recorder is None or not recorder.takes(self):
        return _run_forever(self)  # type: ignore[no-any-return]
    until = _until(sys._getframe(1))
    if getattr(until, "lane", 0) == NOBODY and isinstance(until, Task):
        return _run_forever(self)  # type: ignore[no-any-return]
    recorder.module_waits(until)
    try:
        _run_forever(self)
    finally:
        recorder.module_goes_on(until)
    return None


def _until(frame: FrameType | None) -> Any:
    """What a loop runs for, if it is until something is done."""
    for _ in range(2):
        if frame is not None and frame.f_code is _UNTIL_COMPLETE:
            return frame.f_locals.get("future")
        frame = frame.f_back if frame is not None else None
    return None


def run_in_executor(self: Any, executor: Any, func: Any, *args: Any) -> Any:
    """Has a function run in a thread. What runs in another process is not recorded."""
    recorder = self.coroscope
    threads = concurrent.futures.ThreadPoolExecutor
    if recorder is None or not (executor is None or isinstance(executor, threads)):
        return _run_in_executor(self, executor, func, *args)
    lane = recorder.thread_lane(_name_of(func), recorder.sites.here(2))
    future = _run_in_executor(self, executor, partial(_in_thread, recorder, lane, func), *args)
    if asyncio.isfuture(future):
        future.thread_lane = lane  # type: ignore[attr-defined]
        future.add_done_callback(_without_our_frame)
    return future


def _in_thread(recorder: HomeRecorder, lane: int, func: Any, *args: Any) -> Any:
    with recorder.in_thread(lane):
        return func(*args)


def _without_our_frame(future: Any) -> None:
    """Takes our own frame out of the traceback of what failed in a thread."""
    error = None if future.cancelled() else future._exception
    step = None if error is None else error.__traceback__
    while step is not None and step.tb_next is not None:
        if step.tb_next.tb_frame.f_code is _in_thread.__code__:
            step.tb_next = step.tb_next.tb_next
            return
        step = step.tb_next


def _name_of(func: Any) -> str:
    # `to_thread` hands over a function of the context that calls the one that is meant.
    if isinstance(func, partial) and func.args and callable(func.args[0]):
        func = func.args[0]
    while isinstance(func, partial):
        func = func.func
    return f"{getattr(func, '__name__', type(func).__name__)}()"


def complain(self: Any, context: Any) -> None:
    """Is told what nobody else will receive."""
    recorder = self.coroscope
    if recorder is None or recorder.is_elsewhere():
        return _complain(self, context)  # type: ignore[no-any-return]
    with recorder.complaint(context):
        _complain(self, context)
    return None


def sleep(recorder: HomeRecorder, seconds: Any) -> None:
    """Blocks, and says so."""
    lane = recorder.lane_of_thread()
    if lane is None and (recorder.is_elsewhere() or recorder.current < 0):
        return wait(seconds)
    if lane is not None:
        recorder.thread_sleeps(lane, whole_us(seconds), lambda: wait(seconds))
        return None
    recorder.block_started(whole_us(seconds), 1)
    try:
        wait(seconds)
    finally:
        recorder.block_ended()
    return None


def leave(at_exit: Callable[[int], None], status: Any) -> None:
    """Leaves at once, as the program wants; the record is written first."""
    at_exit(status if isinstance(status, int) else 1)
    _exit(status)


def never_awaited(recorder: HomeRecorder, is_plain: bool, coroutine: Any) -> None:
    """A coroutine was dropped before it ran. Python warns of it, in its own words."""
    if not recorder.is_elsewhere():
        recorder.failures.never_awaited(coroutine)
    text = f"coroutine '{coroutine.__qualname__}' was never awaited\n"
    if not is_plain and coroutine.cr_origin is not None:
        made = traceback.StackSummary.from_list(
            [(file, line, name, None) for file, line, name in reversed(coroutine.cr_origin)]
        )
        text += "Coroutine created at (most recent call last)\n" + "".join(made.format())
    warnings.warn(text.rstrip("\n"), category=RuntimeWarning, stacklevel=3, source=coroutine)


def partial_like(function: Any, *given: Any) -> Any:
    """A plain function that hands on its arguments behind some that are given: a `partial` would
    look like another thing to whoever asks."""
    code = function.__code__
    if code.co_argcount - len(given) != 1:
        raise TypeError("one argument is left")

    def handed_on(argument: Any, /) -> Any:
        return function(*given, argument)

    handed_on.__name__ = handed_on.__qualname__ = function.__name__
    return handed_on


def _printed(recorder: HomeRecorder, is_error: bool, line: str) -> None:
    if not (is_error and recorder.is_complaining):
        recorder.logged(line, is_error, 1)
