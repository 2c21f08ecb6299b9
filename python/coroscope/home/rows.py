"""Rows that leave memory as they are written."""

from ..record.kinds import WIDTH
from ..record.rows import Rows

_AT = -4
"""Where the time of the last row stands, from the end."""


class PassingRows(Rows):
    """Rows that are kept only until somebody takes them.

    Whoever takes them may be another thread: each change of the list is one call of the list.

    >>> rows = PassingRows(capacity=2)
    >>> rows.extend((4, 1, 5, 0, 0, 0))
    >>> rows.extend((5, 1, 9, 0, 0, 0))
    >>> rows.total, rows.last()
    (2, (5, 1, 9))
    >>> rows.new(), rows.total, rows.last()
    ([4, 1, 5, 0, 0, 0, 5, 1, 9, 0, 0, 0], 2, (5, 1, 9))
    >>> rows.extend((4, 1, 9, 0, 0, 0))
    >>> rows.total, rows.left_out
    (2, 1)
    """

    def __init__(self, capacity: int) -> None:
        super().__init__(capacity)
        self._gone = self._texts_gone = 0
        self._last = (0, 0, 0)
        self.extend = self._all.extend  # type: ignore[assignment]
        """Adds rows. How many there are is looked at when they are taken: it takes time."""

    @property
    def total(self) -> int:
        """How many rows there are, those that are gone among them."""
        return (self._gone + len(self._all)) // WIDTH

    def last(self) -> tuple[int, int, int]:
        """Kind, lane and time of the last row."""
        last = self._all[-WIDTH:]
        return (last[0], last[1], last[_AT]) if len(last) == WIDTH else self._last

    def new(self) -> list[int]:
        """Takes the rows that are new."""
        self._last = self.last()
        count = len(self._all)
        taken = self._all[:count]
        del self._all[:count]
        self._gone += count
        if self._gone >= self._capacity:
            self.close()
        return taken

    def new_texts(self) -> list[str]:
        """Takes the texts that are new. Those that rows point to are there before the rows."""
        taken = self.texts[self._texts_gone :]
        self._texts_gone += len(taken)
        return taken
