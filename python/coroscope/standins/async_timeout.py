"""Stands in for the package `async_timeout`, by means of `asyncio.timeout`."""

import asyncio
from types import TracebackType
from typing import Any


class Timeout:
    """A time limit around a block."""

    def __init__(self, limit: asyncio.Timeout) -> None:
        self._limit = limit

    @property
    def expired(self) -> bool:
        """Whether it has passed."""
        return self._limit.expired()

    @property
    def deadline(self) -> float | None:
        """When it passes, on the loop's clock, in seconds."""
        return self._limit.when()

    def reject(self) -> None:
        """Takes the limit away."""
        self._limit.reschedule(None)

    def shift(self, delay: float) -> None:
        """Moves it by so many seconds."""
        self._limit.reschedule((self._limit.when() or 0.0) + delay)

    def update(self, deadline: float) -> None:
        """Sets another one, on the loop's clock, in seconds."""
        self._limit.reschedule(deadline)

    async def __aenter__(self) -> "Timeout":
        await self._limit.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> Any:
        return await self._limit.__aexit__(kind, error, at)


def timeout(delay: float | None) -> Timeout:
    """A limit of so many seconds from now on.

    >>> async def late():
    ...     async with timeout(0):
    ...         await asyncio.sleep(1)
    >>> try: asyncio.run(late())
    ... except TimeoutError: print("late")
    late
    """
    return Timeout(asyncio.timeout(delay))


def timeout_at(deadline: float | None) -> Timeout:
    """A limit on the loop's clock, in seconds."""
    return Timeout(asyncio.timeout_at(deadline))
