"""What a task waits on, read at the pace of a program that does real work."""

from types import AsyncGeneratorType, CodeType, CoroutineType, FrameType, GeneratorType
from typing import Any

from ..record.waits import _YIELD, Wait, Waits, _hidden, _on_future


class HomeWaits(Waits):
    """Reads the same as `Waits`, but makes no frames of what says nothing, and asks no code for its
    hash, which takes a microsecond for a long one."""

    def __init__(self, sites: Any, number: Any) -> None:
        super().__init__(sites, number)
        # By the identity of the code, which is kept, so that no other gets its number.
        self._known: dict[int, tuple[int | None, Any, CodeType]] = {}
        self._leaves: set[type] = set()

    def of(self, task: Any) -> tuple[Wait, int, FrameType | None]:
        """What a task waits on that has given control back, the site, and the frame in asyncio
        which says so, if one does."""
        known = self._known
        own: Any = None
        own_base = 0
        found: Any = None
        found_in: Any = None
        awaited: Any = task.get_coro()
        while awaited is not None:
            kind = type(awaited)
            if kind is CoroutineType:
                code, inner = awaited.cr_code, awaited.cr_await
            elif kind in self._leaves:
                break
            elif kind is GeneratorType:
                code, inner = awaited.gi_code, awaited.gi_yieldfrom
            elif kind is AsyncGeneratorType:
                code, inner = awaited.ag_code, awaited.ag_await
            else:
                if kind.__name__ == "FutureIter":
                    self._leaves.add(kind)
                # Some awaitables do not say what they hide; the collector knows.
                awaited = _hidden(awaited)
                continue
            try:
                base, reader, _ = known[id(code)]
            except KeyError:
                base = self._bases.get(code.co_filename)
                reader = None if base is not None else self._reader(code)
                known[id(code)] = base, reader, code
            if base is not None:
                own, own_base, found = awaited, base, None
            elif reader is not None and (
                found is None or (found is self._of_condition and reader is self._of_lock)
            ):
                found, found_in = reader, awaited
            awaited = inner
        frame = None if own is None else _frame(own)
        site = 0 if frame is None else own_base + (frame.f_lineno or 0)
        future = task._fut_waiter
        if future is None:
            return _YIELD, site, None
        if found is not None and (frame := _frame(found_in)) is not None:
            return found(frame), site, frame
        return _on_future(future), site, None


def _frame(awaited: Any) -> FrameType | None:
    if type(awaited) is CoroutineType:
        return awaited.cr_frame
    frame: FrameType | None = getattr(awaited, "gi_frame", None)
    if frame is None:
        frame = getattr(awaited, "ag_frame", None)
    return frame
