"""The rows of a record, and the texts that they refer to."""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from .kinds import WIDTH

DEFAULT_CAPACITY = 1 << 20
"""How many rows are kept, as in Coroscope's own traces."""


@dataclass(frozen=True)
class Part:
    """What was recorded since the last part."""

    rows: "array[int]"
    """Whole numbers, six a row."""
    texts: list[str]
    """The texts that are new; they are numbered on from those of the part before."""


class Rows:
    """Rows in the order in which things happened.

    Past its capacity it only counts.

    >>> rows = Rows(capacity=2)
    >>> hi = rows.text("hi")
    >>> rows.extend((15, 0, 0, hi, 0, 3))
    >>> rows.extend((6, 0, 0, 0, 0, 0, 6, 1, 0, 0, 0, 0))
    >>> rows.extend((6, 2, 0, 0, 0, 0))
    >>> len(rows), rows.left_out, rows.texts
    (3, 1, ['hi'])
    """

    def __init__(self, capacity: int = DEFAULT_CAPACITY) -> None:
        self.texts: list[str] = []
        self.left_out = 0
        self._numbers: dict[str, int] = {}
        self._all: list[int] = []
        self._capacity = capacity * WIDTH
        self._taken = self._taken_texts = 0
        self.extend = self._extend_and_look
        """Adds rows."""

    def __len__(self) -> int:
        return len(self._all) // WIDTH

    def _extend_and_look(self, numbers: tuple[int, ...]) -> None:
        self._all.extend(numbers)
        if len(self._all) >= self._capacity:
            self.close()

    def close(self) -> None:
        """From here on rows are counted only."""
        self.extend = self._count

    def end(self) -> None:
        """The run is over: what comes now is none of it, and is not left out either.

        >>> rows = Rows()
        >>> rows.end()
        >>> rows.extend((6, 0, 0, 0, 0, 0))
        >>> len(rows), rows.left_out
        (0, 0)
        """
        self.extend = lambda numbers: None

    def _count(self, numbers: tuple[int, ...]) -> None:
        self.left_out += len(numbers) // WIDTH

    def text(self, text: str) -> int:
        """The number of a text."""
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = len(self.texts)
            self.texts.append(text)
        return number

    def all(self) -> "array[int]":
        """All rows: signed numbers of 64 bits."""
        return array("q", self._all)

    def take(self) -> Part:
        """What is new since the last time.

        >>> rows = Rows()
        >>> rows.extend((6, 0, 0, 0, 0, 0))
        >>> len(rows.take().rows), len(rows.take().rows)
        (6, 0)
        """
        part = Part(array("q", self._all[self._taken :]), self.texts[self._taken_texts :])
        self._taken, self._taken_texts = len(self._all), len(self.texts)
        return part


def unpacked(rows: Iterable[int]) -> list[tuple[int, ...]]:
    """Rows as tuples, for people and tests.

    >>> unpacked([6, 0, 9, 0, 0, 0])
    [(6, 0, 9, 0, 0, 0)]
    """
    return list(zip(*[iter(rows)] * WIDTH, strict=True))
