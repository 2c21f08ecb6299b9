"""Time as a listing sees it: `time.sleep` blocks, and a virtual clock is everybody's clock."""

import time
from collections.abc import Callable
from typing import Any

from ..record.waits import whole_us

_localtime, _gmtime = time.localtime, time.gmtime
_strftime, _asctime, _sleep = time.strftime, time.asctime, time.sleep


def stand_ins(
    began: float | None, now_us: Callable[[], int], block: Callable[[int], None]
) -> dict[str, Any]:
    """What stands in the module `time` during a run.

    `now_us` is the clock of what runs, and `began` the time of day when it was 0; `None` leaves the
    machine's clock. `block` blocks for some microseconds.

    >>> names = stand_ins(0.0, lambda: 1_500_000, print)
    >>> names["monotonic"](), names["time_ns"]()
    (1.5, 1500000000)
    >>> names["sleep"](0.25)
    250000
    """

    def sleep(seconds: float, /) -> None:
        if not isinstance(seconds, (int, float)) or not seconds >= 0:
            _sleep(seconds)  # Says what is wrong, in the words of this Python.
        block(whole_us(seconds))

    if began is None:
        return {"sleep": sleep}

    def of_day() -> float:
        return began + now_us() / 1e6

    def since() -> float:
        return now_us() / 1e6

    def strftime(format: str, t: Any = None, /) -> str:
        return _strftime(format, localtime() if t is None else t)

    def localtime(seconds: float | None = None, /) -> time.struct_time:
        return _localtime(of_day() if seconds is None else seconds)

    def gmtime(seconds: float | None = None, /) -> time.struct_time:
        return _gmtime(of_day() if seconds is None else seconds)

    return {
        "sleep": sleep,
        "time": of_day,
        "time_ns": lambda: round(began * 1e6) * 1000 + now_us() * 1000,
        "monotonic": since,
        "monotonic_ns": lambda: now_us() * 1000,
        "perf_counter": since,
        "perf_counter_ns": lambda: now_us() * 1000,
        "localtime": localtime,
        "gmtime": gmtime,
        "strftime": strftime,
        "ctime": lambda seconds=None: _asctime(localtime(seconds)),
        "asctime": lambda t=None: _asctime(localtime() if t is None else t),
    }
