"""Reads what a recorder has written, for summaries, other formats and tests."""

import json
import struct
import sys
from array import array
from binascii import crc32
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..record.kinds import WIDTH
from .chunks import BEGAN, ENDED, FILES, NOTE, ROWS, SOURCE, TEXTS
from .writer import MAGIC

_CODES = {1: "b", 2: "h", 4: "i", 8: "q"}


@dataclass
class Saved:
    """What is in a file."""

    head: dict[str, Any]
    """What its second line says."""
    began_us: int = 0
    """When its clock began, in microseconds since 1970."""
    rows: list[tuple[int, ...]] = field(default_factory=list)
    """Six numbers each."""
    texts: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    sources: dict[int, str] = field(default_factory=dict)
    """Texts of files, by the numbers of the files."""
    notes: list[str] = field(default_factory=list)
    """Sentences to be shown beside it."""
    end: int | None = None
    """How it ended; `None` if the file does not say so."""
    end_us: int = 0
    left_out: int = 0
    exit_code: int = 0
    is_cut: bool = False
    """Whether the file ends in the middle of a chunk, or a chunk is damaged."""

    def place(self, site: int) -> str:
        """A site as file and line; empty if it is none."""
        file, line = divmod(site, 1 << 20)
        return f"{self.files[file]}:{line}" if site and file < len(self.files) else ""


def read(data: bytes) -> Saved:
    """What is in these bytes, up to the first chunk that is not whole.

    >>> read(b"hello")
    Traceback (most recent call last):
    ValueError: this is no record that coroscope has written
    """
    lines = data.split(b"\n", 2)
    if len(lines) < 3 or lines[0] + b"\n" != MAGIC:
        raise ValueError("this is no record that coroscope has written")
    saved = Saved(json.loads(lines[1]))
    last_us = 0
    for kind, content in _chunks(lines[2], saved):
        if kind == BEGAN:
            saved.began_us = struct.unpack("<IBQ", content)[2]
        elif kind == FILES:
            saved.files += _texts(content)
        elif kind == TEXTS:
            saved.texts += _texts(content)
        elif kind == ROWS:
            last_us = _rows(content, saved.rows, last_us)
        elif kind == SOURCE:
            saved.sources[struct.unpack_from("<I", content)[0]] = content[4:].decode()
        elif kind == NOTE:
            saved.notes.append(content.decode())
        elif kind == ENDED:
            unpacked = struct.unpack("<BQQi", content)
            saved.end, saved.end_us, saved.left_out, saved.exit_code = unpacked
    saved.end_us = max(saved.end_us, last_us)
    return saved


def _chunks(data: bytes, saved: Saved) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(data):
        head = data[at : at + 5]
        length = struct.unpack("<I", head[1:])[0] if len(head) == 5 else len(data)
        content, check = data[at + 5 : at + 5 + length], data[at + 5 + length : at + 9 + length]
        if len(check) < 4 or crc32(head + content) != struct.unpack("<I", check)[0]:
            saved.is_cut = True
            return
        yield head[:1], content
        at += 9 + length


def _texts(content: bytes) -> list[str]:
    found, at = [], 0
    while at < len(content):
        (length,) = struct.unpack_from("<I", content, at)
        found.append(content[at + 4 : at + 4 + length].decode())
        at += 4 + length
    return found


def _rows(content: bytes, rows: list[tuple[int, ...]], last_us: int) -> int:
    (count,) = struct.unpack_from("<I", content)
    columns, at = [], 4
    for _ in range(WIDTH):
        width = content[at]
        column = array(_CODES[width], content[at + 1 : at + 1 + width * count])
        if sys.byteorder == "big":
            column.byteswap()
        columns.append(column)
        at += 1 + width * count
    times = []
    for gone_by in columns[2]:
        last_us += gone_by
        times.append(last_us)
    kinds, lanes, _, first, second, sites = columns
    rows.extend(zip(kinds, lanes, times, first, second, sites))
    return last_us
