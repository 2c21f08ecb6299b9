"""Which files are somebody's own, and what they are called in a record."""

import os
import sys
import sysconfig
import threading
from types import CodeType, FrameType
from typing import Any

from ..record.kinds import LINES_PER_FILE
from ..record.sites import Sites

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
"""The folder of this package, whose lines say nothing to anybody."""

_END = -1
"""Stands where a file begins, for code below which no own line is looked for."""
_LONGEST_NAME = 200
_LIBRARY_FOLDERS = ("site-packages", "dist-packages")


class OwnFiles(dict[Any, int | None]):
    """Where the lines of a file begin among all sites: `None` if the file is nobody's own.

    A file is looked at when it is first asked for. Python's library and installed packages are
    nobody's own, and neither is what has no file. Names are relative to the program's folder, or to
    the current one, so that a record says nothing of the rest of the machine.

    >>> own = OwnFiles("/home/me/shop")
    >>> own.get("/home/me/shop/api/carts.py"), own.get("/home/me/shop/main.py"), own.get("<frozen>")
    (0, 1048576, None)
    >>> own.names, "/home/me/shop/main.py" in own
    (['api/carts.py', 'main.py'], True)
    """

    def __init__(self, root: str) -> None:
        super().__init__()
        self.names: list[str] = []
        """What the files are called, by their numbers."""
        self.paths: list[str] = []
        """Where they are."""
        self._roots = [os.path.realpath(root), os.path.realpath(os.curdir)]
        paths = sysconfig.get_paths()
        places = {paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")}
        self._library = tuple(os.path.realpath(place) + os.sep for place in places)
        self._lock = threading.Lock()
        # Asked for at each step of each walk along frames. So it is the dictionary's own function,
        # which comes back to `__missing__` for what is new.
        self.get = self.__getitem__  # type: ignore[method-assign, assignment]

    def __contains__(self, path: object) -> bool:
        return self[path] is not None

    def __missing__(self, path: Any) -> int | None:
        with self._lock:
            if dict.__contains__(self, path):
                return self[path]
            is_own = isinstance(path, str) and self._is_own(path)
            self[path] = self._add(path) if is_own else None
            return self[path]

    def take(self, path: str) -> None:
        """This file is somebody's own, wherever it is."""
        if self[path] is None:
            self[path] = self._add(path)

    def _add(self, path: str) -> int:
        self.names.append(self._name(path))
        self.paths.append(path)
        return (len(self.names) - 1) * LINES_PER_FILE

    def _is_own(self, path: str) -> bool:
        real = os.path.realpath(path)
        if path.startswith("<") or real.startswith(PACKAGE + os.sep):
            return False
        if any(folder in real.split(os.sep) for folder in _LIBRARY_FOLDERS):
            return False
        return not real.startswith(self._library)

    def _name(self, path: str) -> str:
        real = os.path.realpath(path)
        for root in self._roots:
            if real.startswith(root.rstrip(os.sep) + os.sep):
                name = os.path.relpath(real, root)
                break
        else:
            name = os.path.join(os.path.basename(os.path.dirname(real)), os.path.basename(real))
        name = name.replace(os.sep, "/")
        return name if len(name.encode("utf-8", "replace")) <= _LONGEST_NAME else name[-50:]


class HomeSites(Sites):
    """Sites in whatever files a program runs.

    >>> sites = HomeSites("/home/me/shop")
    >>> sites.of("/home/me/shop/main.py", 7), sites.files
    (7, ['main.py'])
    """

    def __init__(self, root: str) -> None:
        super().__init__([])
        self.own = OwnFiles(root)
        self.files = self.own.names
        self.bases = self.own  # type: ignore[assignment]
        # By the identity of the code, which is kept, so that no other gets its number. To ask code
        # for its hash takes a microsecond if it is long.
        self._known: dict[int, tuple[int | None, CodeType]] = {}
        self._lines: dict[tuple[int, int], int] = {}

    def here(self, depth: int) -> int:
        """The site of the innermost own line that runs now, or 0."""
        known = self._known
        frame: FrameType | None = sys._getframe(depth)
        while frame is not None:
            code = frame.f_code
            try:
                base, _ = known[id(code)]
            except KeyError:
                base = _END if code in self.ends else self.own[code.co_filename]
                known[id(code)] = base, code
            if base is not None:
                return 0 if base == _END else base + self.line(code, frame)
            frame = frame.f_back
        return 0

    def line(self, code: CodeType, frame: FrameType) -> int:
        """The line that a frame is at; its code must be kept by somebody.

        Python counts lines from the first of a function on, each time, so it is asked once.
        """
        at = id(code), frame.f_lasti
        line = self._lines.get(at)
        if line is None:
            line = self._lines[at] = frame.f_lineno or 0
        return line
