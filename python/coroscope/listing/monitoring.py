"""What CPython says of a listing's own code while it runs (`sys.monitoring`, from 3.12 on)."""

import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from types import CodeType
from typing import Any

_monitoring: Any = getattr(sys, "monitoring", None)
_NAME = "coroscope"


def is_available() -> bool:
    """Whether this Python says anything."""
    return _monitoring is not None


class Monitor:
    """Listens to events of some code objects, and only of these."""

    def __init__(self) -> None:
        self._tool: int | None = None
        self._local: dict[CodeType, int] = {}
        self._heard: list[int] = []

    def open(self) -> bool:
        """Takes a seat among the tools of this interpreter. Returns whether there was one."""
        if _monitoring is None:
            return False
        for tool in (4, 3):
            with suppress(ValueError):
                _monitoring.use_tool_id(tool, _NAME)
                self._tool = tool
                return True
        return False

    def listen(self, codes: Iterable[CodeType], events: dict[str, Callable[..., Any]]) -> None:
        """Has functions called at events of these code objects."""
        if self._tool is None:
            return
        wanted = self._register(events)
        for code in codes:
            self._local[code] = self._local.get(code, 0) | wanted
            _monitoring.set_local_events(self._tool, code, self._local[code])

    def listen_everywhere(self, events: dict[str, Callable[..., Any]]) -> None:
        """Has functions called at events which cannot be had of single code objects."""
        if self._tool is None:
            return
        _monitoring.set_events(self._tool, self._register(events))

    def _register(self, events: dict[str, Callable[..., Any]]) -> int:
        """Registers a function for each event, and returns the set of these events."""
        wanted = 0
        for name, function in events.items():
            event = getattr(_monitoring.events, name)
            _monitoring.register_callback(self._tool, event, function)
            self._heard.append(event)
            wanted |= event
        return wanted

    def close(self) -> None:
        """Leaves everything as it was."""
        if self._tool is None:
            return
        _monitoring.set_events(self._tool, 0)
        for code in self._local:
            _monitoring.set_local_events(self._tool, code, 0)
        for event in self._heard:
            _monitoring.register_callback(self._tool, event, None)
        _monitoring.free_tool_id(self._tool)
        self._tool, self._local, self._heard = None, {}, []


def count_rounds(
    monitor: Monitor, codes: Iterable[CodeType], most: int, too_many: Callable[[], None]
) -> None:
    """Counts the rounds of loops, and calls, in these code objects.

    A prediction must come to its end also where the listing has none. It is a guard, no wall: loops
    inside Python's own functions do not count.
    """
    left = most

    def count(*_: Any) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            too_many()

    monitor.listen(codes, {"JUMP": count, "PY_START": count})
