"""The futures of our loops."""

from asyncio import futures
from typing import Any


class Future(futures.Future[Any]):
    """A future of a session. Sets of futures are in the order in which these were first put into
    one, not in that of addresses.

    >>> from coroscope.loop.clock import Host, VirtualClock
    >>> from coroscope.loop.event_loop import Loop
    >>> from coroscope.loop.session import Session, close_session, open_session
    >>> open_session(Session(VirtualClock(Host())))
    >>> loop = Loop()
    >>> made = [loop.create_future() for _ in range(5)]
    >>> list(set(made)) == made
    True
    >>> loop.close()
    >>> close_session()
    """

    serial = 0

    def __hash__(self) -> int:
        if self.serial == 0:
            self.serial = self.get_loop().session.next_serial()  # type: ignore[attr-defined]
        return self.serial
