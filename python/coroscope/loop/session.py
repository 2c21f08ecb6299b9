"""What a loop, its tasks and its clock share while something runs on them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from ..record.kinds import End
from .clock import Clock
from .order import Chooser, Order

if TYPE_CHECKING:
    from ..record.recorder import Recorder


class Ended(SystemExit):
    """Raised through a listing when its run is over before it is done.

    It is a `SystemExit` because a task hands nothing else on at once but that and
    `KeyboardInterrupt`, which listings catch more often.
    """


@dataclass(frozen=True)
class Limits:
    """When a run is given up.

    >>> Limits().callbacks
    50000
    """

    callbacks: int | None = 50_000
    """Callbacks that the loop may have run: steps of tasks are most of them."""

    rounds: int | None = 200_000
    """Rounds of loops, and calls, of the listing itself. Only from Python 3.12 on, and only in
    predictions: looking costs time."""


UNLIMITED = Limits(callbacks=None, rounds=None)


class Session:
    """One run: its clock, its order, who records it, and whether it is over."""

    def __init__(
        self,
        clock: Clock,
        order: Order | None = None,
        recorder: "Recorder | None" = None,
        limits: Limits = UNLIMITED,
        notes_choices: bool = False,
    ) -> None:
        self.clock = clock
        self.recorder = recorder
        # Without one the ready queue is CPython's own, which is faster.
        is_usual = order is None or (order.is_fifo and not notes_choices)
        self.chooser = None if is_usual else Chooser(order or Order())
        self.over: End | None = None
        """How the run ended, once it has."""
        self.when_over: Callable[[], None] = lambda: None
        """Closes the record and the output, before `finally` blocks of the listing run."""
        self.run_in_thread: Callable[[Any, Any, Callable[..., Any], tuple[Any, ...]], Any] | None
        self.run_in_thread = None
        self.refuse: Callable[[str], NoReturn] | None = None
        """Says that there is nothing outside, and raises what Python raises then."""
        self.loops: list[Any] = []
        self.before_wait: Callable[[bool], None] | None = None
        """Is called before the loop looks at its clock, with whether it will wait."""
        self._callbacks_left = limits.callbacks
        self._serial = 0
        self._unnamed = 0

    def end(self, end: End) -> NoReturn:
        """Ends the run, whatever the listing is at."""
        self.finish(end)
        raise Ended

    def finish(self, end: End) -> None:
        """Notes how the run ended, if it has not ended before."""
        if self.over is None:
            self.over = end
            self.when_over()

    def count(self, callbacks: int) -> None:
        """Counts what the loop is about to run; a turn counts as one at least."""
        if self._callbacks_left is not None:
            self._callbacks_left -= callbacks or 1
            if self._callbacks_left < 0:
                self.end(End.TOO_MANY_CALLBACKS)

    def next_serial(self) -> int:
        """The number of a new task, or of a future that is put into a set, from 1 on. It is its
        hash too, so that sets have the same order in each run."""
        self._serial += 1
        return self._serial

    def next_name(self) -> str:
        """The name of a task without one, counted as asyncio counts."""
        self._unnamed += 1
        return f"Task-{self._unnamed}"


_current: list[Session] = []


def current() -> Session:
    """The session that new loops belong to."""
    if not _current:
        raise RuntimeError("no session is open")
    return _current[-1]


def open_session(session: Session) -> None:
    """Makes this session the current one."""
    _current.append(session)


def close_session() -> None:
    """Makes the session before it the current one again."""
    _current.pop()
