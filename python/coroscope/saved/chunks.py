"""Chunks of a saved record: what they hold, as bytes. `docs/FORMAT.md` describes each of them."""

import struct
import sys
from array import array
from binascii import crc32
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import sub

from ..record.kinds import WIDTH

BEGAN, FILES, TEXTS, ROWS, SOURCE, NOTE, ENDED = b"B", b"F", b"T", b"R", b"S", b"N", b"E"
"""The kinds of chunks."""

LONGEST_TEXT = 1 << 16
"""A text that has more bytes than this is cut."""

_CODES = {1: "b", 2: "h", 4: "i", 8: "q"}
"""Widths, the narrowest first. The first that takes all numbers of a column is the one."""
_WIDEST = 8
_TIMES = 2
"""The place of the times in a row."""


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk: its kind, how many bytes it holds, those bytes, and a checksum of all that.

    >>> chunk(b"N", b"hi").hex(" ")
    '4e 02 00 00 00 68 69 02 48 da 5d'
    """
    framed = kind + struct.pack("<I", len(content)) + content
    return framed + struct.pack("<I", crc32(framed))


def began(began_us: int, is_virtual: bool, version: int) -> bytes:
    """The first chunk: the version of the rows, the clock, and when it began."""
    return chunk(BEGAN, struct.pack("<IBQ", version, is_virtual, began_us))


def texts(kind: bytes, all_texts: Iterable[str]) -> bytes:
    """A chunk of texts, each with its length before it."""
    return chunk(kind, b"".join(map(_text, all_texts)))


def source(file: int, text: str) -> bytes:
    """The text of a file."""
    return chunk(SOURCE, struct.pack("<I", file) + text.encode("utf-8", "replace"))


def note(sentence: str) -> bytes:
    """A sentence to be shown beside the run."""
    return chunk(NOTE, sentence.encode("utf-8", "replace"))


def ended(end: int, at_us: int, left_out: int, exit_code: int) -> bytes:
    """The last chunk: how it ended, when, how many rows were left out, and the exit code."""
    return chunk(ENDED, struct.pack("<BQQi", end, at_us, left_out, exit_code))


def rows(numbers: Sequence[int], last_us: int = 0) -> tuple[bytes, int]:
    """A chunk of rows, in columns, and the time of the last of them.

    Times are written as what goes by between two rows, the first since `last_us`. One that is
    earlier than the row before is that of the row before: threads may be a little late.

    >>> made, last_us = rows([6, 0, 7, 0, 0, 3], last_us=5)
    >>> made.hex(" "), last_us
    ('52 10 00 00 00 01 00 00 00 01 06 01 00 01 02 01 00 01 00 01 03 c1 89 7e 60', 7)
    """
    parts = [struct.pack("<I", len(numbers) // WIDTH)]
    for place in range(WIDTH):
        column = numbers[place::WIDTH]
        if place == _TIMES:
            column, last_us = _gone_by(column, last_us)
        parts.append(_column(column))
    return chunk(ROWS, b"".join(parts)), last_us


def _gone_by(times: Sequence[int], last_us: int) -> tuple[Sequence[int], int]:
    gone = list(map(sub, times, (last_us, *times)))
    if min(gone, default=0) < 0:
        # That is rare, and to look at each pair for it takes long.
        times = list(accumulate(times, max, initial=last_us))[1:]
        gone = list(map(sub, times, (last_us, *times)))
    return gone, times[-1] if times else last_us


def _column(numbers: Sequence[int]) -> bytes:
    """How many bytes each number takes, and the numbers."""
    for width, code in _CODES.items():
        try:
            packed = array(code, numbers)
        except OverflowError:
            if width == _WIDEST:
                raise
            continue
        break
    if sys.byteorder == "big":
        packed.byteswap()
    return bytes([width]) + packed.tobytes()


def _text(text: str) -> bytes:
    encoded = text.encode("utf-8", "replace")
    if len(encoded) > LONGEST_TEXT:
        encoded = encoded[:LONGEST_TEXT].decode("utf-8", "ignore").encode() + "…".encode()
    return struct.pack("<I", len(encoded)) + encoded
