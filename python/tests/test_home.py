"""Programs that are recorded at home do what they do otherwise, and leave a file that says it."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import unittest
from pathlib import Path
from typing import Any

import coroscope
from coroscope.home.recording import Recording
from coroscope.home.summary import summary
from coroscope.record.kinds import Cause, Kind, On
from coroscope.saved.reader import Saved, read

from .helpers import CAN_START

ROOT = Path(coroscope.__file__).parent.parent

TASKS = """
import asyncio, sys, time
async def say(word, delay):
    await asyncio.sleep(delay)
    print(word)
    return word
async def fails():
    await asyncio.sleep(0.005)
    raise KeyError("nobody asks")
async def main():
    asyncio.create_task(fails(), name="doomed")
    say("never", 1)
    late = asyncio.create_task(say("late", 9))
    print(await asyncio.gather(say("a", 0.01), say("b", 0.02)))
    print(await asyncio.to_thread(len, "four"))
    late.cancel()
    await asyncio.wait([late])
    print(asyncio.current_task().get_name(), repr(late)[:14], file=sys.stderr)
asyncio.run(main())
"""

SAME = {
    "tasks": TASKS,
    "names": "import sys\nprint(__name__, __file__, sys.argv, sys.path[0], __spec__)",
    "exits": "import sys\nprint('x', end='')\nsys.exit(3)",
    "exits with a text": "import sys\nsys.exit('no reason')",
    "fails": """
        def inner(): raise ValueError("inner")
        try: inner()
        except ValueError as error: raise RuntimeError("outer") from error
        """,
    "fails in a task": """
        import asyncio
        async def main():
            async with asyncio.TaskGroup() as group:
                group.create_task(bad())
        async def bad(): 1 / 0
        asyncio.run(main())
        """,
    "is no Python": "def f(:\n    pass",
    "is interrupted": "raise KeyboardInterrupt",
    "leaves": "import os\nprint('x', flush=True)\nos._exit(7)",
    "handle of a callback": """
        import asyncio
        async def main():
            loop = asyncio.get_running_loop()
            print(type(loop).__name__, str(loop.call_soon(print, 1)).split()[0])
            loop.call_soon(lambda: 1 / 0)
            await asyncio.sleep(0.01)
        asyncio.run(main())
        """,
    "a loop of its own": """
        import asyncio
        loop = asyncio.new_event_loop()
        loop.call_later(0.01, loop.stop)
        loop.call_soon(print, "soon")
        loop.run_forever()
        print(loop.run_until_complete(asyncio.sleep(0, "done")))
        loop.close()
        """,
    "several loops and threads": """
        import asyncio, threading
        async def main(word):
            await asyncio.sleep(0.01)
            print(word)
        asyncio.run(main("first"))
        thread = threading.Thread(target=lambda: asyncio.run(main("in a thread")))
        thread.start()
        thread.join()
        print(threading.active_count())
        asyncio.run(main("second"))
        """,
    "a thread fails": """
        import asyncio, traceback
        def bad(): raise OSError("bad")
        async def main():
            try: await asyncio.to_thread(bad)
            except OSError: print(len(traceback.format_exc().splitlines()))
        asyncio.run(main())
        """,
    "a server": """
        import asyncio
        async def handle(reader, writer):
            writer.write(await reader.readline())
            writer.close()
        async def main():
            server = await asyncio.start_server(handle, "127.0.0.1", 0)
            port = server.sockets[0].getsockname()[1]
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"hello\\n")
            print(await reader.read())
            writer.close()
            server.close()
        asyncio.run(main())
        """,
    "a program": """
        import asyncio, sys
        async def main():
            made = await asyncio.create_subprocess_exec(
                sys.executable, "-c", "print('child')", stdout=asyncio.subprocess.PIPE)
            print((await made.communicate())[0].split())
        asyncio.run(main())
        """,
    "a signal": """
        import asyncio, os, signal
        async def main():
            stopped = asyncio.Event()
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
            os.kill(os.getpid(), signal.SIGTERM)
            await stopped.wait()
            print("stopped")
        asyncio.run(main())
        """,
    "generators": """
        import asyncio
        async def numbers():
            for number in range(3):
                await asyncio.sleep(0)
                yield number
        async def main(): print([one async for one in numbers()])
        asyncio.run(main())
        """,
}


def start(folder: str, *words: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run([sys.executable, *words], cwd=folder, env=environment, timeout=60,
                          capture_output=True, encoding="utf-8")


def recorded(text: str, *options: str) -> tuple[Any, Saved]:
    """How a program ends that is recorded, and the record."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "main.py").write_text(textwrap.dedent(text), encoding="utf-8")
        ended = start(folder, "-m", "coroscope", "run", *options, "main.py", "one", "two")
        return ended, read(Path(folder, "main.coroscope").read_bytes())


def rows(saved: Saved, kind: Kind) -> list[tuple[int, ...]]:
    return [row for row in saved.rows if row[0] == kind]


def names(saved: Saved) -> dict[int, str]:
    return {row[1]: saved.texts[row[3]] for row in rows(saved, Kind.NAMED)}


@unittest.skipUnless(CAN_START, "no processes here")
class Silence(unittest.TestCase):
    def test_programs_print_and_end_as_they_do_otherwise(self) -> None:
        for title, text in SAME.items():
            if os.name == "nt" and title in ("a signal", "is interrupted"):
                continue
            with self.subTest(title), tempfile.TemporaryDirectory() as folder:
                Path(folder, "main.py").write_text(textwrap.dedent(text), encoding="utf-8")
                plain = start(folder, "main.py", "one", "two")
                other = start(folder, "-m", "coroscope", "run", "main.py", "one", "two")
                self.assertEqual((other.stdout, other.returncode), (plain.stdout, plain.returncode))
                self.assertEqual(other.stderr.splitlines(), plain.stderr.splitlines())
                if title != "is no Python":
                    saved = read(Path(folder, "main.coroscope").read_bytes())
                    self.assertFalse(saved.is_cut)
                    # Whoever ends by a signal has 128 and its number, as shells say it.
                    by_signal = 128 - plain.returncode
                    code = plain.returncode if plain.returncode >= 0 else by_signal
                    self.assertEqual(saved.exit_code, code, title)

    def test_a_module_is_run_as_python_runs_it(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            package = Path(folder, "shop")
            package.mkdir()
            package.joinpath("__init__.py").touch()
            package.joinpath("__main__.py").write_text(
                "import sys\nprint(__name__, __spec__.name, __package__, sys.argv[1:], sys.path[0])\n"
                "print(sys.argv[0] == __file__)", encoding="utf-8")
            plain = start(folder, "-m", "shop", "--out", "x")
            other = start(folder, "-m", "coroscope", "run", "-m", "shop", "--out", "x")
            self.assertEqual((other.stdout, other.stderr), (plain.stdout, ""))
            saved = read(Path(folder, "shop.coroscope").read_bytes())
            self.assertEqual(saved.files, ["shop/__main__.py"])

    def test_what_is_asked_for_wrongly_gets_a_sentence(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            for words, part in [
                (["run"], "which program"),
                (["run", "--wrong", "x.py"], "no option --wrong"),
                (["run", "--capacity", "0", "x.py"], "a number from 1 on"),
                (["run", "missing.py"], "missing.py cannot be read"),
                (["run", "-m", "no.such.module"], "no"),
                (["go"], "no command go"),
                (["show", "missing.coroscope"], "missing.coroscope"),
            ]:
                ended = start(folder, "-m", "coroscope", *words)
                self.assertEqual(ended.returncode, 2, ended.stderr)
                self.assertIn(part, ended.stderr)
                self.assertNotIn("Traceback", ended.stderr)


@unittest.skipUnless(CAN_START, "no processes here")
class Recorded(unittest.TestCase):
    def test_tasks_with_all_that_happens_to_them(self) -> None:
        _, saved = recorded(TASKS)
        self.assertEqual(saved.files, ["main.py"])
        self.assertIn("async def say", saved.sources[0])
        lanes = names(saved)
        self.assertEqual(list(lanes.values())[:2], ["main.py", "main()"])
        self.assertTrue({"say('a', 0.01)", "doomed", "len()"} <= set(lanes.values()))
        late = next(lane for lane, name in lanes.items() if name == "say('late', 9)")
        [asked] = rows(saved, Kind.CANCEL_REQUESTED)
        self.assertEqual((asked[1], asked[3], asked[4], asked[5]), (late, 0, 1, 16))
        self.assertIn(Cause.CANCEL, [row[3] for row in rows(saved, Kind.WOKEN)])
        self.assertEqual([row[1] for row in rows(saved, Kind.CANCELLED)], [late])
        [never] = rows(saved, Kind.NEVER_AWAITED)
        self.assertEqual((saved.texts[never[3]], never[5]), ("say('never', 1)", 12))
        [lost] = rows(saved, Kind.ERROR_NOT_RECEIVED)
        self.assertEqual(lanes[lost[1]], "doomed")
        slept = {row[3] for row in rows(saved, Kind.SLEPT)}
        self.assertTrue({10_000, 20_000} <= slept)
        waits = {row[3] for row in rows(saved, Kind.WAITS)}
        self.assertTrue({On.TIMER, On.TASK, On.ALL_TASKS, On.THREAD} <= waits, waits)
        printed = [saved.texts[row[3]] for row in rows(saved, Kind.LOGGED) if row[4] == 0]
        self.assertEqual(printed, ["a", "b", "['a', 'b']", "4"])

    def test_what_blocks_is_known_by_its_line(self) -> None:
        _, saved = recorded("""
            import asyncio, time
            from threading import Lock
            def slow():
                lock = Lock()
                lock.acquire()
                lock.acquire(timeout=0.2)
            async def main():
                time.sleep(0.1)
                await asyncio.sleep(0)
                slow()
                print("done")
            asyncio.run(main())
            """)
        blocks = rows(saved, Kind.BLOCK_STARTED)
        self.assertEqual([(row[3], row[5]) for row in blocks], [(100_000, 9), (0, 7)])
        lines = summary(saved).splitlines()
        self.assertTrue(any("main.py:7" in line for line in lines), lines)
        self.assertLess(*(index for index, line in enumerate(lines)
                          if "main.py:7" in line or "main.py:9" in line))

    def test_a_trace_for_other_tools_has_slices_that_do_not_overlap(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "main.py").write_text(TASKS, encoding="utf-8")
            ended = start(folder, "-m", "coroscope", "run", "--trace", "t.json", "--summary",
                          "--no-sources", "main.py")
            events = json.loads(Path(folder, "t.json").read_text(encoding="utf-8"))["traceEvents"]
            saved = read(Path(folder, "main.coroscope").read_bytes())
        self.assertEqual(saved.sources, {})
        for part in ("Waited: ", "Never awaited: 1\n    main.py:12  say('never', 1)",
                     "main.py:11  doomed: KeyError: 'nobody asks'"):
            self.assertIn(part, ended.stderr)
        ends: dict[int, int] = {}
        for one in events:
            if one["ph"] == "X":
                self.assertGreaterEqual(one["ts"], ends.get(one["tid"], 0))
                ends[one["tid"]] = one["ts"] + one["dur"]
        self.assertGreater(len(ends), 4)

    def test_files_are_named_within_the_program(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "lib").mkdir()
            Path(folder, "lib", "helper.py").write_text(
                "import asyncio\nasync def work():\n    await asyncio.sleep(0.01)\n", "utf-8")
            Path(folder, "main.py").write_text(
                "import asyncio\nfrom lib.helper import work\nasyncio.run(work())\n", "utf-8")
            start(folder, "-m", "coroscope", "run", "main.py")
            saved = read(Path(folder, "main.coroscope").read_bytes())
            self.assertNotIn(os.path.basename(folder), repr(saved.head) + repr(saved.files))
        self.assertEqual(sorted(saved.files), ["lib/helper.py", "main.py"])
        sleeps = [row for row in rows(saved, Kind.WAITS) if row[3] == On.TIMER]
        self.assertEqual([saved.place(row[5]) for row in sleeps], ["lib/helper.py:3"])


@unittest.skipUnless(CAN_START and hasattr(os, "fork"), "no signals here")
class Ends(unittest.TestCase):
    def test_a_program_that_is_killed_leaves_what_it_did(self) -> None:
        ended, saved = recorded("""
            import asyncio, os, signal
            async def main():
                print("before", flush=True)
                await asyncio.sleep(0.4)
                os.kill(os.getpid(), signal.SIGKILL)
            asyncio.run(main())
            """)
        self.assertEqual(ended.returncode, -signal.SIGKILL)
        self.assertEqual((saved.end, len(rows(saved, Kind.LOGGED))), (None, 1))
        self.assertIn("does not say how the program ended", summary(saved))

    def test_a_program_that_leaves_at_once_has_its_end(self) -> None:
        _, saved = recorded(SAME["leaves"])
        self.assertEqual((saved.end, saved.exit_code, len(saved.notes)), (2, 7, 1))

    def test_a_child_writes_nothing(self) -> None:
        ended, saved = recorded("""
            import asyncio, os, sys
            async def main():
                child = os.fork()
                if not child:
                    print("child")
                    sys.exit(4)
                print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
            asyncio.run(main())
            """)
        self.assertEqual((ended.returncode, sorted(ended.stdout.split())), (0, ["4", "child"]))
        self.assertEqual([saved.texts[row[3]] for row in rows(saved, Kind.LOGGED)], ["4"])
        self.assertEqual((saved.end, saved.is_cut), (0, False))

    def test_what_finds_no_room_is_counted(self) -> None:
        _, saved = recorded("""
            import asyncio
            async def main():
                for _ in range(3000): await asyncio.sleep(0.0001)
            asyncio.run(main())
            """, "--capacity", "100")
        self.assertGreater(saved.left_out, 1000)
        self.assertGreaterEqual(len(saved.rows), 100)
        self.assertIn("did not find room", summary(saved))

    def test_orders_are_tried_and_what_fails_is_shown(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "race.py").write_text(textwrap.dedent("""
                import asyncio
                left = 1
                async def buy():
                    global left
                    if left:
                        await asyncio.sleep(0)
                        left -= 1
                    assert left >= 0, "sold twice"
                async def main():
                    await asyncio.gather(buy(), buy())
                asyncio.run(main())
                """), "utf-8")
            Path(folder, "net.py").write_text(
                "import asyncio\nasyncio.run(asyncio.open_connection('127.0.0.1', 9))", "utf-8")
            Path(folder, "fine.py").write_text("import asyncio\nasyncio.run(asyncio.sleep(1))", "utf-8")
            for name, code, part in [("race.py", 1, "picks: "), ("fine.py", 0, "only one order"),
                                     ("net.py", 2, "no network")]:
                ended = start(folder, "-m", "coroscope", "run", "--orders", "20", name)
                self.assertEqual(ended.returncode, code, ended.stderr)
                self.assertIn(part, ended.stdout + ended.stderr)


class InCode(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = str(Path(folder.name, "run.coroscope"))

    def saved(self) -> Saved:
        self.assertIsNone(Recording.active)
        self.assertIsNone(getattr(asyncio.BaseEventLoop, "coroscope", None))
        return read(Path(self.path).read_bytes())

    @unittest.skipUnless(CAN_START, "a loop runs already")
    def test_a_block_is_recorded(self) -> None:
        with coroscope.record(self.path):
            asyncio.run(asyncio.sleep(0.01))
        self.assertEqual(list(names(self.saved()).values())[1], "sleep(0.01, None)")

    @unittest.skipUnless(CAN_START, "a loop runs already")
    def test_a_loop_that_runs_is_recorded_from_there_on(self) -> None:
        async def other(go_on: asyncio.Event) -> None:
            await go_on.wait()

        async def main() -> None:
            go_on = asyncio.Event()
            task = asyncio.create_task(other(go_on), name="other")
            await asyncio.sleep(0)
            with coroscope.record(self.path):
                await asyncio.sleep(0.01)
                go_on.set()
                await task
            await asyncio.sleep(0.01)

        asyncio.run(main())
        saved = self.saved()
        lanes = {name: lane for lane, name in names(saved).items()}
        starts = [row[1] for row in rows(saved, Kind.POLL_STARTED)]
        ends = [row[1] for row in saved.rows
                if row[0] in (Kind.POLL_ENDED, Kind.COMPLETED, Kind.CANCELLED)]
        self.assertEqual(sorted(starts), sorted(ends))
        self.assertEqual(starts.count(lanes["other"]), 1)
        self.assertEqual(starts.count(lanes["main()"]), 3)

    @unittest.skipUnless(CAN_START, "a loop runs already")
    def test_functions_are_recorded(self) -> None:
        @coroscope.record(self.path)
        async def main() -> str:
            await asyncio.sleep(0)
            return "value"

        self.assertEqual(asyncio.run(main()), "value")
        self.assertEqual(self.saved().end, 0)

        @coroscope.record(self.path)
        def fails() -> None:
            raise ValueError("no")

        with self.assertRaises(ValueError):
            fails()
        self.assertEqual(self.saved().end, 1)

    def test_loops_that_cannot_be_recorded_are_named(self) -> None:
        sys.modules["uvloop"] = sys
        self.addCleanup(sys.modules.pop, "uvloop")
        with coroscope.record(self.path):
            pass
        if CAN_START:
            self.assertIn("uvloop", self.saved().notes[0])

    def test_there_is_one_at_a_time(self) -> None:
        with coroscope.record(self.path), self.assertRaises(RuntimeError):
            coroscope.record(self.path + "2").__enter__()
        self.saved()
