"""In which order ready tasks are polled; the same as in Coroscope's own runtime."""

from collections.abc import Iterator
from dataclasses import dataclass

_MASK = (1 << 64) - 1


@dataclass(frozen=True)
class Order:
    """An order of polls.

    Without anything it is first in, first out. With a `seed`, a random task is taken each time, and
    the same seed makes the same choices. With `picks`, the n-th choice among several ready tasks
    takes the task at the n-th of these places in the queue, counted from 0; a place beyond the end
    is that of the last task, and when the list is used up, first in, first out.

    >>> Order(picks=(2, 1)).is_fifo, Order().is_fifo
    (False, True)
    >>> Order(seed=1, picks=(2,))
    Traceback (most recent call last):
    ValueError: an order has a seed or picks, not both
    """

    seed: int | None = None
    picks: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.seed is not None and self.picks:
            raise ValueError("an order has a seed or picks, not both")
        if self.seed is not None and not 0 <= self.seed <= _MASK:
            raise ValueError(f"a seed is a whole number from 0 to {_MASK}, not {self.seed}")
        if any(pick < 0 for pick in self.picks):
            raise ValueError(f"picks are whole numbers from 0 on, not {min(self.picks)}")

    @property
    def is_fifo(self) -> bool:
        """Whether there is nothing to choose."""
        return self.seed is None and not any(self.picks)


class Chooser:
    """Makes the choices of an order.

    >>> chooser = Chooser(Order(picks=(1, 9)))
    >>> [chooser.place(4), chooser.place(3), chooser.place(2)]
    [1, 2, 0]
    >>> chooser.made
    [1, 2, 0]
    """

    def __init__(self, order: Order) -> None:
        self.made: list[int] = []
        """The places that were taken."""
        self.of: list[int] = []
        """How many tasks were ready at each."""
        self._random = None if order.seed is None else split_mix_64(order.seed)
        self._picks = iter(order.picks)

    def place(self, of: int) -> int:
        """The place to take in a queue of `of` tasks, which are at least two."""
        if self._random is not None:
            place = next(self._random) % of
        else:
            place = min(next(self._picks, 0), of - 1)
        self.made.append(place)
        self.of.append(of)
        return place


def split_mix_64(state: int) -> Iterator[int]:
    """The generator of Steele, Lea and Flood (2014), whose numbers a seed means for ever.

    >>> random = split_mix_64(1234567)
    >>> next(random), next(random)
    (6457827717110365317, 3203168211198807973)
    """
    while True:
        state = (state + 0x9E37_79B9_7F4A_7C15) & _MASK
        mixed = state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58_476D_1CE4_E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB) & _MASK
        yield mixed ^ (mixed >> 31)
