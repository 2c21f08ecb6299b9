"""Who asks a task to stop."""

import sys
from asyncio import runners
from typing import Any

from .kinds import NOBODY, By, Cause

_CANCEL_ALL = runners._cancel_all_tasks.__code__  # type: ignore[attr-defined]


def who_cancels(recorder: Any, depth: int) -> tuple[By, int]:
    """Who asks, and its lane.

    `depth` is how many frames there are between this function and the one that asks.
    """
    frame = sys._getframe(depth)
    while frame is not None and depth < 6:
        if frame.f_code is _CANCEL_ALL:
            return By.RUN_END, NOBODY
        frame, depth = frame.f_back, depth + 1  # type: ignore[assignment]
    if recorder.is_deadline:
        return By.DEADLINE, NOBODY
    if recorder.cause == Cause.TASK:
        return By.TASK, recorder.of
    return By.TIMER if recorder.cause == Cause.TIMER else By.OUTSIDE, NOBODY
