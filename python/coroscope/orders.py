"""Tries many orders of a listing's ready tasks, and says what each kind of outcome takes."""

from dataclasses import dataclass, replace
from types import TracebackType

from .listing.failure import Failure
from .listing.played import Played
from .listing.run import COMPILER
from .listing.stage import Stage
from .loop.clock import Host
from .loop.order import Order
from .loop.session import Limits
from .record.kinds import End


@dataclass(frozen=True)
class Outcome:
    """What came of one or more orders."""

    end: End
    """How the run ended."""
    output: str
    """What it printed."""
    failure: Failure | None
    """The exception that ended it."""
    picks: tuple[int, ...]
    """The shortest order that was found to give it: few places other than 0, then few choices."""
    count: int
    """How many of the orders gave it."""


@dataclass(frozen=True)
class Tried:
    """What came of all orders that were tried."""

    runs: int
    """How many there were. The first was first in, first out."""
    outcomes: tuple[Outcome, ...]
    """What came of them, in the order in which it was met."""
    is_repeatable: bool
    """Whether first in, first out gave the same again at the end. If not, the listing leaves
    something behind, or asks for more than the order, and orders cannot be relied on."""


class Explorer:
    """Tries one order after another.

    >>> text = '''
    ... import asyncio
    ... async def say(word): print(word)
    ... async def main(): await asyncio.gather(say("a"), say("b"))
    ... asyncio.run(main())
    ... '''
    >>> with Explorer(text) as explorer:
    ...     tried = explorer.try_orders(20)
    >>> [(one.output, one.picks) for one in tried.outcomes]
    [('a\\nb\\n', ()), ('b\\na\\n', (1,))]
    """

    def __init__(
        self,
        text: str,
        file: str = "listing.py",
        *,
        limits: Limits | None = None,
        host: Host | None = None,
    ) -> None:
        self._code = COMPILER.compile(text, file)
        self._limits = limits or Limits()
        self._stage = Stage(file, text, host)
        self._outcomes: dict[tuple[object, ...], Outcome] = {}
        self._runs = 0

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

    def try_next(self) -> Outcome:
        """Tries one more order: first in, first out, then a seed of 1, of 2, and so on."""
        played = self._play(Order(seed=self._runs) if self._runs else Order())
        self._runs += 1
        key, picks = _key(played), _trimmed(played.made)
        known = self._outcomes.get(key)
        if known is None:
            known = Outcome(played.end, played.output, played.failure, picks, 0)
        elif _length(picks) < _length(known.picks):
            known = replace(known, picks=picks)
        self._outcomes[key] = known = replace(known, count=known.count + 1)
        return known

    def try_orders(self, runs: int) -> Tried:
        """Tries so many more orders."""
        for _ in range(runs):
            self.try_next()
        return self.tried()

    def tried(self) -> Tried:
        """What came of all orders until now."""
        outcomes = tuple(self._outcomes.values())
        is_repeatable = not outcomes or _key(self._play(Order())) == next(iter(self._outcomes))
        return Tried(self._runs, outcomes, is_repeatable)

    def _play(self, order: Order) -> Played:
        return self._stage.play(self._code, order, self._limits)


def explore(text: str, file: str = "listing.py", runs: int = 1000) -> Tried:
    """Tries so many orders of a listing. Raises a `SyntaxError` if it is none.

    >>> explore("print(1)", runs=3).outcomes[0].count
    3
    """
    with Explorer(text, file) as explorer:
        return explorer.try_orders(runs)


def _key(played: Played) -> tuple[object, ...]:
    failure = played.failure
    message = None if failure is None else (failure.message, failure.line)
    return played.end, played.output, message, played.exit_code


def _trimmed(made: tuple[int, ...]) -> tuple[int, ...]:
    """Choices without those at the end that first in, first out would make."""
    end = len(made)
    while end and made[end - 1] == 0:
        end -= 1
    return made[:end]


def _length(picks: tuple[int, ...]) -> tuple[int, int]:
    return sum(1 for pick in picks if pick), len(picks)
