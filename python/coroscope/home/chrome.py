"""A record in the format of Chrome's traces, which speedscope and Perfetto open."""

import json
from typing import Any

from ..record.kinds import On
from ..saved.reader import Saved
from .reading import lanes

_NAMES = {int(on): on.name for on in On}


def chrome(saved: Saved) -> str:
    """Slices of each lane, none within another: running, blocking, waiting.

    >>> rows = [(1, 1, 0, -1, 0, 0), (2, 1, 0, 0, 0, 0), (4, 1, 0, 0, 0, 0),
    ...         (9, 1, 5, 0, 70, 3), (5, 1, 5, 0, 0, 3), (4, 1, 80, 0, 0, 0)]
    >>> saved = Saved({"program": "a.py"}, rows=rows, texts=["work()"], files=["a.py"], end_us=90)
    >>> [one["name"] for one in json.loads(chrome(saved))["traceEvents"] if one["ph"] == "X"]
    ['running', 'waiting (TIMER)', 'running']
    """
    found = lanes(saved)
    events: list[dict[str, Any]] = [
        {"ph": "M", "pid": 1, "tid": 0, "name": "process_name",
         "args": {"name": saved.head.get("program", "")}},
    ]
    for lane in found.spawned:
        events.append({"ph": "M", "pid": 1, "tid": lane, "name": "thread_name",
                       "args": {"name": found.names.get(lane, "")}})
    slices = []
    blocks: dict[int, list[tuple[int, int, int]]] = {}
    for one in found.blocks:
        blocks.setdefault(one.lane, []).append((one.from_us, one.to_us, one.site))
    for poll in found.polls:
        slices += _poll(poll.lane, poll.from_us, poll.to_us, blocks.get(poll.lane, []), saved)
    for wait in found.waits:
        on = _NAMES.get(wait.on, "?")
        slices.append(_slice(f"waiting ({on})", wait.lane, wait.from_us, wait.to_us,
                             saved.place(wait.site)))
    # One that takes no time would not be closed by some tools.
    slices = [one for one in slices if one["dur"] > 0]
    slices.sort(key=lambda one: (one["tid"], one["ts"]))
    events += slices
    for lane, at_us, text in found.printed:
        events.append({"ph": "i", "pid": 1, "tid": lane, "ts": at_us, "s": "t", "name": text})
    return json.dumps({"traceEvents": events, "displayTimeUnit": "ms"}, ensure_ascii=False)


def _poll(
    lane: int, from_us: int, to_us: int, blocks: list[tuple[int, int, int]], saved: Saved
) -> list[dict[str, Any]]:
    """The slices of a poll: what blocks in it is of its own."""
    found, at_us = [], from_us
    while blocks and blocks[0][0] < to_us:
        begin, end, site = blocks.pop(0)
        if end > at_us and begin >= from_us:
            found.append(_slice("running", lane, at_us, begin, ""))
            found.append(_slice("blocking", lane, begin, min(end, to_us), saved.place(site)))
            at_us = min(end, to_us)
    found.append(_slice("running", lane, at_us, to_us, ""))
    return found


def _slice(name: str, lane: int, from_us: int, to_us: int, place: str) -> dict[str, Any]:
    made = {"ph": "X", "pid": 1, "tid": lane, "name": name, "ts": from_us, "dur": to_us - from_us}
    return {**made, "args": {"line": place}} if place else made
