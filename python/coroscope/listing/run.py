"""Runs a listing once: predicted on a virtual clock, or measured in real time."""

from array import array
from dataclasses import dataclass

from ..loop.clock import Host
from ..loop.order import Order
from ..loop.session import UNLIMITED, Limits
from ..record.kinds import End
from ..record.rows import DEFAULT_CAPACITY
from .code import SYNTAX_ERRORS, Compiler
from .failure import Failure, failure_of
from .notes import Note
from .stage import Stage

FORMAT = 1
"""The version of the rows, as `python/README.md` describes them."""

COMPILER = Compiler()
"""Keeps the code of the last listings."""


@dataclass(frozen=True)
class Run:
    """What a listing did."""

    end: End
    """How it ended."""
    rows: "array[int]"
    """What happened: six whole numbers a row. `python/README.md` says what they mean."""
    texts: list[str]
    """The texts that rows refer to by number."""
    files: list[str]
    """The files that sites refer to by number."""
    output: str = ""
    """All that it printed."""
    errors: str = ""
    """All that was printed on standard error."""
    failure: Failure | None = None
    """The exception that ended it, or what is wrong with its syntax."""
    exit_code: int | None = None
    """What it exited with, if it did."""
    notes: tuple[Note, ...] = ()
    """Sentences to be shown beside it."""
    picks: tuple[int, ...] = ()
    """The places that were chosen, where there was a choice."""
    of: tuple[int, ...] = ()
    """How many tasks were ready at each choice."""
    total_us: int = 0
    """How long it took, in microseconds."""
    left_out: int = 0
    """How many rows did not find room."""


def predict(
    text: str,
    file: str = "listing.py",
    *,
    order: Order | None = None,
    limits: Limits | None = None,
    capacity: int = DEFAULT_CAPACITY,
    host: Host | None = None,
) -> Run:
    """Runs a listing on a virtual clock: it takes no time to wait, and the result is always the
    same.

    >>> run = predict("import asyncio\\nasyncio.run(asyncio.sleep(2))")
    >>> run.end.name, run.total_us
    ('COMPLETED', 2000000)
    """
    return _run(text, file, order or Order(), limits or Limits(), capacity, host, True)


def measure(
    text: str,
    file: str = "listing.py",
    *,
    order: Order | None = None,
    capacity: int = DEFAULT_CAPACITY,
    host: Host | None = None,
) -> Run:
    """Runs a listing in real time. Waiting blocks this thread.

    >>> run = measure("import asyncio\\nasyncio.run(asyncio.sleep(0.01))")
    >>> run.total_us >= 10_000
    True
    """
    return _run(text, file, order or Order(), UNLIMITED, capacity, host, False)


def _run(
    text: str,
    file: str,
    order: Order,
    limits: Limits,
    capacity: int,
    host: Host | None,
    is_virtual: bool,
) -> Run:
    try:
        code = COMPILER.compile(text, file)
    except SYNTAX_ERRORS as error:
        failure = failure_of(error, file)
        return Run(End.SYNTAX_ERROR, array("q"), [], [file], failure=failure)
    with Stage(file, text, host, is_virtual) as stage:
        played = stage.play(code, order, limits, capacity)
    rows = played.record.rows
    return Run(
        end=played.end,
        rows=rows.all(),
        texts=rows.texts,
        files=played.record.sites.files,
        output=played.output,
        errors=played.errors,
        failure=played.failure,
        exit_code=played.exit_code,
        notes=played.notes,
        picks=played.made,
        of=played.of,
        total_us=played.total_us,
        left_out=rows.left_out,
    )
