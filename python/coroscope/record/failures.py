"""What went wrong and who heard of it: errors of tasks, and coroutines that nobody awaited."""

import weakref
from typing import Any

from .kinds import NOBODY, Kind
from .names import called, error_text


class Failures:
    """Watches tasks that have failed until somebody receives their errors.

    asyncio itself notes that: it logs an error that nobody has received.
    """

    def __init__(self, recorder: Any) -> None:
        self._recorder = recorder
        self._told: set[int] = set()
        self.failed: list[tuple[Any, int]] = []

    def keep(self, task: Any) -> None:
        """A task has failed. It is not kept alive, because its end is when asyncio complains."""
        self.failed.append((weakref.ref(task), task.lane))

    def look(self) -> None:
        """Finds out whose errors were received since the last time."""
        rest = []
        for ref, lane in self.failed:
            task = ref()
            if task is None:
                continue
            if task._log_traceback:
                rest.append((ref, lane))
            else:
                self._recorder.row(Kind.ERROR_RECEIVED, lane)
        self.failed = rest

    def at_the_end(self) -> None:
        """The run is over: what was not received never will be."""
        self.look()
        for ref, _ in self.failed:
            task = ref()
            if task is not None:
                self._not_received(task, task._exception)
        self.failed = []

    def complained(self, context: dict[str, Any]) -> None:
        """asyncio complains about a task, a future or a callback."""
        recorder = self._recorder
        about = context.get("task") or context.get("future")
        error = context.get("exception")
        message = str(context.get("message"))
        if "never retrieved" in message:
            self._not_received(about, error)
        elif "destroyed but it is pending" in message:
            recorder.row(Kind.DESTROYED_PENDING, getattr(about, "lane", NOBODY))
        else:
            text = message if error is None else error_text(error)
            recorder.row(Kind.CALLBACK_FAILED, recorder.lane_here(), recorder.rows.text(text))

    def never_awaited(self, coroutine: Any) -> None:
        """A coroutine was dropped before it ran."""
        recorder = self._recorder
        origin = getattr(coroutine, "cr_origin", None) or ()
        sites = (recorder.sites.of(file, line) for file, line, _ in origin)
        site = next((site for site in sites if site), 0)
        name = recorder.rows.text(called(coroutine))
        recorder.row(Kind.NEVER_AWAITED, max(recorder.current, 0), name, 0, site)

    def _not_received(self, task: Any, error: BaseException | None) -> None:
        lane = getattr(task, "lane", NOBODY)
        if error is None or (lane != NOBODY and lane in self._told):
            return
        self._told.add(lane)
        text = self._recorder.rows.text(error_text(error))
        self._recorder.row(Kind.ERROR_NOT_RECEIVED, lane, text)
