"""Where listings run: the interpreter as a listing may see it, put back afterwards."""

import asyncio
import builtins
import contextvars
import gc
import random
import sys
import time
import warnings
from contextlib import suppress
from types import CodeType, TracebackType
from typing import Any, NoReturn

from ..loop import handles, policy
from ..loop.clock import Clock, Host, RealClock, VirtualClock, epoch
from ..loop.order import Order
from ..loop.session import Ended, Limits, Session, close_session, open_session
from ..record.kinds import End
from ..record.levels import watch_all
from ..record.recorder import Recorder
from ..record.sites import Sites
from . import doors, notes, times, world
from .code import all_codes, is_generator
from .completed import start_in_order
from .failure import failure_of
from .generators import Generators
from .monitoring import Monitor, count_rounds, is_available
from .output import Output
from .patches import Patches
from .played import Played
from .publishing import Publisher
from .threads import Threads


class Stage:
    """Runs code of a listing, several times if need be. What the listing changes in the
    interpreter is put back at the end, and what matters for an order between two runs, too.

    >>> code = compile("print(1 + 1)", "listing.py", "exec")
    >>> with Stage("listing.py", "") as stage:
    ...     played = stage.play(code, Order(), Limits())
    >>> played.output, played.end.name
    ('2\\n', 'COMPLETED')
    """

    def __init__(
        self, file: str, text: str, host: Host | None = None, is_virtual: bool = True
    ) -> None:
        self._file = file
        self._text = text
        self._host = host or Host()
        self._is_virtual = is_virtual
        self._began = epoch() if is_virtual else None
        self._times = times.stand_ins(self._began, self._now_us, self._block)
        self._patches = Patches()
        self._notes: dict[notes.Note, None] = {}
        self._session: Session
        self._publisher: Publisher
        self._threads: Threads
        self._out = self._err = Output()
        self._unawaited: Any = None

    def __enter__(self) -> "Stage":
        # Only what a listing makes is looked through at its end. Who has frozen much before will
        # want it to stay so; some versions of Python begin with a few hundred frozen objects.
        self._thaw = gc.get_freeze_count() < 1000
        gc.freeze()
        self._put_back = world.keep()
        patches = self._patches
        patches.restore(world.show_as(self._text, self._file))
        patches.set(warnings, "_warn_unawaited_coroutine", self._never_awaited)
        doors.close(patches, self._say, self._end, lambda s: time.sleep(s))
        start_in_order(patches, self._say)
        self._names = world.keep_names()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._host.set_now(-1)
        self._patches.undo()
        self._put_back()
        if self._thaw:
            gc.unfreeze()

    def play(
        self,
        code: CodeType,
        order: Order,
        limits: Limits,
        capacity: int | None = None,
        notes_choices: bool = False,
    ) -> Played:
        """Runs the listing from its start. It is recorded if there is a capacity, in rows. First
        in, first out makes no choices, unless they are to be noted."""
        clock: Clock = (VirtualClock if self._is_virtual else RealClock)(self._host)
        recorder = None if capacity is None else self._recorder(clock, capacity)
        session = self._session = Session(clock, order, recorder, limits, notes_choices)
        session.when_over = self._close
        session.refuse = lambda what: doors.refuse(what, self._say)
        self._names()
        sys.argv = [self._file]
        self._threads = threads = Threads(session, self._write)
        session.run_in_thread = threads.play
        self._out = self._output(False)
        self._err = self._output(True)
        self._notes = {}
        publisher = self._publisher = Publisher(self._host, recorder, clock)
        session.before_wait = publisher.look if publisher.is_needed else None
        monitors = self._monitors(code, recorder, limits)
        unwatch = watch_all(recorder.levels) if recorder is not None else None
        collects = gc.isenabled()
        if self._is_virtual:
            gc.disable()  # When the collector runs depends on what ran before.
        patches = Patches()
        for name, value in self._times.items():
            patches.set(time, name, value)
        streams = sys.stdout, sys.stderr
        open_session(session)
        try:
            played = self._run(code, session)
        finally:
            patches.undo()
            sys.stdout, sys.stderr = streams
            for monitor in monitors:
                monitor.close()
            if unwatch is not None:
                unwatch()
            close_session()
            if collects:
                gc.enable()
        publisher.publish()
        return played

    def _recorder(self, clock: Clock, capacity: int) -> Recorder:
        sites = Sites([self._file])
        sites.end_at(handles.CODES)
        return Recorder(clock, sites, capacity)

    def _run(self, code: CodeType, session: Session) -> Played:
        """Runs the code on a stage that is set, and clears it."""
        recorder = session.recorder
        policy.install(lambda: self._say(notes.OLD_LOOP))
        sys.stdout, sys.stderr = self._out, self._err
        random.seed(0)
        module = world.main_module(self._file)
        if recorder is not None:
            sys.set_coroutine_origin_tracking_depth(2)
            recorder.began(self._file)
        end, failure, exit_code = End.COMPLETED, None, None
        error: BaseException | None = None
        names, kept = vars(builtins), dict(vars(builtins))
        try:
            try:
                contextvars.copy_context().run(exec, code, vars(module))
            finally:
                # Nothing here works without what a listing may have deleted.
                names.update(kept)
        except Ended:
            pass
        except SystemExit as exits:
            end, exit_code = End.EXITED, _exit_code(exits)
            self._last_words(exits)
        except BaseException as raised:
            end, error = End.FAILED, raised
        if error is not None and session.over is None:
            failure = failure_of(error, self._file)
            if (sentence := notes.about_error(error)) is not None:
                self._notes[notes.Note(sentence, failure.line)] = None
        if recorder is not None and session.over is None:
            recorder.ended(error)
        if error is not None:
            error = error.with_traceback(None)
        self._clear(vars(module), session)
        error = None
        gc.collect()
        session.finish(end)
        assert session.over is not None
        chooser = session.chooser
        return Played(
            end=session.over,
            output=self._out.text,
            errors=self._err.text,
            failure=failure,
            exit_code=exit_code,
            notes=tuple(self._notes),
            made=tuple(chooser.made) if chooser else (),
            of=tuple(chooser.of) if chooser else (),
            total_us=session.clock.now_us(),
            record=recorder,
        )

    def _last_words(self, exits: SystemExit) -> None:
        """Prints what Python prints when it ends so: what is no exit code is a text."""
        if exits.code is None or isinstance(exits.code, int):
            return
        with suppress(Exception):
            self._err.write(f"{exits.code}\n")

    def _clear(self, names: dict[str, Any], session: Session) -> None:
        """Lets go of all that the listing made, so that asyncio complains where it would."""
        names.clear()
        asyncio.events._set_running_loop(None)
        asyncio.events._event_loop_policy = None  # type: ignore[attr-defined]
        for loop in session.loops:
            loop._thread_id = None
            if not loop.is_closed():
                loop.close()
            loop._ready.clear()
            loop._scheduled.clear()
        session.loops.clear()
        sys.set_coroutine_origin_tracking_depth(0)

    def _monitors(
        self, code: CodeType, recorder: Recorder | None, limits: Limits
    ) -> tuple[Monitor, Monitor]:
        """One counts rounds, one hears of generators: a tool has one function for each event."""
        rounds, lives = Monitor(), Monitor()
        codes = all_codes(code) if is_available() else []
        if self._is_virtual and limits.rounds is not None and rounds.open():
            count_rounds(rounds, codes, limits.rounds, lambda: self._end(End.TOO_MANY_ROUNDS))
        generators = [one for one in codes if is_generator(one)]
        if recorder is not None and generators and lives.open():
            Generators(recorder, generators).listen(lives)
        return rounds, lives

    def _output(self, is_error: bool) -> Output:
        recorder, session = self._session.recorder, self._session
        begun: tuple[int, int] | None = None

        def on_line(line: str) -> None:
            nonlocal begun
            assert recorder is not None
            if begun is not None and session.over is not None:
                # Nobody has ended the last line: it is that of whoever began it.
                recorder.current, recorder.given_site = begun
            begun = None
            if not (is_error and recorder.is_complaining):
                recorder.logged(line, is_error, 2)
                self._publisher.printed()

        def on_part() -> None:
            nonlocal begun
            assert recorder is not None
            begun = recorder.current, recorder.sites.here(3)

        def divert(text: str) -> bool:
            if not self._threads.is_playing():
                return False
            self._threads.write(text, is_error)
            return True

        if recorder is None:
            return Output(divert=divert)
        return Output(on_line, on_part, divert)

    def _write(self, text: str, is_error: bool) -> None:
        (self._err if is_error else self._out).write(text)

    def _close(self) -> None:
        """The run is over: what still runs is neither recorded nor heard."""
        recorder = self._session.recorder
        self._out.finish()
        self._err.finish()
        if recorder is not None:
            recorder.failures.at_the_end()
            recorder.rows.end()

    def _end(self, end: End) -> NoReturn:
        self._session.end(end)

    def _now_us(self) -> int:
        return self._threads.now_us()

    def _block(self, us: int) -> None:
        session = self._session
        recorder = session.recorder
        if session.over is not None:
            raise Ended
        if self._threads.is_playing():
            self._threads.sleep(us, 0 if recorder is None else recorder.sites.here(3))
            return
        if recorder is not None:
            recorder.block_started(us, 2)
        if session.before_wait is not None:
            session.before_wait(True)
        session.clock.wait_us(us)
        if recorder is not None:
            recorder.block_ended()

    def _never_awaited(self, coroutine: Any) -> None:
        recorder = self._session.recorder
        if recorder is not None and self._session.over is None:
            recorder.failures.never_awaited(coroutine)

    def _say(self, sentence: str) -> None:
        self._notes[notes.Note(sentence, self._line())] = None

    def _line(self) -> int:
        return Sites([self._file]).here(3)


def _exit_code(error: SystemExit) -> int:
    """The exit code of a process that ends so."""
    if error.code is None:
        return 0
    return error.code if isinstance(error.code, int) else 1
