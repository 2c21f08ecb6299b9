"""Places in source files, as one number each."""

import sys
from collections.abc import Iterable
from types import CodeType

from .kinds import LINES_PER_FILE


class Sites:
    """Numbers the files of a record, and finds the line of theirs that runs.

    Only these files are somebody's own; lines of Python's library, or of this package, say nothing
    to the reader of a record.

    >>> sites = Sites(["listing.py"])
    >>> sites.of("listing.py", 7)
    7
    >>> sites.of("asyncio/tasks.py", 7)
    0
    >>> sites.files
    ['listing.py']
    """

    def __init__(self, files: list[str]) -> None:
        self.files = files
        self.bases = {name: number * LINES_PER_FILE for number, name in enumerate(files)}
        self.ends: set[CodeType] = set()
        """The code below which nobody's own line is looked for: that of handles."""
        # To hash code takes long.
        self._end_ids: set[int] = set()

    def end_at(self, codes: Iterable[CodeType]) -> None:
        """Looks for nobody's own line below this code."""
        self.ends.update(codes)
        self._end_ids.update(map(id, codes))

    def of(self, file: str, line: int | None) -> int:
        """The site of a line, or 0 if the file is nobody's own."""
        base = self.bases.get(file)
        return 0 if base is None or not line else base + line

    def here(self, depth: int) -> int:
        """The site of the innermost own line that runs now, or 0.

        `depth` is how many frames are surely not one: 1 begins with the caller.
        """
        bases, ends = self.bases, self._end_ids
        frame = sys._getframe(depth)
        while frame is not None:
            code = frame.f_code
            base = bases.get(code.co_filename)
            if base is not None:
                return base + (frame.f_lineno or 0)
            if id(code) in ends:
                return 0
            frame = frame.f_back  # type: ignore[assignment]
        return 0
