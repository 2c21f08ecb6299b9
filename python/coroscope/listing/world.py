"""What a listing can change and the next one must not see."""

import asyncio
import builtins
import linecache
import logging
import operator
import os
import random
import signal
import sys
import threading
import time
import types
import warnings
from asyncio import events
from collections.abc import Callable
from contextlib import suppress
from typing import Any

_KEPT = ("builtins", "time", "random", "threading", "warnings", "os", "signal", "logging", "socket")


def keep() -> Callable[[], None]:
    """Remembers the state of the interpreter, as far as Python can see it. Returns what puts it
    back.

    >>> put_back = keep()
    >>> builtins.left_behind = 1
    >>> put_back()
    >>> hasattr(builtins, "left_behind")
    False
    """
    undo = [
        _modules(), _attributes(), _streams(), _logging(), _warnings(), _signals(), _asyncio(),
        _process(),
    ]

    def put_back() -> None:
        for one in reversed(undo):
            one()

    return put_back


def _modules() -> Callable[[], None]:
    before = dict(sys.modules)

    def undo() -> None:
        for name in set(sys.modules) - set(before):
            _forget(name)
        for name, module in before.items():
            sys.modules[name] = module

    return undo


def _forget(name: str) -> None:
    # Python's own library may stay: to import it again costs more than all else.
    if name.partition(".")[0] not in sys.stdlib_module_names:
        sys.modules.pop(name, None)


def _attributes() -> Callable[[], None]:
    names = [*_KEPT, *(name for name in sys.modules if name.partition(".")[0] == "asyncio")]
    kept = [(vars(sys.modules[name]), dict(vars(sys.modules[name]))) for name in names]
    kept += [(values, dict(values)) for values in _class_values()]

    def undo() -> None:
        for now, before in kept:
            _put_back(now, before)

    return undo


def _put_back(now: dict[str, Any], before: dict[str, Any]) -> None:
    # Mostly nothing has changed, which is found out without asking anything whether it is equal.
    if len(now) == len(before) and all(map(operator.is_, now.values(), before.values())):
        if all(map(operator.eq, now, before)):
            return
    for name in [name for name in now if name not in before]:
        del now[name]
    for name, value in before.items():
        if now.get(name) is not value:
            now[name] = value


def _class_values() -> list[dict[str, Any]]:
    return [os.environ._data]  # type: ignore[attr-defined]


def _streams() -> Callable[[], None]:
    names = ("stdin", "stdout", "stderr", "excepthook", "unraisablehook", "displayhook", "argv")
    before = {name: getattr(sys, name) for name in names}
    shared: tuple[list[Any], ...] = (sys.argv, sys.path, sys.meta_path, sys.path_hooks)
    lists = [(where, list(where)) for where in shared]

    def undo() -> None:
        for name, value in before.items():
            setattr(sys, name, value)
        for where, items in lists:
            where[:] = items

    return undo


def keep_names() -> Callable[[], None]:
    """Remembers what has which name in the modules that listings change most. Returns what puts it
    back, quickly if there is nothing to do: it is done before each of many runs.

    >>> put_back = keep_names()
    >>> asyncio.sleep, kept = None, asyncio.sleep
    >>> put_back()
    >>> asyncio.sleep is kept
    True
    """
    kept = [(vars(module), dict(vars(module))) for module in (builtins, asyncio, asyncio.tasks)]

    def put_back() -> None:
        for now, before in kept:
            _put_back(now, before)

    return put_back


def _logging() -> Callable[[], None]:
    root = logging.root
    handlers, level, disabled = list(root.handlers), root.level, root.manager.disable
    loggers = dict(root.manager.loggerDict)
    own = logging.getLogger("asyncio")
    own_before = list(own.handlers), own.level, own.propagate, own.disabled

    def undo() -> None:
        root.handlers[:] = handlers
        root.setLevel(level)
        root.manager.disable = disabled
        for name in set(root.manager.loggerDict) - set(loggers):
            del root.manager.loggerDict[name]
        own.handlers[:], own.level, own.propagate, own.disabled = own_before

    return undo


def _warnings() -> Callable[[], None]:
    before = list(warnings.filters)

    def undo() -> None:
        warnings.filters[:] = before  # type: ignore[index]
        with suppress(AttributeError):
            warnings._filters_mutated()  # type: ignore[attr-defined]

    return undo


def _signals() -> Callable[[], None]:
    if threading.current_thread() is not threading.main_thread():
        return lambda: None
    before = [(one, signal.getsignal(one)) for one in (signal.SIGINT, signal.SIGTERM)]

    def undo() -> None:
        for one, handler in before:
            if handler is not None and signal.getsignal(one) is not handler:
                with suppress(OSError, ValueError):
                    signal.signal(one, handler)

    return undo


def _asyncio() -> Callable[[], None]:
    running, depth = events._get_running_loop(), sys.get_coroutine_origin_tracking_depth()
    hooks = sys.get_asyncgen_hooks()

    def undo() -> None:
        events._set_running_loop(running)
        sys.set_coroutine_origin_tracking_depth(depth)
        sys.set_asyncgen_hooks(*hooks)

    events._set_running_loop(None)
    return undo


def _process() -> Callable[[], None]:
    recursion, numbers = sys.getrecursionlimit(), random.getstate()
    folder = _folder()
    random.seed(0)

    def undo() -> None:
        sys.setrecursionlimit(recursion)
        random.setstate(numbers)
        if folder is not None and _folder() != folder:
            with suppress(OSError):
                os.chdir(folder)

    return undo


def _folder() -> str | None:
    try:
        return os.getcwd()
    except OSError:
        return None


def show_as(text: str, file: str) -> Callable[[], None]:
    """Lets tracebacks show the lines of a listing. Returns what undoes that."""
    linecache.cache[file] = (len(text), None, text.splitlines(True), file)
    return lambda: linecache.cache.pop(file, None) and None


def main_module(file: str) -> types.ModuleType:
    """A new module `__main__` for a listing, which is the one of that name from here on."""
    module = types.ModuleType("__main__")
    vars(module).update(__file__=file, __builtins__=builtins)
    sys.modules["__main__"] = module
    return module


assert asyncio and time  # They are among what is kept.
