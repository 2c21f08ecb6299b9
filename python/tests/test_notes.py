"""Sentences about what is not here, and about other versions of Python."""

import sys
import unittest

from coroscope import End, Run, predict
from coroscope.listing import notes
from tests.helpers import in_main


def sentences(run: Run) -> list[str]:
    return [note.text for note in run.notes]


class Notes(unittest.TestCase):
    def says(self, text: str, sentence: str, type: str | None, line: int) -> None:
        run = predict(text)
        self.assertIn((sentence, line), [(note.text, note.line) for note in run.notes], text)
        self.assertEqual(run.failure and run.failure.type, type, text)

    def test_processes_cannot_start(self) -> None:
        for text, type in [
            ("import multiprocessing", "ModuleNotFoundError"),
            ("from multiprocessing import Process", "ModuleNotFoundError"),
            ("import concurrent.futures as c; c.ProcessPoolExecutor()", "ModuleNotFoundError"),
            ("from concurrent.futures import ProcessPoolExecutor", "ModuleNotFoundError"),
        ]:
            self.says(text, notes.PROCESSES, type, 1)

    def test_threads_cannot_start(self) -> None:
        self.says("import threading\nthreading.Thread(target=print).start()", notes.THREADS,
                  "RuntimeError", 2)
        self.says("from concurrent.futures import ThreadPoolExecutor as T\n"
                  "T().submit(print)", notes.THREADS, "RuntimeError", 2)

    def test_there_are_no_sockets(self) -> None:
        for body in ("await asyncio.open_connection('localhost', 80)",
                     "await asyncio.start_server(print, '127.0.0.1', 0)",
                     "import socket; socket.socket().connect(('127.0.0.1', 9))",
                     "import socket; socket.create_connection(('localhost', 9))"):
            self.says(in_main(body), notes.SOCKETS, "OSError", 4)
        self.says("import urllib.request as u\nu.urlopen('http://localhost')", notes.SOCKETS,
                  "URLError", 2)

    def test_there_are_no_programs(self) -> None:
        self.says(in_main("await asyncio.create_subprocess_exec('true')"), notes.PROGRAMS,
                  "OSError", 4)
        self.says("import subprocess\nsubprocess.run(['true'])", notes.PROGRAMS, "OSError", 2)
        self.says("import os\nos.system('true')", notes.PROGRAMS, "OSError", 2)

    def test_nobody_can_type(self) -> None:
        self.says("name = input('who? ')", notes.INPUT, "EOFError", 1)

    def test_foreign_packages_are_named(self) -> None:
        self.says("x = 1\nimport redis", notes.about_module("redis"), "ModuleNotFoundError", 2)
        self.assertEqual(
            sentences(predict("import mymodule.part")),
            ["`mymodule` is not part of Python, and only Python's own library is here."])

    def test_whoever_does_without_a_package_hears_nothing_of_it(self) -> None:
        run = predict("try: import uvloop_or_so\nexcept ImportError: print('without')")
        self.assertEqual((run.output, run.notes), ("without\n", ()))

    def test_a_file_that_is_not_here(self) -> None:
        self.says("open('/no/such/file')", notes.FILES, "FileNotFoundError", 1)

    def test_old_ways_are_said_to_be_old(self) -> None:
        for text, since in [
            ("import asyncio\n@asyncio.coroutine\ndef f(): pass", "3.11"),
            (in_main("await asyncio.sleep(1, loop=None)"), "3.10"),
            (in_main("await asyncio.wait([asyncio.sleep(1)])"), "3.11"),
            ("import asyncio\nasyncio.Task.all_tasks()", "3.9"),
            ("import asyncio\nasyncio.Task.current_task()", "3.9"),
        ]:
            run = predict(text)
            self.assertEqual(run.end, End.FAILED)
            self.assertTrue(any(f"since Python {since}" in one for one in sentences(run)), text)

    def test_a_loop_that_is_made_by_asking_for_it_is_noted(self) -> None:
        text = "import asyncio\nloop = asyncio.get_event_loop()\nloop.run_until_complete(\n" \
               "    asyncio.sleep(1))\n"
        run = predict(text)
        self.assertEqual([(note.text, note.line) for note in run.notes], [(notes.OLD_LOOP, 2)])
        self.assertEqual((run.end, run.total_us), (End.COMPLETED, 1_000_000))

    def test_as_completed_of_coroutines_is_noted_where_their_order_matters(self) -> None:
        for given, noted in [
            ("[asyncio.sleep(2), asyncio.sleep(1)]", [(notes.AS_COMPLETED, 4)]),
            ("[asyncio.sleep(2)]", []),
            ("map(asyncio.create_task, [asyncio.sleep(2), asyncio.sleep(1)])", []),
        ]:
            run = predict(in_main(f"for first in asyncio.as_completed({given}): await first"))
            self.assertEqual([(note.text, note.line) for note in run.notes], noted, given)

    def test_after_a_run_there_is_no_loop_as_in_every_python(self) -> None:
        run = predict(in_main("pass") + "asyncio.get_event_loop()\n")
        self.assertEqual(run.failure and run.failure.type, "RuntimeError")

    def test_a_thread_that_waits_for_the_loop_cannot_be_played(self) -> None:
        run = predict(in_main("""
            loop = asyncio.get_running_loop()
            def work():
                return asyncio.run_coroutine_threadsafe(asyncio.sleep(1), loop).result()
            await asyncio.to_thread(work)
        """))
        self.assertEqual((run.end, sentences(run)), (End.STUCK, [notes.WAITING_THREAD]))


class StandIns(unittest.TestCase):
    def test_aiohttp_is_played_and_said_so(self) -> None:
        run = predict(in_main("""
            async with aiohttp.ClientSession() as session:
                async with session.get("https://example.org/1.json") as response:
                    print(response.status, (await response.json())["url"])
                print(len(await (await session.get("https://example.org/2")).text()) > 0)
        """, "import aiohttp"))
        self.assertEqual(run.output, "200 https://example.org/1.json\nTrue\n")
        self.assertEqual(sentences(run), ["`aiohttp` is played here: nothing is sent."])
        self.assertGreater(run.total_us, 200_000)

    def test_async_timeout_is_played_by_asyncio(self) -> None:
        run = predict(in_main("""
            try:
                async with async_timeout.timeout(0.5) as limit:
                    await asyncio.sleep(9)
            except asyncio.TimeoutError:
                print(limit.expired)
        """, "import async_timeout"))
        self.assertEqual((run.output, run.total_us), ("True\n", 500_000))
        self.assertEqual(sentences(run), ["`async_timeout` is played here, by `asyncio.timeout`."])

    def test_stand_ins_are_gone_after_the_run(self) -> None:
        predict("import aiohttp, async_timeout")
        self.assertNotIn("aiohttp", sys.modules)
        self.assertNotIn("async_timeout", sys.modules)
