"""Runs asyncio programs on a loop that can be looked into.

The loop is CPython's own, with a clock that can be virtual, a ready queue that can be chosen from,
and a record of all that happened: each poll, each wake and each wait, with its line.

>>> run = predict('''
... import asyncio
... async def main():
...     await asyncio.sleep(2)
...     print("hi")
... asyncio.run(main())
... ''')
>>> run.output, run.total_us, run.end.name
('hi\\n', 2000000, 'COMPLETED')
"""

from typing import TYPE_CHECKING

from .listing.code import check
from .listing.failure import Failure
from .listing.notes import Note
from .listing.run import FORMAT, Run, measure, predict
from .loop.clock import Host
from .loop.order import Order
from .loop.session import Limits
from .orders import Explorer, Outcome, Tried, explore
from .parameters import Parameter, parameters, replaced
from .plain import plain
from .record.kinds import By, Cause, End, Kind, On
from .record.rows import DEFAULT_CAPACITY, Part

if TYPE_CHECKING:
    from .home.recording import record as Recorded

__all__ = [
    "FORMAT", "By", "Cause", "End", "Explorer", "Failure", "Host", "Kind", "Limits", "Note", "On",
    "Order", "Outcome", "Parameter", "Part", "Run", "Tried", "check", "explore", "measure",
    "parameters", "plain", "predict", "record", "replaced",
]


def record(
    path: str = "run.coroscope",
    *,
    sources: bool = True,
    capacity: int = DEFAULT_CAPACITY,
    limit_ms: float = 50,
) -> "Recorded":
    """Records what asyncio does in a `with` block, or in a function, to a file.

    It may stand inside of a loop that runs. `sources` says whether the file has the text of the
    program, `capacity` how many rows are kept, and a step that takes `limit_ms` blocks the loop.
    """
    # In the page nothing is recorded at home, so nothing of that is loaded there.
    from .home.recording import record as begin

    return begin(path, sources=sources, capacity=capacity, limit_ms=limit_ms)
