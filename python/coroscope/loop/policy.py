"""Which loops asyncio makes while a session is open."""

import asyncio
from asyncio import events
from collections.abc import Callable
from types import ModuleType
from typing import Any

from .event_loop import Loop
from .task import Task


# Python 3.14 has put an underscore before the name.
_Base: Any = getattr(events, "AbstractEventLoopPolicy", None) or vars(events).get(
    "_AbstractEventLoopPolicy"
)


class Policy(_Base):  # type: ignore[misc]
    """Makes loops of the session. `get_event_loop()` makes one if there is none, as Python did
    before 3.14, and calls `made` then.

    >>> Policy(made=print).new_event_loop()
    Traceback (most recent call last):
    RuntimeError: no session is open
    """

    def __init__(self, made: Callable[[], None] = lambda: None) -> None:
        self._made = made
        self._loop: Any = None
        self._was_set = False

    def get_event_loop(self) -> Any:
        """The loop of this thread."""
        if self._loop is None:
            if self._was_set:
                raise RuntimeError("There is no current event loop in thread 'MainThread'.")
            self._made()
            self.set_event_loop(self.new_event_loop())
        return self._loop

    def set_event_loop(self, loop: Any) -> None:
        """Makes a loop that of this thread."""
        self._was_set = True
        self._loop = loop

    def new_event_loop(self) -> Loop:
        """A new loop."""
        return Loop()


def install(made: Callable[[], None]) -> None:
    """Lets every way of asyncio to make a loop or a task make one of ours.

    Whoever calls this puts the modules of asyncio back (`coroscope.listing.world`).
    """
    policy = Policy(made)
    events._event_loop_policy = policy  # type: ignore[attr-defined]
    set_in(asyncio, "run", asyncio.runners.run)  # Pyodide has one of its own.
    set_in(asyncio, "Task", Task)
    set_in(asyncio.tasks, "Task", Task)
    if hasattr(asyncio, "create_eager_task_factory"):
        eager = asyncio.create_eager_task_factory(Task)
        set_in(asyncio, "eager_task_factory", eager)
        set_in(asyncio.tasks, "eager_task_factory", eager)
    for name in ("SelectorEventLoop", "ProactorEventLoop", "EventLoop"):
        set_in(asyncio, name, Loop)
    for name in ("DefaultEventLoopPolicy", "WindowsSelectorEventLoopPolicy",
                 "WindowsProactorEventLoopPolicy"):
        set_in(asyncio, name, lambda: policy)


def set_in(module: ModuleType, name: str, value: object) -> None:
    """Sets a name of a module, whatever its type was."""
    vars(module)[name] = value
