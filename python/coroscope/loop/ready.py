"""The ready queue when somebody chooses who is next."""

from collections import deque
from typing import Any

from .order import Chooser


class Choosing(deque[Any]):
    """A ready queue in which the next task is chosen.

    Only tasks are chosen from. Handles without a task are asyncio's plumbing, or somebody's
    callbacks: they run when they come to the head of the queue. So the choice of the first place,
    each time, is CPython's own order.

    A handle says in its attribute `task` whose step it is.

    >>> class Handle:
    ...     _cancelled = False
    ...     def __init__(self, task): self.task = task
    >>> from coroscope.loop.order import Order
    >>> queue = Choosing(Chooser(Order(picks=(1,))))
    >>> for task in ("a", None, "b"): queue.append(Handle(task))
    >>> [queue.popleft().task for _ in range(3)]
    ['b', 'a', None]
    """

    def __init__(self, chooser: Chooser) -> None:
        super().__init__()
        self._chooser = chooser

    def popleft(self) -> Any:
        """Takes the handle that runs next."""
        if self[0].task is None or self[0]._cancelled:
            return super().popleft()
        places = [at for at, one in enumerate(self) if one.task is not None and not one._cancelled]
        if len(places) == 1:
            return super().popleft()
        at = places[self._chooser.place(len(places))]
        chosen = self[at]
        del self[at]
        return chosen
