"""What lies outside of a run: closed, each with a sentence.

In the page there is nothing outside, and a virtual clock can wait for nothing outside. So a listing
meets the same errors here, whatever the machine could do.
"""

import builtins
import concurrent.futures
import importlib.abc
import importlib.machinery
import importlib.util
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, NoReturn

from ..record.kinds import End
from . import notes
from .patches import Patches

STAND_INS = ("aiohttp", "async_timeout")
_PROCESSES = ("multiprocessing", "_multiprocessing", "concurrent.futures.process")


def refuse(what: str, say: Callable[[str], None]) -> NoReturn:
    """Says why something cannot be had, and raises what Python raises where it is not."""
    say(notes.says(what))
    if what == "threads":
        raise RuntimeError("can't start new thread")
    if what == "input":
        raise EOFError("EOF when reading a line")
    if what == "processes":
        raise OSError(138, "Not supported")
    if what == "sockets":
        raise OSError(138, "a page has no sockets")
    raise OSError(138, "a page has no other programs")


class Finder:
    """Finds stand-ins, and hides what needs processes.

    >>> Finder(print).find_spec("json") is None
    True
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The module of that name, if it is one of ours."""
        if name in _PROCESSES:
            raise ModuleNotFoundError(
                "No module named '_multiprocessing'", name="_multiprocessing"
            )
        if name in STAND_INS:
            self._say(notes.played(name))
            found = importlib.util.find_spec(f"coroscope.standins.{name}")
            if found is not None:
                # That of a zip is no `InspectLoader`, but has all that one has.
                loader: Any = found.loader
                code = loader.get_code(found.name)
                return importlib.machinery.ModuleSpec(name, StandIn(code), origin=found.origin)
        return None


class StandIn(importlib.abc.Loader):
    """Makes a module of code that has been found under another name, in a folder or in a zip."""

    def __init__(self, code: Any) -> None:
        self._code = code

    def exec_module(self, module: ModuleType) -> None:
        """Fills the module."""
        exec(self._code, vars(module))


def close(
    patches: Patches,
    say: Callable[[str], None],
    end: Callable[[End], NoReturn],
    wait: Callable[[float], None],
) -> None:
    """Closes all doors, until the patches are taken back.

    `say` gets the sentences, `end` ends the run, and `wait` lets what runs wait for some seconds.
    """

    def refusing(what: str) -> Any:
        def refused(*_: Any, **__: Any) -> NoReturn:
            refuse(what, say)

        return refused

    def leave(code: int = 0) -> NoReturn:
        end(End.EXITED)

    def wait_on_condition(self: Any, timeout: float | None = None) -> bool:
        if timeout is None:
            say(notes.WAITING_THREAD)
            end(End.STUCK)
        wait(timeout)
        return False

    patches.set(builtins, "input", refusing("input"))
    patches.set(threading.Thread, "start", refusing("threads"))
    patches.set(threading.Condition, "wait", wait_on_condition)
    patches.set(subprocess.Popen, "__init__", refusing("programs"))
    patches.set(socket.socket, "connect", refusing("sockets"))
    patches.set(socket.socket, "bind", refusing("sockets"))
    patches.set(socket, "getaddrinfo", refusing("sockets"))
    for name in ("fork", "forkpty", "posix_spawn", "posix_spawnp"):
        if hasattr(os, name):
            patches.set(os, name, refusing("processes"))
    for name in ("system", "popen", "execv", "execve"):
        if hasattr(os, name):
            patches.set(os, name, refusing("programs"))
    patches.set(os, "_exit", leave)
    patches.drop(concurrent.futures, "ProcessPoolExecutor")
    for name in list(sys.modules):
        if name in _PROCESSES or name in STAND_INS or name.startswith("multiprocessing."):
            patches.drop_item(sys.modules, name)
    patches.insert(sys.meta_path, Finder(say))
