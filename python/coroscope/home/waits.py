"""What a task waits on, read at the pace of a program that does real work."""

from asyncio import Future
from types import AsyncGeneratorType, CodeType, CoroutineType, FrameType, GeneratorType
from typing import Any

from ..record.kinds import On
from ..record.waits import _YIELD, Wait, Waits, _hidden, _on_future

_FUTURE = (int(On.FUTURE), 0)


class HomeWaits(Waits):
    """Reads the same as `Waits`, but makes no frames of what says nothing, and asks no code for its
    hash, which takes a microsecond for a long one."""

    def __init__(self, sites: Any, number: Any) -> None:
        super().__init__(sites, number)
        # By the identity of the code, which is kept, so that no other gets its number.
        self._known: dict[int, tuple[int | None, Any, CodeType] | None] = {}
        self._kept: list[CodeType] = []
        self._leaves: set[type] = set()
        self._line = sites.line

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
                facts = known[id(code)]
            except KeyError:
                facts = self._look_at(code)
            # Most code is asyncio's own and says nothing.
            if facts is not None:
                base, reader, _ = facts
                if base is not None:
                    own, own_base, found = awaited, base, None
                elif found is None or (found is self._of_condition and reader is self._of_lock):
                    found, found_in = reader, awaited
            awaited = inner
        if own is None:
            site = 0
        else:
            frame = own.cr_frame if type(own) is CoroutineType else _frame(own)
            site = 0 if frame is None else own_base + self._line(frame.f_code, frame)
        future = task._fut_waiter
        if future is None:
            return _YIELD, site, None
        if found is None and type(future) is Future and not hasattr(future, "thread_lane"):
            return _FUTURE, site, None
        if found is not None and (frame := _frame(found_in)) is not None:
            return found(frame), site, frame
        return _on_future(future), site, None


    def _look_at(self, code: CodeType) -> tuple[int | None, Any, CodeType] | None:
        base = self._bases.get(code.co_filename)
        reader = None if base is not None else self._reader(code)
        facts = None if base is None and reader is None else (base, reader, code)
        self._known[id(code)] = facts
        self._kept.append(code)
        return facts


def _frame(awaited: Any) -> FrameType | None:
    if type(awaited) is CoroutineType:
        return awaited.cr_frame
    frame: FrameType | None = getattr(awaited, "gi_frame", None)
    if frame is None:
        frame = getattr(awaited, "ag_frame", None)
    return frame
