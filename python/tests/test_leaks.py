"""Nothing of one run is seen by the next, or by the program around."""

import asyncio
import builtins
import gc
import logging
import os
import random
import signal
import sys
import time
import unittest
import warnings

from coroscope import End, listings, measure, predict
from tests.helpers import in_main, listing

DIRTY = """
import asyncio, builtins, gc, json, logging, os, random, signal, sys, time, warnings

builtins.hid = 1
builtins.print_before, builtins.len = print, lambda it: 7
asyncio.sleep = time.sleep = lambda *_: None
asyncio.hid = 1
sys.stdout = sys.stderr = None
sys.argv.append("hid")
sys.path.insert(0, "/hid")
sys.setrecursionlimit(345)
sys.modules["hid"] = sys
os.environ["HID"] = "1"
os.chdir("/")
random.seed(5)
warnings.simplefilter("error")
logging.basicConfig(level=1)
logging.getLogger("hid").setLevel(3)
logging.disable(50)
signal.signal(signal.SIGINT, signal.SIG_IGN)
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
asyncio.set_event_loop_policy(None)
loop.create_task(asyncio.Event().wait())
"""


def state() -> dict[str, object]:
    """What a listing must not change for good."""
    return {
        "builtins": dict(vars(builtins)),
        "asyncio": {name: dict(vars(module)) for name, module in sys.modules.items()
                    if name.partition(".")[0] == "asyncio"},
        "time": dict(vars(time)),
        "streams": (sys.stdin, sys.stdout, sys.stderr, list(sys.argv), list(sys.path)),
        "finders": list(sys.meta_path),
        "main": sys.modules["__main__"],
        "foreign": {name for name in sys.modules
                    if name.partition(".")[0] not in sys.stdlib_module_names},
        "recursion": sys.getrecursionlimit(),
        "environment": dict(os.environ),
        "folder": os.getcwd(),
        "random": random.getstate(),
        "filters": list(warnings.filters),
        "logging": (list(logging.root.handlers), logging.root.level, logging.root.manager.disable,
                    "hid" in logging.root.manager.loggerDict),
        "signal": signal.getsignal(signal.SIGINT),
        "hooks": (sys.get_asyncgen_hooks(), sys.get_coroutine_origin_tracking_depth()),
        "gc": (gc.isenabled(), gc.get_freeze_count() < 1000),
        "init": (asyncio.Queue.__init__, asyncio.Semaphore.__init__),
    }


class Leaks(unittest.TestCase):
    def test_the_program_around_is_as_it_was(self) -> None:
        predict("pass")  # What is imported once stays imported.
        for text in (DIRTY, DIRTY + "raise KeyError", in_main("await asyncio.Event().wait()"),
                     "import sys; sys.exit()", "x = (", in_main("import os; os._exit(1)"),
                     in_main("while True: await asyncio.sleep(0)")):
            before = state()
            predict(text)
            after = state()
            for name in before:
                self.assertEqual(before[name], after[name], name)

    def test_nothing_is_seen_by_the_next_run(self) -> None:
        for name in listings.NAMES:
            clean = predict(listings.text(name))
            predict(DIRTY)
            self.assertEqual(predict(listings.text(name)), clean, name)

    def test_random_numbers_begin_anew_in_each_run(self) -> None:
        text = "import random\nprint(random.random())"
        self.assertEqual(predict(text).output, predict(text).output)

    def test_tasks_have_the_names_that_they_have_in_a_new_interpreter(self) -> None:
        text = in_main("""
            print(asyncio.current_task().get_name())
            print(asyncio.create_task(asyncio.sleep(0)).get_name())
        """)
        for _ in range(2):
            self.assertEqual(predict(text).output, "Task-1\nTask-2\n")

    def test_tasks_in_sets_are_in_the_order_of_their_making(self) -> None:
        text = in_main("""
            tasks = {asyncio.create_task(asyncio.sleep(0, i)) for i in range(20)}
            print([(await task) for task in tasks] == list(range(20)))
        """)
        self.assertEqual(predict(text).output, "True\n")

    def test_context_variables_do_not_stay(self) -> None:
        text = listing("""
            import contextvars, decimal
            decimal.getcontext().prec += 1
            print(decimal.getcontext().prec)
        """)
        self.assertEqual(predict(text).output, predict(text).output)

    def test_time_is_virtual_in_a_prediction_and_real_in_a_measurement(self) -> None:
        text = in_main("""
            import time
            began = time.time(), time.monotonic(), time.perf_counter(), time.time_ns()
            day = time.strftime("%H:%M:%S", time.localtime())
            await asyncio.sleep(7200)
            print(round(time.time() - began[0], 3), time.monotonic() - began[1],
                  time.perf_counter() - began[2], time.time_ns() - began[3],
                  day != time.strftime("%H:%M:%S"), asyncio.get_running_loop().time())
        """)
        self.assertEqual(predict(text).output,
                         "7200.0 7200.0 7200.0 7200000000000 True 7200.0\n")
        short = measure(in_main("""
            import time
            began = time.monotonic()
            await asyncio.sleep(0.02)
            print(0.02 <= time.monotonic() - began, 0.01 > abs(
                asyncio.get_running_loop().time() - time.monotonic()))
        """))
        self.assertEqual(short.output, "True True\n")

    @unittest.skipIf(sys.platform == "emscripten", "a loop runs around this test already")
    def test_a_run_within_a_running_loop_leaves_that_loop_alone(self) -> None:
        async def around() -> End:
            end = predict(listings.text("first_steps")).end
            await asyncio.sleep(0)
            return end

        self.assertEqual(asyncio.run(around()), End.COMPLETED)
