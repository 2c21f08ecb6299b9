"""Writes a record to a file while it is made."""

import json
import os
from typing import Any

from . import chunks
from .chunks import FILES, TEXTS

MAGIC = b"coroscope-run 2\n"
"""The first line of the file."""
ROWS_VERSION = 1
"""The version of the rows."""


class Writer:
    """A file that grows by whole chunks, each with one call of the system, so that whatever ends
    this process leaves a file that can be read up to there.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = os.path.join(folder, "a.coroscope")
    ...     writer = Writer(path, {"program": "a.py"}, began_us=0)
    ...     writer.rows([4, 0, 5, 0, 0, 0])
    ...     writer.end(0, 9, 0, 0)
    ...     with open(path, "rb") as file: file.read(35)
    b'coroscope-run 2\\n{"program":"a.py"}\\n'
    """

    def __init__(
        self, path: str, head: dict[str, Any], began_us: int, is_virtual: bool = False
    ) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
        self._file = os.open(path, flags | getattr(os, "O_CLOEXEC", 0), 0o666)
        self._last_us = 0
        line = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
        self.write(MAGIC + line.encode("utf-8", "replace") + b"\n")
        self.write(chunks.began(began_us, is_virtual, ROWS_VERSION))

    def write(self, whole: bytes) -> None:
        """Adds bytes. A disk that is full ends the file, not the program."""
        while whole and self._file >= 0:
            try:
                whole = whole[os.write(self._file, whole) :]
            except OSError:
                self.close()

    def files(self, names: list[str]) -> None:
        """Adds names of files."""
        if names:
            self.write(chunks.texts(FILES, names))

    def texts(self, texts: list[str]) -> None:
        """Adds texts."""
        if texts:
            self.write(chunks.texts(TEXTS, texts))

    def rows(self, numbers: list[int]) -> None:
        """Adds rows."""
        if numbers:
            made, self._last_us = chunks.rows(numbers, self._last_us)
            self.write(made)

    def end(self, end: int, at_us: int, left_out: int, exit_code: int) -> None:
        """Says how the run ended, and closes the file."""
        self.write(chunks.ended(end, max(at_us, self._last_us), left_out, exit_code))
        self.close()

    def close(self) -> None:
        """Nothing is written any more."""
        file, self._file = self._file, -1
        if file >= 0:
            os.close(file)
