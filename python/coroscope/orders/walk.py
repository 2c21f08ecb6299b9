"""Goes through orders from the simplest on."""

from collections import deque
from collections.abc import Sequence

Picks = tuple[int, ...]

Deviations = tuple[tuple[int, int], ...]
"""The choices other than of the first place: which choice, and the place."""


class Walk:
    """All orders, each once: first in, first out, then those with one pick that is not of the first
    place, then those with two, and so on. It keeps no more of them than it may try.

    >>> walk = Walk(most=10)
    >>> found = []
    >>> while (picks := walk.next()) is not None:
    ...     found.append(picks)
    ...     walk.tried([2, 2])  # Each order comes to two choices, of two tasks each.
    >>> found, walk.is_whole
    ([(), (1,), (0, 1), (1, 1)], True)
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._known = 1
        self._waiting: deque[Deviations] = deque([()])
        self._last: Deviations = ()
        self.is_whole = True
        """Whether all orders that are known of were kept."""

    def next(self) -> Picks | None:
        """What to try next; `None` if nothing is left."""
        if not self._waiting:
            return None
        self._last = self._waiting.popleft()
        return picks_of(self._last)

    def tried(self, of: Sequence[int]) -> None:
        """Says how many tasks were ready at each choice that the last order came to."""
        first = self._last[-1][0] + 1 if self._last else 0
        for choice in range(first, len(of)):
            for place in range(1, of[choice]):
                if self._known == self._most:
                    self.is_whole = False
                    return
                self._known += 1
                self._waiting.append((*self._last, (choice, place)))


def picks_of(deviations: Deviations) -> Picks:
    """The picks with these choices, and the first place everywhere else.

    >>> picks_of(((1, 2), (3, 1)))
    (0, 2, 0, 1)
    """
    picks = [0] * (deviations[-1][0] + 1 if deviations else 0)
    for choice, place in deviations:
        picks[choice] = place
    return tuple(picks)


def trimmed(picks: Picks) -> Picks:
    """Picks without those at the end that first in, first out would make.

    >>> trimmed((0, 1, 0, 0))
    (0, 1)
    """
    end = len(picks)
    while end and picks[end - 1] == 0:
        end -= 1
    return picks[:end]


def cost(picks: Picks) -> tuple[int, int]:
    """What makes picks simple to follow: few of them are other than 0, and then there are few."""
    return sum(1 for pick in picks if pick), len(picks)
