"""What came of orders."""

from collections.abc import Hashable
from dataclasses import dataclass, field, replace

from ..listing.failure import Failure
from ..listing.played import Played
from ..loop.order import Order
from ..record.kinds import End
from .walk import Picks, cost, trimmed

LONGEST = 64
"""Longer picks are not kept: nobody reads them, and a seed is shorter."""


@dataclass(frozen=True)
class Outcome:
    """What came of one or more orders."""

    end: End
    """How the run ended."""
    output: str
    """What it printed."""
    failure: Failure | None
    """The exception that ended it."""
    exit_code: int | None
    """What it exited with, if it did."""
    picks: Picks | None
    """The simplest order that was found to give it: few places other than 0, then few choices.
    `None` if more than 64 choices are known only."""
    seed: int | None
    """A seed that gives it, if a random order did."""
    count: int
    """How many of the orders gave it."""
    min_us: int
    """How long the shortest of them took, in microseconds,"""
    max_us: int
    """and the longest."""

    @property
    def order(self) -> Order:
        """The order that is best to see it again."""
        return Order(seed=self.seed) if self.picks is None else Order(picks=self.picks)

    @property
    def is_broken(self) -> bool:
        """Whether the run did not come to its end as it should."""
        return self.end not in (End.COMPLETED, End.EXITED) or bool(self.exit_code)


@dataclass(frozen=True)
class Tried:
    """What came of all orders that were tried."""

    runs: int
    """How many orders there were. The first was first in, first out."""
    outcomes: tuple[Outcome, ...]
    """What came of them, in the order in which it was met."""
    is_repeatable: bool
    """Whether first in, first out gave the same each time. If not, the listing leaves something
    behind, or asks for more than the order, and orders cannot be relied on."""
    every: bool
    """Whether these are all orders. Otherwise they are the simplest, and random ones."""
    is_done: bool
    """Whether there is nothing left to try."""
    is_full: bool
    """Whether no more was tried because the outputs are too long to be kept."""
    most_choices: int
    """The largest number of choices that a run had."""


@dataclass
class Outcomes:
    """The outcomes that were met. The first is that of first in, first out."""

    found: dict[Hashable, Outcome] = field(default_factory=dict)
    characters: int = 0
    """How long their outputs are together."""

    def add(self, played: Played, seed: int | None) -> None:
        """Counts a run."""
        key = key_of(played)
        known = self.found.get(key)
        if known is None:
            self.characters += len(played.output)
            known = Outcome(
                played.end, played.output, played.failure, played.exit_code, None, None, 0,
                played.total_us, played.total_us,
            )
        self.found[key] = replace(
            known,
            picks=_simpler_of(known.picks, trimmed(played.made)),
            seed=seed if known.seed is None else known.seed,
            count=known.count + 1,
            min_us=min(known.min_us, played.total_us),
            max_us=max(known.max_us, played.total_us),
        )

    def improve(self, key: Hashable, picks: Picks) -> None:
        """Takes picks if they are simpler than those that are known."""
        known = self.found[key]
        self.found[key] = replace(known, picks=_simpler_of(known.picks, picks))

    def by_seed(self) -> list[Hashable]:
        """Those that random orders have shown: what is broken first."""
        keys = [key for key, one in self.found.items() if one.seed is not None]
        return sorted(keys, key=lambda key: not self.found[key].is_broken)


def key_of(played: Played) -> Hashable:
    """Two runs with the same are of the same outcome."""
    failure = played.failure
    message = None if failure is None else (failure.message, failure.line)
    return played.end, played.output, message, played.exit_code


def _simpler_of(known: Picks | None, picks: Picks) -> Picks | None:
    if len(picks) > LONGEST or (known is not None and cost(known) <= cost(picks)):
        return known
    return picks
