"""Looks for simpler picks with the same outcome. A random order has as many picks as the run had
choices, and most of them do not matter."""

from collections.abc import Generator

from .walk import Picks, trimmed


def simpler(picks: Picks) -> Generator[Picks, bool, Picks]:
    """Yields picks to be tried, and is sent whether they had the same outcome. Returns the simplest
    that had.

    >>> def gives(picks):
    ...     return picks[4:5] == (2,)
    >>> search, same = simpler((1, 3, 0, 1, 2, 1)), None
    >>> while True:
    ...     try:
    ...         same = gives(search.send(same))
    ...     except StopIteration as end:
    ...         print(end.value)
    ...         break
    (0, 0, 0, 0, 2)
    """
    picks = yield from _fewest(trimmed(picks))
    places = [at for at, pick in enumerate(picks) if pick]
    size = (len(places) + 1) // 2
    while size and len(places) > 1:
        at = 0
        while at < len(places):
            fewer = places[:at] + places[at + size :]
            if fewer and (yield _only(picks, fewer)):
                places = fewer
            else:
                at += size
        size //= 2
    return _only(picks, places)


def _fewest(picks: Picks) -> Generator[Picks, bool, Picks]:
    """The first few of the picks, and first in, first out after them."""
    least, enough = 1, len(picks)
    while least < enough:
        middle = (least + enough) // 2
        if (yield picks[:middle]):
            enough = middle
        else:
            least = middle + 1
    return picks[:enough]


def _only(picks: Picks, places: list[int]) -> Picks:
    kept = set(places)
    return trimmed(tuple(pick if at in kept else 0 for at, pick in enumerate(picks)))
