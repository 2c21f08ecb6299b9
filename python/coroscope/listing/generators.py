"""Lanes of generators: they run within the polls of whoever resumes them."""

import sys
from types import CodeType, FrameType
from typing import Any

from ..record.kinds import NOBODY, Kind, On
from ..record.names import called_frame, error_text
from ..record.recorder import Recorder
from .monitoring import Monitor


class Generators:
    """Records the life of each generator of a listing.

    A generator is known from its first step on: CPython does not say when it is made. Nor does
    CPython 3.13 say that a generator is closed which stands outside of any `try`.
    """

    def __init__(self, recorder: Recorder, codes: list[CodeType]) -> None:
        self._recorder = recorder
        self._codes = frozenset(codes)
        # By the identity of its frame, which lives as long as the generator does. To keep the frame
        # itself would keep what is in it.
        self._lanes: dict[int, int] = {}
        self._running: list[tuple[int, int, int]] = []

    def listen(self, monitor: Monitor) -> None:
        """Listens to the generators."""
        if not self._codes:
            return
        monitor.listen(
            self._codes,
            {"PY_START": self._started, "PY_RESUME": self._resumed,
             "PY_YIELD": self._yielded, "PY_RETURN": self._returned},
        )
        monitor.listen_everywhere({"PY_THROW": self._thrown, "PY_UNWIND": self._unwound})

    def _started(self, code: CodeType, _: int) -> None:
        recorder, frame = self._recorder, sys._getframe(1)
        lane = self._lanes[id(frame)] = recorder.new_lane()
        site = recorder.sites.here(3)
        recorder.row(Kind.SPAWNED, lane, recorder.current, 0, site)
        recorder.row(Kind.IS_GENERATOR, lane)
        recorder.named(lane, called_frame(code.co_name, frame))
        self._enter(frame, lane)

    def _resumed(self, code: CodeType, _: int) -> None:
        self._enter_known(sys._getframe(1))

    def _thrown(self, code: CodeType, _: int, error: BaseException) -> None:
        if code in self._codes:
            self._enter_known(sys._getframe(1))

    def _enter_known(self, frame: FrameType) -> None:
        lane = self._lanes.get(id(frame))
        if lane is not None:
            self._enter(frame, lane)

    def _enter(self, frame: FrameType, lane: int) -> None:
        recorder = self._recorder
        self._running.append((id(frame), lane, recorder.current))
        recorder.row(Kind.POLL_STARTED, lane)
        recorder.current = lane

    def _yielded(self, code: CodeType, _: int, value: Any) -> None:
        frame = sys._getframe(1)
        left = self._leave(frame)
        if left is None:
            return
        lane, outer = left
        recorder = self._recorder
        site = recorder.sites.of(code.co_filename, frame.f_lineno)
        # An asynchronous generator gives control back at each of its awaits, too.
        awaits = frame.f_code.co_flags & 0x200 and (
            type(value).__name__ != "async_generator_wrapped_value"
        )
        on, what = (On.WITH_TASK, outer) if awaits else (On.SEND, 0)
        recorder.row(Kind.WAITS, lane, int(on), what, site)
        recorder.row(Kind.POLL_ENDED, lane, 0, 0, site)

    def _returned(self, code: CodeType, _: int, value: Any) -> None:
        left = self._leave(sys._getframe(1), is_end=True)
        if left is not None:
            self._recorder.row(Kind.COMPLETED, left[0])

    def _unwound(self, code: CodeType, _: int, error: BaseException) -> None:
        if code not in self._codes:
            return
        left = self._leave(sys._getframe(1), is_end=True)
        if left is None:
            return
        lane, recorder = left[0], self._recorder
        if isinstance(error, GeneratorExit):
            recorder.row(Kind.CANCELLED, lane)
            return
        recorder.row(Kind.FAILED, lane, recorder.rows.text(error_text(error)))
        recorder.row(Kind.COMPLETED, lane)
        recorder.row(Kind.ERROR_RECEIVED, lane)  # Whoever resumed it has it now.

    def _leave(self, frame: FrameType, is_end: bool = False) -> tuple[int, int] | None:
        """Its lane, and that of who resumed it."""
        if is_end:
            self._lanes.pop(id(frame), None)
        if not self._running or self._running[-1][0] != id(frame):
            return None
        _, lane, outer = self._running.pop()
        self._recorder.current = outer
        return lane, max(outer, NOBODY)
