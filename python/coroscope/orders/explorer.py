"""Tries one order after another."""

from collections.abc import Hashable, Iterator
from types import TracebackType

from ..listing.played import Played
from ..listing.run import COMPILER
from ..listing.stage import Stage
from ..loop.clock import Host
from ..loop.order import Order
from ..loop.session import Limits
from .outcomes import Outcomes, Tried, key_of
from .simpler import simpler
from .walk import Walk

_MOST_CHARACTERS = 4_000_000
"""So long may all outputs be together."""


class Explorer:
    """Tries orders of a listing: all of them, if there are no more than `most`. Otherwise those
    with the fewest picks, as half of them, and random ones. In the end it looks for simpler picks
    with the outcomes that random orders have shown.

    >>> text = '''
    ... import asyncio
    ... async def say(word): print(word)
    ... async def main(): await asyncio.gather(say("a"), say("b"))
    ... asyncio.run(main())
    ... '''
    >>> with Explorer(text) as explorer:
    ...     while explorer.try_next():
    ...         pass
    ...     tried = explorer.tried()
    >>> tried.every, [(one.output, one.picks) for one in tried.outcomes]
    (True, [('a\\nb\\n', ()), ('b\\na\\n', (1,))])
    """

    def __init__(
        self,
        text: str,
        file: str = "listing.py",
        most: int = 1000,
        *,
        limits: Limits | None = None,
        host: Host | None = None,
    ) -> None:
        self._code = COMPILER.compile(text, file)
        self._limits = limits or Limits()
        self._stage = Stage(file, text, host)
        self._most = max(most, 1)
        self._outcomes = Outcomes()
        self._runs = 0
        self._most_choices = 0
        self._every = self._is_done = self._is_full = False
        self._is_repeatable = True
        self._course = self._explore()

    def __enter__(self) -> "Explorer":
        self._stage.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._stage.__exit__(kind, error, at)

    def try_next(self) -> bool:
        """Runs the listing once more. Returns whether there may be more to try."""
        return next(self._course, False)

    def tried(self) -> Tried:
        """What came of all orders until now."""
        return Tried(
            self._runs,
            tuple(self._outcomes.found.values()),
            self._is_repeatable,
            self._every,
            self._is_done,
            self._is_full,
            self._most_choices,
        )

    def _explore(self) -> Iterator[bool]:
        """Stops after each run."""
        walk = Walk(self._most)
        while (walk.is_whole or self._runs < self._most // 2) and not self._is_full:
            picks = walk.next()
            if picks is None:
                self._every = True
                break
            walk.tried(self._count(Order(picks=picks)).of)
            yield True
            if self._runs == 1:
                self._repeat()
                yield True
        if not self._every:
            yield from self._explore_at_random()
        self._repeat()
        self._is_done = not self._is_full
        yield False

    def _explore_at_random(self) -> Iterator[bool]:
        seed = 0
        while self._runs < self._most and not self._is_full:
            seed += 1
            self._count(Order(seed=seed))
            yield True
        left = self._most // 2
        for key in self._outcomes.by_seed():
            for _ in self._simplify(key):
                left -= 1
                if left < 0:
                    return
                yield True

    def _simplify(self, key: Hashable) -> Iterator[None]:
        """Looks for simpler picks with one outcome. Those of the first orders are the simplest."""
        known = self._outcomes.found[key]
        picks = known.picks
        if picks is None:
            picks = self._play(known.order).made
            yield
        elif len(picks) <= 1:
            return
        search = simpler(picks)
        try:
            tried = next(search)
            while True:
                is_same = key_of(self._play(Order(picks=tried))) == key
                if is_same:
                    self._outcomes.improve(key, tried)
                yield
                tried = search.send(is_same)
        except StopIteration:
            pass

    def _count(self, order: Order) -> Played:
        """Tries an order, which counts."""
        played = self._play(order)
        self._runs += 1
        self._most_choices = max(self._most_choices, len(played.of))
        self._outcomes.add(played, order.seed)
        self._is_full = self._outcomes.characters > _MOST_CHARACTERS
        return played

    def _repeat(self) -> None:
        first = next(iter(self._outcomes.found))
        if key_of(self._play(Order())) != first:
            self._is_repeatable = False

    def _play(self, order: Order) -> Played:
        return self._stage.play(self._code, order, self._limits, notes_choices=True)


def explore(text: str, file: str = "listing.py", runs: int = 1000) -> Tried:
    """Tries so many orders of a listing, or all if there are fewer. Raises a `SyntaxError` if it is
    none.

    >>> explore("print(1)").runs
    1
    """
    with Explorer(text, file, runs) as explorer:
        while explorer.try_next():
            pass
        return explorer.tried()
