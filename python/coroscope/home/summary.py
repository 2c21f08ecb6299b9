"""A record in some lines, the worst first."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from ..record.kinds import On
from ..saved.reader import Saved
from .reading import Lanes, Span, lanes

_MOST = 10
_LONGEST = 60
_OF_OBJECT = (On.QUEUE, On.SEMAPHORE, On.EVENT, On.LOCK, On.CONDITION, On.BARRIER, On.QUEUE_DONE)
_WORDS = {
    On.TIMER: "to sleep",
    On.ANY_TASK: "for the first of {what} tasks",
    On.ALL_TASKS: "for all of {what} tasks",
    On.YIELD: "to let others run",
    On.FUTURE: "for a future or input",
    On.WITH_TASK: "for what its generator waits on",
    On.SEND: "to be resumed",
    On.STOP: "for its loop",
}


def summary(saved: Saved, limit_us: int = 50_000) -> str:
    """What somebody would look for first, with files and lines.

    >>> rows = [(1, 1, 0, -1, 0, 3), (2, 1, 0, 0, 0, 0), (4, 1, 0, 0, 0, 0),
    ...         (13, 1, 0, 200000, 0, 7), (14, 1, 210000, 0, 0, 0), (6, 1, 210000, 0, 0, 0)]
    >>> print(summary(Saved({"program": "a.py"}, rows=rows, texts=["work()"], files=["a.py"],
    ...                     end=0)))
    a.py: 210 ms, 1 lane, 6 rows
    <BLANKLINE>
    Blocked the loop for 50 ms or more: 1
        210 ms  a.py:7  work()
    """
    found = lanes(saved)
    count = len(found.spawned)
    program = saved.head.get("program", "")
    parts = [f"{program}: {_ms(saved.end_us or _last(saved))}, {count} "
             f"{'lane' if count == 1 else 'lanes'}, {len(saved.rows):,} rows"]
    parts += [*_missing(saved), ""]
    parts += _blocks(found, saved, limit_us)
    parts += _waits(found, saved)
    parts += _section("Never awaited", [
        f"{saved.place(site) or 'unknown line'}  {_short(text)}"
        for text, site in found.never_awaited
    ])
    parts += _section("Errors that nobody received", [
        f"{saved.place(found.spawned.get(lane, 0)) or 'unknown line'}  "
        f"{_name(found, lane)}: {_short(text)}"
        for lane, text in found.errors
    ])
    return "\n".join(parts).rstrip("\n")


def _missing(saved: Saved) -> Iterator[str]:
    """What is not in the record."""
    yield from saved.notes
    if saved.is_cut:
        yield "The file ends in the middle of a part; what is whole is here."
    if saved.end is None:
        yield "The file does not say how the program ended: it was killed, or it still runs."
    if saved.left_out:
        yield f"{saved.left_out:,} rows did not find room (--capacity)."


def _blocks(found: Lanes, saved: Saved, limit_us: int) -> list[str]:
    """Blocks with a line, and long polls in which none is known."""
    long = [one for one in found.blocks
            if one.lane not in found.threads and one.lane and one.to_us - one.from_us >= limit_us]
    known: defaultdict[int, list[Span]] = defaultdict(list)
    for one in long:
        known[one.lane].append(one)
    for poll in found.polls:
        is_long = poll.to_us - poll.from_us >= limit_us
        if is_long and poll.lane and poll.lane not in found.threads:
            inside = known[poll.lane]
            if not any(poll.from_us <= one.from_us <= poll.to_us for one in inside):
                long.append(poll)
    long.sort(key=lambda one: one.from_us - one.to_us)
    return _section(f"Blocked the loop for {limit_us // 1000} ms or more", [
        f"{_ms(one.to_us - one.from_us):>10}  {saved.place(one.site) or 'unknown line'}  "
        f"{_name(found, one.lane)}"
        for one in long
    ])


def _waits(found: Lanes, saved: Saved) -> list[str]:
    """Waits of one line for one kind of thing, together."""
    groups: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for one in found.waits:
        if one.lane and one.on not in (On.YIELD, On.SEND, On.WITH_TASK):
            # A task that is nothing but a sleep has no line of its own.
            site = one.site or found.spawned.get(one.lane, 0)
            groups[site, _on(found, one)].append(one.to_us - one.from_us)
    ordered = sorted(groups.items(), key=lambda item: -sum(item[1]))
    return _section("Waited", [
        f"{_ms(sum(times)):>10}  {saved.place(site) or 'unknown line'}  {on}"
        + (f"  ({len(times):,} times, {_ms(max(times))} at most)" if len(times) > 1 else "")
        for (site, on), times in ordered
    ])


def _on(found: Lanes, wait: Span) -> str:
    if wait.on in (On.TASK, On.THREAD):
        return f"for {_name(found, wait.what).partition('(')[0]}"
    if wait.on in _OF_OBJECT:
        return f"for a {found.objects.get(wait.what, 'thing')}"
    if wait.what == 1 and wait.on in (On.ANY_TASK, On.ALL_TASKS):
        return "for another task or future"
    words = {int(on): text for on, text in _WORDS.items()}.get(wait.on, "")
    return words.format(what=wait.what)


def _section(title: str, lines: list[str], more: Callable[[int], str] | None = None) -> list[str]:
    if not lines:
        return []
    rest = len(lines) - _MOST
    shown = [f"    {line.strip()}" if not line.startswith(" ") else f"  {line[2:]}"
             for line in lines[:_MOST]]
    return [f"{title}: {len(lines):,}", *shown,
            *([f"    and {rest:,} more"] if rest > 0 else []), ""]


def _name(found: Lanes, lane: int) -> str:
    return _short(found.names.get(lane, "unknown task"))


def _short(text: str) -> str:
    line = text.partition("\n")[0]
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _last(saved: Saved) -> int:
    return saved.rows[-1][2] if saved.rows else 0


def _ms(us: int) -> str:
    return f"{us / 1000:,.0f} ms" if us >= 10_000 else f"{us / 1000:,.1f} ms"
