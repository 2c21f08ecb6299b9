"""The clocks that a loop can run on."""

import time
from typing import Protocol

_monotonic = time.monotonic
_sleep = time.sleep
_time = time.time


class Host:
    """What the machine around a run does for it. This one is for a terminal.

    The page puts an object of its own in its place, with the same methods.
    """

    def block(self, seconds: float) -> None:
        """Lets this thread wait, in real time."""
        _sleep(seconds)

    def set_now(self, us: int) -> None:
        """Is told each time that a virtual clock moves, in microseconds since the run began; and
        -1 when the clock is no more."""

    def publish(self, part: object) -> None:
        """Is given what was recorded since the last time, in a run that waits for real."""


class Clock(Protocol):
    """What tells the time of a run."""

    is_virtual: bool

    def now_us(self) -> int:
        """Microseconds since the run began."""

    def seconds(self) -> float:
        """What `loop.time()` returns."""

    def wait_us(self, us: int) -> None:
        """Lets time go by."""


class VirtualClock:
    """A clock that moves only when somebody waits.

    >>> clock = VirtualClock(Host())
    >>> clock.wait_us(1_500_000)
    >>> clock.now_us(), clock.seconds()
    (1500000, 1.5)
    """

    is_virtual = True

    def __init__(self, host: Host) -> None:
        self._host = host
        self._us = 0
        host.set_now(0)

    def now_us(self) -> int:
        """Microseconds since the run began."""
        return self._us

    def seconds(self) -> float:
        """Seconds since the run began."""
        return self._us / 1e6

    def wait_us(self, us: int) -> None:
        """Moves the clock on."""
        self._us += us
        self._host.set_now(self._us)


class RealClock:
    """The machine's clock. To wait is to block this thread.

    >>> clock = RealClock(Host())
    >>> clock.wait_us(1000)
    >>> clock.now_us() >= 1000
    True
    """

    is_virtual = False

    def __init__(self, host: Host) -> None:
        self._host = host
        self._began = _monotonic()

    def now_us(self) -> int:
        """Microseconds since the run began."""
        return int((_monotonic() - self._began) * 1e6)

    def seconds(self) -> float:
        """The machine's monotonic clock, so that `loop.time()` and `time.monotonic()` agree."""
        return _monotonic()

    def wait_us(self, us: int) -> None:
        """Blocks."""
        self._host.block(us / 1e6)


def epoch() -> float:
    """The time of day, in seconds since 1970, which a virtual clock counts from."""
    return _time()
