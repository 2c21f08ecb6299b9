"""What several tests need."""

import os
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path
from typing import Any

from coroscope import Kind, Run, parameters, predict, replaced
from coroscope.record.rows import unpacked

CAN_START = sys.platform != "emscripten"
"""Whether this Python can start another process."""

_WITH_TEXT = {
    Kind.NAMED, Kind.LOGGED, Kind.FAILED, Kind.NEVER_AWAITED, Kind.ERROR_NOT_RECEIVED,
    Kind.CALLBACK_FAILED,
}


def listing(text: str) -> str:
    """A listing as it stands indented in a test."""
    return textwrap.dedent(text).strip() + "\n"


def plain(text: str) -> str:
    """What a listing prints under this Python's own asyncio."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "listing.py"
        path.write_text(text, encoding="utf-8")
        ended = subprocess.run(
            [sys.executable, "-I", str(path)],
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )
    return ended.stdout


def stretched(text: str, factor: float) -> str:
    """A listing in which all times are so many times as long."""
    for one in reversed(parameters(text)):
        if one.is_seconds:
            text = replaced(text, one, one.value * factor)
    return text


STRETCHES = (1, 4, 16, 64)
"""A machine can be so late that things change places which are a few milliseconds apart. Then real
time is looked at again, with longer times."""


def events(run: Run, is_exact: bool = False) -> list[tuple[Any, ...]]:
    """The rows with names and texts: kind, lane, a, b, line. Times are left out, and with them
    how much time was left to a limit, if it is not to be exact."""
    found = []
    for number, lane, _, a, b, site in unpacked(run.rows):
        kind = Kind(number)
        one: Any = a
        two: Any = b
        if kind in _WITH_TEXT:
            one = run.texts[a]
        if kind is Kind.OBJECT:
            two = run.texts[b]
        if kind is Kind.WAITS and a == 13 and not is_exact:
            two = 0
        found.append((kind.name, lane, one, two, site))
    return found


def of(run: Run, *kinds: Kind) -> list[tuple[Any, ...]]:
    """The events of some kinds, without the name of a kind if there is one."""
    names = {kind.name for kind in kinds}
    found = [event for event in events(run, is_exact=True) if event[0] in names]
    return [event[1:] for event in found] if len(kinds) == 1 else found


def printed(text: str, **options: Any) -> list[str]:
    """The lines that a listing prints when it is predicted."""
    return predict(listing(text), **options).output.splitlines()


def in_main(body: str, before: str = "") -> str:
    """A listing whose `main` has this body."""
    inner = textwrap.indent(textwrap.dedent(body).strip(), "    ")
    head = textwrap.dedent(before).strip()
    return f"import asyncio\n{head}\nasync def main():\n{inner}\nasyncio.run(main())\n"
