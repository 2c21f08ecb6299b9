"""What comes of a run."""

from dataclasses import dataclass
from typing import Any

from ..record.kinds import End
from .failure import Failure
from .notes import Note


@dataclass(frozen=True)
class Played:
    """A run, as the stage gives it back."""

    end: End
    """How it ended."""
    output: str
    """What it printed."""
    errors: str
    """What it, or asyncio, printed on standard error."""
    failure: Failure | None
    """The exception that ended it."""
    exit_code: int | None
    """What it exited with, if it did."""
    notes: tuple[Note, ...]
    """What is to be said beside it."""
    made: tuple[int, ...]
    """The places that were chosen; none first in, first out."""
    of: tuple[int, ...]
    """How many tasks were ready at each choice."""
    total_us: int
    """How long it took on its clock, in microseconds."""
    record: Any
    """The recorder, if it was recorded."""
