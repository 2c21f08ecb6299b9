"""The command line: `python -m coroscope run program.py`."""

import os
import sys
from dataclasses import dataclass
from typing import Any, NoReturn

from ..record.rows import DEFAULT_CAPACITY
from ..saved.reader import read
from .chrome import chrome
from .program import NoProgram, Program, run
from .recording import Options
from .summary import summary
from .tries import try_orders

USAGE = """\
Use: python -m coroscope run [options] program.py [its arguments]
     python -m coroscope run [options] -m module [its arguments]
     python -m coroscope show FILE

Runs a program that uses asyncio as it is, and records what its event loop does.

  --out FILE      where the record goes (the program's name, and .coroscope)
  --trace FILE    a trace for speedscope, Perfetto and Chrome, besides
  --summary       says on standard error what blocked, what waited, and what went wrong
  --limit MS      a step that takes as long as this blocks the loop (50)
  --capacity N    keeps so many rows (1,048,576)
  --no-sources    leaves the text of the program out of the record
  --orders N      runs it on a virtual clock instead, in N orders; exit code 1 if one fails

`show` says what `--summary` says, of a record that is there.
"""


class Wrong(Exception):
    """A sentence: the command line makes no sense."""


@dataclass
class Asked:
    """What the command line asks for."""

    out: str | None = None
    trace: str | None = None
    summary: bool = False
    limit: float = 50
    capacity: int = DEFAULT_CAPACITY
    no_sources: bool = False
    orders: int = 0
    program: Program = Program("", False)


_VALUES = {"--out": str, "--trace": str, "--limit": float, "--capacity": int, "--orders": int}
_FLAGS = ("--summary", "--no-sources")


def parse(words: list[str]) -> Asked:
    """Reads what follows `run`.

    >>> asked = parse(["--orders", "20", "--out=a.run", "main.py", "--out", "mine"])
    >>> asked.orders, asked.out, asked.program
    (20, 'a.run', Program(name='main.py', is_module=False, arguments=('--out', 'mine')))
    >>> parse(["--capacity", "few", "main.py"])
    Traceback (most recent call last):
    coroscope.home.command.Wrong: --capacity takes a number from 1 on, not “few”
    """
    asked, words = Asked(), list(words)
    while words and words[0].startswith("-") and words[0] != "-":
        word, has_value, value = words.pop(0).partition("=")
        if word == "-m":
            if not words:
                raise Wrong("-m takes the name of a module")
            asked.program = Program(words[0], True, tuple(words[1:]))
            return asked
        if word in _FLAGS and not has_value:
            setattr(asked, word[2:].replace("-", "_"), True)
        elif word in _VALUES:
            if not has_value and not words:
                raise Wrong(f"{word} takes a value")
            _set(asked, word, value if has_value else words.pop(0))
        else:
            raise Wrong(f"there is no option {word}")
    if not words:
        raise Wrong("which program is to be run?")
    asked.program = Program(words[0], False, tuple(words[1:]))
    return asked


def _set(asked: Asked, word: str, value: str) -> None:
    kind: Any = _VALUES[word]
    try:
        made = kind(value)
        if kind is not str and not 1 <= made < 1e12:
            raise ValueError
    except ValueError:
        raise Wrong(f"{word} takes a number from 1 on, not “{value}”") from None
    setattr(asked, word[2:], made)


def main(words: list[str]) -> int:
    """Does what the command line asks for. What ends the program goes on through this."""
    if not words or words[0] in ("-h", "--help", "help"):
        print(USAGE, end="")
        return 0 if words else 2
    if words[0] == "show" and len(words) == 2:
        return _show(words[1])
    if words[0] != "run":
        _refuse(f"there is no command {' '.join(words)}")
    if words[1:] and words[1] in ("-h", "--help"):
        print(USAGE, end="")
        return 0
    try:
        asked = parse(words[1:])
    except Wrong as wrong:
        _refuse(str(wrong))
    return _orders(asked) if asked.orders else _record(asked)


def _record(asked: Asked) -> int:
    path = os.path.abspath(asked.out or f"{asked.program.title}.coroscope")
    trace = None if asked.trace is None else os.path.abspath(asked.trace)
    options = Options(not asked.no_sources, asked.capacity, asked.limit)
    folder, pid = os.getcwd(), os.getpid()
    try:
        run(asked.program, path, options)
    except NoProgram as wrong:
        print(wrong, file=sys.stderr)
        return 2
    finally:
        # A child of the program that comes here as well has nothing to say.
        if os.getpid() == pid and os.path.isdir(folder):
            _afterwards(asked, path, trace)
    return 0


def _afterwards(asked: Asked, path: str, trace: str | None) -> None:
    """What is made of the record when the program has ended."""
    if (trace is None and not asked.summary) or not os.path.exists(path):
        return
    try:
        with open(path, "rb") as file:
            saved = read(file.read())
        if trace is not None:
            with open(trace, "w", encoding="utf-8") as to:
                to.write(chrome(saved))
        if asked.summary:
            print(summary(saved, int(asked.limit * 1000)), file=sys.__stderr__)
    except (OSError, ValueError) as error:
        print(f"coroscope: {error}", file=sys.__stderr__)


def _orders(asked: Asked) -> int:
    if asked.program.is_module:
        _refuse("--orders takes the file of a program, not a module")
    path = asked.program.name
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except (OSError, UnicodeError) as error:
        print(f"{path} cannot be read: {error}", file=sys.stderr)
        return 2
    sys.path[0:1] = [os.path.dirname(os.path.realpath(path))]
    code, says = try_orders(text, os.path.basename(path), asked.orders)
    print(says, file=sys.stderr if code else sys.stdout)
    return code


def _show(path: str) -> int:
    try:
        with open(path, "rb") as file:
            saved = read(file.read())
    except (OSError, ValueError) as error:
        print(f"{path}: {error}", file=sys.stderr)
        return 2
    limit_ms = saved.head.get("limit_ms", 50)
    print(summary(saved, int(limit_ms * 1000)))
    return 0


def _refuse(sentence: str) -> NoReturn:
    print(f"coroscope: {sentence}\n\n{USAGE}", end="", file=sys.stderr)
    raise SystemExit(2)
