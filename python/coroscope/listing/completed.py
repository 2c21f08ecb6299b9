"""`asyncio.as_completed`, made so that a run of it can be repeated."""

import asyncio
from asyncio import coroutines, futures, tasks
from collections.abc import Callable, Iterator
from functools import wraps
from inspect import isawaitable, isgeneratorfunction
from typing import Any

from . import notes
from .patches import Patches


def start_in_order(patches: Patches, say: Callable[[str], None]) -> None:
    """Has `as_completed` start coroutines in the order in which it is given them.

    CPython's own makes tasks of them in the order of a set, which is that of addresses: another one
    each time, so that neither a prediction nor one of a thousand orders could be had again. It gets
    tasks here, and does all else.
    """
    given: Any = asyncio.as_completed

    @wraps(given)
    def at_once(fs: Any, *, timeout: float | None = None) -> Any:
        return given(_as_tasks(fs, say), timeout=timeout)

    @wraps(given)
    def when_iterated(fs: Any, *, timeout: float | None = None) -> Iterator[Any]:
        yield from given(_as_tasks(fs, say), timeout=timeout)

    # Before Python 3.13 it is a generator, which starts nothing until it is asked for the first.
    instead = when_iterated if isgeneratorfunction(given) else at_once
    for module in (asyncio, tasks):
        patches.set(module, "as_completed", instead)


def _as_tasks(fs: Any, say: Callable[[str], None]) -> Any:
    if isawaitable(fs) or coroutines.iscoroutine(fs):
        return fs  # It has an error of its own about these.
    each = list(dict.fromkeys(fs))  # Each once, as in a set.
    if sum(not futures.isfuture(one) for one in each) > 1:
        say(notes.AS_COMPLETED)
    return [tasks.ensure_future(one) for one in each]
