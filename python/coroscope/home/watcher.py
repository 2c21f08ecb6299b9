"""A thread that writes down what is new, and looks where a poll is that takes long."""

import _thread
import sys
from collections.abc import Callable

from ..record.kinds import Kind
from .recorder import HomeRecorder

EVERY = 0.1
"""The file is at most so many seconds behind."""

_LOOKS = 4
"""So often at least it looks during a poll that is to count as busy."""


class Watcher:
    """Runs beside the program until it is stopped.

    It is no `threading.Thread`, so that the program finds as many of these as it has made.
    """

    def __init__(self, recorder: HomeRecorder, flush: Callable[[], None]) -> None:
        self._recorder = recorder
        self._flush = flush
        self._tick = min(EVERY, recorder.limit_us / 1e6 / _LOOKS)
        self._stopping = _thread.allocate_lock()
        self._stopped = _thread.allocate_lock()
        self._seen = -1

    def start(self) -> None:
        """Begins."""
        self._stopping.acquire()
        self._stopped.acquire()
        try:
            _thread.start_new_thread(self._run, ())
        except RuntimeError:
            # There is no room for a thread. All is written at the end then.
            self._stopping.release()
            self._stopped.release()

    def stop(self) -> None:
        """Ends, and waits for that."""
        if self._stopping.locked():
            self._stopping.release()
            self._stopped.acquire()
            self._stopped.release()

    def _run(self) -> None:
        waited = 0.0
        while not self._stopping.acquire(timeout=self._tick):
            waited += self._tick
            self._look()
            if waited >= EVERY:
                waited = 0.0
                self._flush()
        self._stopping.release()
        self._stopped.release()

    def _look(self) -> None:
        """If nothing has happened since the last look, a poll runs that takes long, or none."""
        recorder = self._recorder
        polls, total, lane = recorder.polls, recorder.rows.total, recorder.current
        kind, _, since_us = recorder.rows.last()
        is_same, self._seen = total == self._seen, total
        if not is_same or lane <= 0 or recorder.sample is not None:
            return
        if kind == Kind.BLOCK_STARTED:
            return  # It sleeps, and that is recorded.
        frame = sys._current_frames().get(recorder.thread or 0)
        site, sites = 0, recorder.sites
        while frame is not None and frame.f_code not in sites.ends:
            base = sites.bases.get(frame.f_code.co_filename)
            if base is not None:
                site = base + (frame.f_lineno or 0)
                break
            frame = frame.f_back
        recorder.sample = polls, since_us, site
