"""CPython's own event loop, on a clock of ours."""

import heapq
from asyncio import base_events, futures, tasks
from typing import Any

from ..record.kinds import NOBODY, Cause, End
from .future import Future
from .handles import Handle, RecordingHandle, RecordingTimer, Timer, is_deadline, task_of
from .ready import Choosing
from .session import Ended, Session, current
from .task import Task

_TIMER = int(Cause.TIMER)


class Selector:
    """Stands where a loop asks its sockets. Nothing outside wakes this loop: to wait is to let the
    clock go on, and whoever waits without a deadline waits for ever."""

    def __init__(self, loop: "Loop") -> None:
        self._loop = loop

    def select(self, seconds: float | None) -> tuple[()]:
        """Waits until the next deadline."""
        session = self._loop.session
        if session.over is not None:
            raise Ended
        session.count(len(self._loop._ready))
        if session.before_wait is not None:
            session.before_wait(seconds != 0)
        if seconds is None:
            session.end(End.STUCK)
        if seconds > 0:
            session.clock.wait_us(max(1, round(seconds * 1e6)))
        return ()

    def close(self) -> None:
        """There is nothing to close."""


class Loop(base_events.BaseEventLoop):
    """An event loop of the current session. What it does in a turn is CPython's own code.

    >>> import asyncio
    >>> from coroscope.loop.clock import Host, VirtualClock
    >>> from coroscope.loop.session import Session, close_session, open_session
    >>> clock = VirtualClock(Host())
    >>> open_session(Session(clock))
    >>> with asyncio.Runner(loop_factory=Loop) as runner:
    ...     runner.run(asyncio.sleep(2.5))
    >>> close_session()
    >>> clock.now_us()
    2500000
    """

    _ready: Any
    _scheduled: list[Any]

    def __init__(self, selector: Any = None) -> None:
        # A selector that a listing brings is not asked: there is nothing outside.
        super().__init__()
        self.session: Session = current()
        self.recorder = self.session.recorder
        self._selector = Selector(self)
        # Deadlines are whole microseconds: half of one is near enough, and never the next.
        self._clock_resolution = 5e-7
        self._timers = 0
        self._until: Any = None
        if self.session.chooser is not None:
            self._ready = Choosing(self.session.chooser)
        self.session.loops.append(self)

    def time(self) -> float:
        """The time of the session's clock, in seconds."""
        return self.session.clock.seconds()

    def create_future(self) -> Future:
        """A future of this loop, as `asyncio` makes it for whatever can be waited for."""
        return Future(loop=self)

    def _process_events(self, event_list: Any) -> None:
        pass

    def _write_to_self(self) -> None:
        pass

    def _call_soon(self, callback: Any, args: Any, context: Any) -> Handle:
        task = task_of(callback)
        recorder = self.recorder
        if recorder is None:
            handle = Handle(callback, args, self, context)
        else:
            handle = RecordingHandle(callback, args, self, context)
            if task is not None:
                if not isinstance(task, Task):
                    task.lane = NOBODY  # Its class is one that somebody kept from before.
                elif task.recorder is not None:
                    recorder.woken(task)
            handle.cause, handle.of = recorder.cause, recorder.of
        handle.task = task
        if handle._source_traceback:  # type: ignore[attr-defined]
            del handle._source_traceback[-1]  # type: ignore[attr-defined]
        self._ready.append(handle)
        return handle

    def call_at(  # type: ignore[override]
        self, when: Any, callback: Any, *args: Any, context: Any = None
    ) -> Timer:
        """Has a callback called at a time of this loop, which is rounded to microseconds."""
        if when is None:
            raise TypeError("when cannot be None")
        self._check_closed()  # type: ignore[attr-defined]
        if self.get_debug():
            self._check_callback(callback, "call_at")  # type: ignore[attr-defined]
        if self.recorder is None:
            timer = Timer(round(when, 6), callback, args, self, context)
        else:
            timer = RecordingTimer(round(when, 6), callback, args, self, context)
            timer.cause, timer.of = _TIMER, NOBODY
            if is_deadline(callback):
                self.recorder.deadline(callback.__self__._task, timer)
        self._timers += 1
        timer.number = self._timers
        heapq.heappush(self._scheduled, timer)
        timer._scheduled = True  # type: ignore[attr-defined]
        return timer

    def run_in_executor(  # type: ignore[override]
        self, executor: Any, func: Any, *args: Any
    ) -> Any:
        """Has a function run in a thread, which is played where the session says so."""
        play = self.session.run_in_thread
        if play is None:
            return super().run_in_executor(executor, func, *args)
        self._check_closed()  # type: ignore[attr-defined]
        return play(self, executor, func, args)

    def run_until_complete(self, future: Any) -> Any:
        """Runs until a future is done."""
        self._check_closed()  # type: ignore[attr-defined]
        self._check_running()  # type: ignore[attr-defined]
        is_new = not futures.isfuture(future)
        future = tasks.ensure_future(future, loop=self)
        if is_new:
            future._log_destroy_pending = False
        self._until = future
        try:
            return super().run_until_complete(future)
        except BaseException:
            if is_new and future.done() and not future.cancelled():
                future.exception()  # Whoever called gets it here.
            raise
        finally:
            self._until = None

    def run_forever(self) -> None:
        """Runs until it is stopped."""
        until, recorder = self._until, self.recorder
        if self.session.over is not None:
            raise Ended
        if recorder is None or getattr(until, "lane", 0) == NOBODY:
            return super().run_forever()
        recorder.module_waits(until)
        try:
            super().run_forever()
        finally:
            recorder.module_goes_on(until)

    def call_exception_handler(self, context: Any) -> None:
        """Is told what nobody else will receive."""
        if self.session.over is not None:
            return
        if self.recorder is None:
            super().call_exception_handler(context)
        else:
            with self.recorder.complaint(context):
                super().call_exception_handler(context)

    def add_signal_handler(self, *_: Any) -> None:  # type: ignore[override]
        """Is accepted. Signals do not come here."""

    def remove_signal_handler(self, *_: Any) -> bool:
        """There was none."""
        return False


def _refusing(what: str) -> Any:
    async def refused(self: Loop, *_: Any, **__: Any) -> Any:
        refuse = self.session.refuse
        if refuse is not None:
            refuse(what)
        raise NotImplementedError

    return refused


for _name in ("create_connection", "create_server", "create_datagram_endpoint", "getaddrinfo",
              "create_unix_connection", "create_unix_server", "getnameinfo", "sock_connect",
              "sock_accept", "sock_recv", "sock_sendall", "connect_read_pipe"):
    setattr(Loop, _name, _refusing("sockets"))
for _name in ("subprocess_exec", "subprocess_shell"):
    setattr(Loop, _name, _refusing("programs"))

