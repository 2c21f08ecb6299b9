"""How runs end."""

import unittest

from coroscope import End, Failure, Kind, Limits, check, predict
from coroscope.listing.monitoring import is_available
from tests.helpers import events, in_main, listing, of


class Ends(unittest.TestCase):
    def test_a_run_is_stuck_when_nobody_can_wake_anybody(self) -> None:
        for text in (in_main("await asyncio.Event().wait()"),
                     "import asyncio\nasyncio.new_event_loop().run_forever()",
                     in_main("await asyncio.get_running_loop().create_future()")):
            run = predict(text)
            self.assertEqual((run.end, run.failure, run.total_us), (End.STUCK, None, 0))

    def test_what_runs_after_a_run_was_stuck_is_neither_recorded_nor_heard(self) -> None:
        run = predict(in_main("""
            print("before")
            try:
                await asyncio.Event().wait()
            finally:
                print("after")
                await asyncio.sleep(1)
        """))
        self.assertEqual((run.end, run.output, run.errors), (End.STUCK, "before\n", ""))
        self.assertEqual(events(run)[-1][0], "POLL_ENDED")

    def test_whoever_catches_everything_does_not_go_on(self) -> None:
        run = predict(listing("""
            import asyncio
            async def main():
                await asyncio.Event().wait()
            for _ in range(3):
                try: asyncio.run(main())
                except BaseException: print("caught")
        """))
        self.assertEqual((run.end, run.output), (End.STUCK, ""))

    def test_too_many_callbacks_end_a_prediction(self) -> None:
        text = in_main("while True: await asyncio.sleep(0)")
        run = predict(text, limits=Limits(callbacks=100))
        self.assertEqual(run.end, End.TOO_MANY_CALLBACKS)
        self.assertEqual(len(of(run, Kind.POLL_STARTED)), 101)

    @unittest.skipUnless(is_available(), "from Python 3.12 on")
    def test_too_many_rounds_end_a_prediction(self) -> None:
        for body in ("while True: pass", "while 1 < 2: x = 1", "for _ in iter(int, 1): pass",
                     "[0 for _ in iter(int, 1)]",
                     "def f(n): return n and f(n - 1) + f(n - 1)\nf(50)"):
            for text in (listing(body), in_main(body)):
                with self.subTest(text):
                    run = predict(text, limits=Limits(rounds=1000))
                    self.assertEqual((run.end, run.failure), (End.TOO_MANY_ROUNDS, None))

    def test_an_exception_ends_a_run_with_pythons_own_message_and_place(self) -> None:
        run = predict(in_main("await asyncio.sleep(1)\nx = [1][5]"))
        assert run.failure is not None
        self.assertEqual(run.end, End.FAILED)
        self.assertEqual(run.failure.message, "IndexError: list index out of range")
        self.assertEqual((run.failure.line, run.failure.column, run.failure.end_column), (5, 9, 15))
        self.assertEqual(run.total_us, 1_000_000)
        self.assertEqual(of(run, Kind.FAILED)[-1], (0, run.failure.message, 0, 0))

    def test_a_group_of_exceptions_has_its_parts(self) -> None:
        run = predict(in_main("""
            async def bad(): raise ValueError("one")
            async with asyncio.TaskGroup() as group: group.create_task(bad())
        """))
        assert run.failure is not None
        self.assertEqual(run.failure.message, "ExceptionGroup: unhandled errors in a TaskGroup "
                                              "(1 sub-exception)")
        self.assertEqual([(one.message, one.line) for one in run.failure.parts],
                         [("ValueError: one", 4)])

    def test_an_error_inside_asyncio_is_placed_at_the_line_that_called_it(self) -> None:
        run = predict("import asyncio\n\nasyncio.run(5)\n")
        assert run.failure is not None
        self.assertEqual((run.failure.type, run.failure.line), ("ValueError", 3)
                         if run.failure.type == "ValueError" else ("TypeError", 3))

    def test_an_exit_has_its_code(self) -> None:
        for words, code in [("sys.exit()", 0), ("sys.exit(3)", 3), ("sys.exit('no')", 1),
                            ("raise SystemExit(4)", 4)]:
            self.assertEqual(
                [(run.end, run.exit_code) for run in (predict(f"import sys\n{words}"),
                                                      predict(in_main(f"import sys\n{words}")))],
                [(End.EXITED, code)] * 2)

    def test_leaving_the_process_ends_the_run_only(self) -> None:
        run = predict("import os\nprint(1)\nos._exit(1)\nprint(2)")
        self.assertEqual((run.end, run.output), (End.EXITED, "1\n"))

    def test_leaving_the_process_in_a_task_leaves_nothing_out_of_the_record(self) -> None:
        run = predict(in_main("await asyncio.sleep(1)\nimport os; os._exit(3)"))
        self.assertEqual((run.end, run.left_out), (End.EXITED, 0))

    def test_an_exit_prints_what_is_no_code(self) -> None:
        run = predict(in_main("import sys\nsys.exit('no reason')"))
        self.assertEqual((run.errors, of(run, Kind.LOGGED) != []), ("no reason\n", True))
        self.assertEqual(predict("import sys\nsys.exit(3)").errors, "")

    def test_a_listing_that_deletes_what_is_built_in_fails_at_its_line(self) -> None:
        run = predict(listing("""
            import builtins
            for name in list(vars(builtins)):
                if name != "delattr": delattr(builtins, name)
            len("")
        """))
        assert run.failure is not None
        self.assertEqual((run.failure.message, run.failure.line),
                         ("NameError: name 'len' is not defined", 4))
        self.assertEqual(predict("print(1)").output, "1\n")

    def test_an_error_that_cannot_say_itself_is_said_as_python_says_it(self) -> None:
        run = predict(listing("""
            class Mute(Exception):
                def __str__(self): raise KeyError("no")
            raise Mute()
        """))
        assert run.failure is not None
        self.assertEqual((run.failure.type, run.failure.line), ("Mute", 3))
        self.assertIn("exception str() failed", run.failure.message)

    def test_an_error_may_break_whatever_it_is_asked(self) -> None:
        for kind, name in [("Exception", "__class__"), ("SyntaxError", "filename"),
                           ("ModuleNotFoundError", "name"), ("Exception", "__notes__")]:
            with self.subTest(name):
                run = predict(f"class Odd({kind}):\n    {name} = property(lambda self: 1 / 0)\n"
                              "raise Odd('x')")
                assert run.failure is not None
                self.assertEqual((run.end, run.failure.type, run.failure.line),
                                 (End.FAILED, "Odd", 3))

    def test_a_loop_with_a_selector_runs_like_any_other(self) -> None:
        run = predict(listing("""
            import asyncio, selectors
            loop = asyncio.SelectorEventLoop(selectors.SelectSelector())
            loop.run_until_complete(asyncio.sleep(1))
            print(loop.time())
        """))
        self.assertEqual((run.failure, run.total_us), (None, 1_000_000))

    def test_a_syntax_error_in_a_text_of_the_listing_has_one_line(self) -> None:
        run = predict("exec('a b')")
        assert run.failure is not None
        self.assertEqual((run.failure.message, run.failure.line),
                         ("SyntaxError: invalid syntax (<string>, line 1)", 1))

    def test_recursion_without_end_is_an_error_like_any_other(self) -> None:
        run = predict("def f(n): return f(n + 1)\nf(0)")
        assert run.failure is not None
        self.assertEqual((run.end, run.failure.type, run.failure.line),
                         (End.FAILED, "RecursionError", 1))
        self.assertEqual(predict("print(1)").output, "1\n")

    def test_a_keyboard_interrupt_is_an_exception_too(self) -> None:
        run = predict(in_main("raise KeyboardInterrupt"))
        self.assertEqual((run.end, run.failure and run.failure.type),
                         (End.FAILED, "KeyboardInterrupt"))


class Syntax(unittest.TestCase):
    def test_a_syntax_error_has_its_place_and_nothing_runs(self) -> None:
        run = predict("print(1)\nasync def f():\nprint(2)\n")
        assert run.failure is not None
        self.assertEqual((run.end, run.output, len(run.rows)), (End.SYNTAX_ERROR, "", 0))
        self.assertEqual((run.failure.type, run.failure.line), ("IndentationError", 3))
        self.assertIn("expected an indented block", run.failure.message)

    def test_checking_says_the_same_without_running(self) -> None:
        for text in ("x = (", "print 1", "await x", "\tx\n        y", "x = '\0'", "ünd = °",
                     "f'{'"):
            self.assertIsInstance(check(text), Failure, repr(text))
            self.assertEqual(check(text), predict(text).failure)

    def test_what_is_right_is_nothing(self) -> None:
        for text in ("", "\n", "# only words", "x = 1", "\ufeffx = 1", "assert (1, 'always')"):
            self.assertIsNone(check(text), repr(text))
