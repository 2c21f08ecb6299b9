"""What the rows of a record say of its lanes, read once: polls, waits, blocks, errors."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..record.kinds import Kind, On
from ..saved.reader import Saved


@dataclass
class Span:
    """A stretch of a lane's time, in microseconds."""

    lane: int
    from_us: int
    to_us: int
    site: int = 0
    on: int = -1
    """What it waits on, if it is a wait (`On`),"""
    what: int = 0
    """and the argument of that."""


@dataclass
class Lanes:
    """What happened, by kinds."""

    names: dict[int, str] = field(default_factory=dict)
    polls: list[Span] = field(default_factory=list)
    waits: list[Span] = field(default_factory=list)
    blocks: list[Span] = field(default_factory=list)
    printed: list[tuple[int, int, str]] = field(default_factory=list)
    """Lane, time and text."""
    never_awaited: list[tuple[str, int]] = field(default_factory=list)
    """The call, and the site."""
    errors: list[tuple[int, str]] = field(default_factory=list)
    """Lane and text of errors that nobody received."""
    spawned: dict[int, int] = field(default_factory=dict)
    """The site at which a lane was made."""
    objects: dict[int, str] = field(default_factory=dict)
    threads: set[int] = field(default_factory=set)


def lanes(saved: Saved) -> Lanes:
    """What happened in a record.

    >>> rows = [(4, 1, 0, 0, 0, 0), (9, 1, 5, 0, 70, 3), (5, 1, 5, 0, 0, 3), (4, 1, 80, 0, 0, 0)]
    >>> found = lanes(Saved({}, rows=rows, end_us=90))
    >>> [(one.from_us, one.to_us) for one in found.polls + found.waits]
    [(0, 5), (80, 90), (5, 80)]

    Nobody knows how long it went on with what was begun when the record was full:

    >>> full = Saved({}, rows=rows, end_us=90, left_out=1)
    >>> [(one.from_us, one.to_us) for one in lanes(full).polls]
    [(0, 5), (80, 80)]
    """
    found, at_us = Lanes(), 0
    begun: dict[int, int] = {}
    waiting: dict[int, Span] = {}
    asleep: dict[int, Span] = {}
    for number, lane, at_us, a, b, site in saved.rows:
        if number in (Kind.POLL_STARTED, Kind.NESTED_POLL_STARTED):
            begun[lane] = at_us
            if (wait := waiting.pop(lane, None)) is not None:
                wait.to_us = at_us
                found.waits.append(wait)
        elif number in (Kind.POLL_ENDED, Kind.COMPLETED, Kind.CANCELLED):
            if (from_us := begun.pop(lane, None)) is not None:
                found.polls.append(Span(lane, from_us, at_us, site))
            if lane in waiting:
                waiting[lane].from_us = at_us
        elif number == Kind.WAITS:
            if a != On.DEADLINE:
                waiting[lane] = Span(lane, at_us, at_us, site, a, b)
        elif number == Kind.BLOCK_STARTED:
            asleep[lane] = Span(lane, at_us, at_us, site)
        elif number == Kind.BLOCK_ENDED and lane in asleep:
            block = asleep.pop(lane)
            block.to_us = at_us
            found.blocks.append(block)
        else:
            _other(found, saved.texts, (number, lane, at_us, a, b, site))
    until_us = at_us if saved.left_out else saved.end_us
    _close(found, until_us, begun, waiting.values(), asleep.values())
    return found


def _other(found: Lanes, texts: list[str], row: tuple[int, ...]) -> None:
    number, lane, at_us, a, b, site = row
    if number == Kind.NAMED:
        found.names[lane] = texts[a]
    elif number == Kind.SPAWNED:
        found.spawned[lane] = site
    elif number == Kind.IS_THREAD:
        found.threads.add(lane)
    elif number == Kind.LOGGED:
        found.printed.append((lane, at_us, texts[a]))
    elif number == Kind.NEVER_AWAITED:
        found.never_awaited.append((texts[a], site))
    elif number == Kind.ERROR_NOT_RECEIVED:
        found.errors.append((lane, texts[a]))
    elif number == Kind.OBJECT:
        found.objects[a] = texts[b]


def _close(
    found: Lanes, end_us: int, begun: dict[int, int], waits: Iterable[Span], asleep: Iterable[Span]
) -> None:
    """What had not ended when the record did, ends with it."""
    for lane, from_us in begun.items():
        found.polls.append(Span(lane, from_us, end_us))
    for spans, to in ((waits, found.waits), (asleep, found.blocks)):
        for span in spans:
            span.to_us = end_us
            to.append(span)
