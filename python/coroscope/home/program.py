"""Runs a program as Python would, and records it."""

import io
import os
import runpy
import sys
import types
from dataclasses import dataclass
from typing import Any

from ..record.kinds import End
from .files import PACKAGE
from .recording import Options, Recording


class NoProgram(Exception):
    """A sentence: there is no such program."""


@dataclass(frozen=True)
class Program:
    """What is to be run: a file, or a module, and its arguments."""

    name: str
    is_module: bool
    arguments: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What it is called, and what its record is called after.

        >>> Program("api/server.py", False).title, Program("http.server", True).title
        ('server', 'http.server')
        """
        if self.is_module:
            return self.name
        return os.path.splitext(os.path.basename(os.path.abspath(self.name)))[0]


def load(program: Program) -> tuple[types.ModuleType, types.CodeType]:
    """The module `__main__` that the program will be, and its code."""
    module = types.ModuleType("__main__")
    names: dict[str, Any] = vars(module)
    names["__builtins__"] = __builtins__
    if program.is_module:
        try:
            _, spec, code = runpy._get_module_details(program.name)  # type: ignore[attr-defined]
        except (ImportError, runpy._Error) as error:  # type: ignore[attr-defined]
            raise NoProgram(f"{sys.executable}: {error}") from None
        names.update(__spec__=spec, __loader__=spec.loader, __package__=spec.parent,
                     __file__=spec.origin, __cached__=spec.cached)
        return module, code
    path = os.path.join(os.getcwd(), program.name)
    try:
        with io.open_code(path) as file:
            text = file.read()
    except OSError as error:
        raise NoProgram(f"{program.name} cannot be read: {error.strerror}") from None
    names.update(__file__=path, __cached__=None)
    return module, compile(text, path, "exec", dont_inherit=True)


def run(program: Program, path: str, options: Options) -> int | None:
    """Runs the program, recorded to this file. Raises what ends it, told already.

    Whoever calls this lets `SystemExit` and the rest go on, so that Python ends as it would.
    """
    sys.argv = [program.name, *program.arguments]
    if not program.is_module:
        # Where Python puts the folder of a program.
        if not getattr(sys.flags, "safe_path", False) and sys.path:
            sys.path[0] = os.path.dirname(os.path.realpath(program.name))
    try:
        module, code = load(program)
    except SyntaxError as error:
        _tell(error)
        raise
    file = vars(module)["__file__"]
    if program.is_module:
        sys.argv[0] = file
    root = os.getcwd() if program.is_module else os.path.dirname(os.path.abspath(file))
    recording = Recording(path, os.path.basename(file), root, options)
    recording.recorder.sites.own.take(code.co_filename)
    sys.modules["__main__"] = module
    recording.start()
    try:
        exec(code, vars(module))
    except SystemExit as error:
        recording.stop(End.EXITED, exit_code=_exit_code(error))
        without_ours(error)
        raise
    except BaseException as error:
        # Python ends by the signal itself then, which is 130 for whoever has started it.
        recording.stop(End.FAILED, error, 130 if isinstance(error, KeyboardInterrupt) else 1)
        _tell(error)
        raise
    recording.stop(End.COMPLETED)
    return None


def _exit_code(error: SystemExit) -> int:
    if error.code is None:
        return 0
    return error.code & 0x7FFFFFFF if isinstance(error.code, int) else 1


def _tell(error: BaseException) -> None:
    """Shows an exception as Python would, and sees that it is shown once."""
    without_ours(error)
    sys.excepthook(type(error), error, error.__traceback__)
    sys.excepthook = lambda *_: None


def without_ours(error: BaseException) -> None:
    """Takes the frames of this package out of the traceback of an exception, and of those that led
    to it.

    >>> try:
    ...     load(Program("no such file", False))
    ... except NoProgram as error:
    ...     raised = error
    >>> without_ours(raised)
    >>> raised.__traceback__.tb_next is None
    True
    """
    seen: set[int] = set()
    left: list[BaseException | None] = [error]
    while left:
        one = left.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        one.__traceback__ = _filtered(one.__traceback__)
        left += [one.__cause__, one.__context__]
        if isinstance(one, BaseExceptionGroup):
            left += one.exceptions


def _filtered(step: types.TracebackType | None) -> types.TracebackType | None:
    steps = []
    while step is not None:
        name = step.tb_frame.f_code.co_filename
        if not name.startswith(PACKAGE + os.sep) and name != "<frozen runpy>":
            steps.append(step)
        step = step.tb_next
    following = None
    for one in reversed(steps):
        one.tb_next = following
        following = one
    return following
