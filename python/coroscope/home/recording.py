"""A recording: from when it begins until the file is written."""

import asyncio
import functools
import inspect
import os
import platform
import sys
import time
import tokenize
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, TypeVar

from ..record.failures import Failures
from ..record.kinds import End
from ..record.rows import DEFAULT_CAPACITY
from ..saved import chunks
from ..saved.writer import ROWS_VERSION, Writer
from . import hooks
from .recorder import HomeRecorder
from .watcher import Watcher

APP = "coroscope for Python 0.1.0"
_MOST_SOURCE = 1 << 20
_Function = TypeVar("_Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class Options:
    """How a program is recorded.

    >>> Options().limit_ms
    50
    """

    sources: bool = True
    """Whether the file has the text of the program's own files."""
    capacity: int = DEFAULT_CAPACITY
    """How many rows are kept."""
    limit_ms: float = 50
    """A step of a task that takes as long as this was busy, and is looked at while it lasts."""


class Recording:
    """Records this process from `start` to `stop`. There is one at a time."""

    active: "Recording | None" = None

    def __init__(self, path: str, name: str, root: str, options: Options) -> None:
        self.path = path
        self.recorder = HomeRecorder(root, options.capacity)
        self.recorder.limit_us = int(options.limit_ms * 1000)
        self._name = name
        self._options = options
        self._files = 0
        self._pid = os.getpid()
        self._writer: Writer
        self._watcher: Watcher
        self._undo: Callable[[], None]
        self._loop: Any = None

    def start(self) -> None:
        """Begins to record."""
        if Recording.active is not None:
            raise RuntimeError("this program is recorded already: one recording at a time")
        recorder = self.recorder
        self._writer = Writer(os.path.abspath(self.path), self._head(), recorder.began_us)
        Recording.active = self
        self._watcher = Watcher(recorder, self._flush)
        recorder.began(self._name)
        self._undo = hooks.install(recorder, self._leaves)
        try:
            self._loop = asyncio.get_running_loop()
        except RuntimeError:
            self._loop = None
        else:
            if not hasattr(self._loop, "coroscope"):
                self._writer.write(chunks.note(other_loop(self._loop)))
            else:
                tasks = sorted(asyncio.all_tasks(self._loop), key=lambda task: task.get_name())
                recorder.adopt_loop(self._loop, tasks, asyncio.current_task(self._loop))
        self._watcher.start()

    def stop(self, end: End, error: BaseException | None = None, exit_code: int = 0) -> None:
        """Writes what is left, and records no more."""
        if Recording.active is not self or os.getpid() != self._pid:
            return
        Recording.active = None
        self._watcher.stop()
        recorder = self.recorder
        if self._loop is not None:
            recorder.leave_loop()
        self._undo()
        recorder.ended(error)
        Failures.look(recorder.failures)
        recorder.failures.at_the_end()
        at_us = recorder.now_us()
        self._flush()
        if recorder.thread is None and "uvloop" in sys.modules:
            self._writer.write(chunks.note(
                "No loop of asyncio's own has run. Those of uvloop cannot be recorded."
            ))
        if recorder.other_loops:
            self._writer.write(chunks.note(
                f"{recorder.other_loops} event loops of other threads were not recorded."
            ))
        self._writer.end(int(end), at_us, recorder.rows.left_out, exit_code)

    def _leaves(self, status: int) -> None:
        """The program leaves with `os._exit`."""
        self._writer.write(chunks.note("The program has left with `os._exit`."))
        self.stop(End.EXITED, exit_code=status)

    def pause(self) -> None:
        """Has no thread for a moment."""
        self._watcher.stop()
        hooks.wait(0.001)  # A thread that has said that it ends is still there for a moment.

    def go_on(self) -> None:
        """Has one again, when something happens next: Python counts threads a little later."""
        self.recorder.next_time(self._watcher.start)

    def abandon(self) -> None:
        """This process is a copy of the one that is recorded. It leaves the file alone."""
        Recording.active = None
        self._undo()
        self._writer.close()

    def _flush(self) -> None:
        """Writes what is new. What rows point to comes before them."""
        recorder, writer = self.recorder, self._writer
        rows = recorder.rows.new()
        texts, files = recorder.rows.new_texts(), recorder.sites.own.paths[self._files :]
        if files:
            writer.files(recorder.sites.files[self._files : self._files + len(files)])
            for number, path in enumerate(files, self._files):
                if self._options.sources and (text := _source(path)) is not None:
                    writer.write(chunks.source(number, text))
            self._files += len(files)
        writer.texts(texts)
        writer.rows(rows)

    def _head(self) -> dict[str, Any]:
        began = time.gmtime(self.recorder.began_us // 1_000_000)
        return {
            "kind": "record",
            "rows": ROWS_VERSION,
            "program": self._name,
            "python": platform.python_version(),
            "app": APP,
            "began": time.strftime("%Y-%m-%dT%H:%M:%SZ", began),
            "limit_ms": self._options.limit_ms,
        }


def other_loop(loop: Any) -> str:
    """The sentence about a loop that cannot be recorded."""
    kind = type(loop)
    return (f"The loop is a {kind.__module__}.{kind.__qualname__}, which cannot be recorded: "
            "only asyncio's own loops can.")


def _source(path: str) -> str | None:
    try:
        with tokenize.open(path) as file:
            text = file.read(_MOST_SOURCE + 1)
    except (OSError, SyntaxError, UnicodeError):
        return None
    return text if len(text) <= _MOST_SOURCE else None


class record:
    """Records what happens in a `with` block, or in a function, to a file.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = os.path.join(folder, "run.coroscope")
    ...     with record(path):
    ...         asyncio.run(asyncio.sleep(0))
    ...     os.path.getsize(path) > 100
    True

    It may stand inside of a loop that runs: then it records that loop from there on. As a decorator
    it records each call; each writes the file again.
    """

    def __init__(self, path: str = "run.coroscope", *, sources: bool = True,
                 capacity: int = DEFAULT_CAPACITY, limit_ms: float = 50) -> None:
        self._path = os.fspath(path)
        self._options = Options(sources, capacity, limit_ms)
        self._recording: Recording | None = None

    def __enter__(self) -> "record":
        code = sys._getframe(1).f_code
        self._start(code.co_filename)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 at: TracebackType | None) -> None:
        recording, self._recording = self._recording, None
        if recording is not None:
            recording.stop(End.COMPLETED if error is None else End.FAILED, error)

    def __call__(self, function: _Function) -> _Function:
        wrapped: Any
        if inspect.iscoroutinefunction(function):
            @functools.wraps(function)
            async def wrapped(*args: Any, **options: Any) -> Any:
                with self._again(function):
                    return await function(*args, **options)
        else:
            @functools.wraps(function)
            def wrapped(*args: Any, **options: Any) -> Any:
                with self._again(function):
                    return function(*args, **options)
        return wrapped  # type: ignore[no-any-return]

    def _again(self, function: Callable[..., Any]) -> "_Again":
        return _Again(self, inspect.unwrap(function).__code__.co_filename)

    def _start(self, file: str) -> None:
        root = os.path.dirname(os.path.abspath(file))
        name = os.path.basename(file)
        recording = Recording(self._path, name, root, self._options)
        if not file.startswith("<"):
            recording.recorder.sites.own.take(file)
        recording.start()
        self._recording = recording


class _Again:
    """A recording of one call of a function."""

    def __init__(self, of: record, file: str) -> None:
        self._of = of
        self._file = file

    def __enter__(self) -> None:
        self._of._start(self._file)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 at: TracebackType | None) -> None:
        self._of.__exit__(kind, error, at)


def _will_fork() -> None:
    # Python warns of a fork beside a thread, and ours is nobody's business.
    if Recording.active is not None:
        Recording.active.pause()


def _has_forked() -> None:
    if Recording.active is not None:
        Recording.active.go_on()


def _is_forked() -> None:
    if Recording.active is not None:
        Recording.active.abandon()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_will_fork, after_in_parent=_has_forked, after_in_child=_is_forked)
