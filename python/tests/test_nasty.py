"""Listings that were written to break the loop, the recorder or the stage."""

import sys
import unittest

from coroscope import End, Host, Kind, Part, measure, predict
from coroscope.record.rows import unpacked
from tests.helpers import CAN_START, events, in_main, listing, of, plain


class Nasty(unittest.TestCase):
    def same_as_plain(self, text: str) -> None:
        """It comes to its end, and prints what it prints without us."""
        run = predict(text)
        self.assertEqual((run.end, run.failure), (End.COMPLETED, None))
        self.assertIn("\n", run.output)
        if CAN_START:
            self.assertEqual(run.output, plain(text))

    def test_equal_deadlines_are_due_in_the_order_of_their_making(self) -> None:
        self.same_as_plain(in_main("""
            async def nap(n):
                await asyncio.sleep(0.1)
                print(n)
            await asyncio.gather(*(nap(n) for n in range(12)))
        """))

    def test_many_tasks(self) -> None:
        self.same_as_plain(in_main("""
            async def add(n):
                await asyncio.sleep(0.001 * (n % 7))
                return n
            print(sum(await asyncio.gather(*(add(n) for n in range(3000)))))
        """))

    def test_sleeps_that_are_no_times(self) -> None:
        self.same_as_plain(in_main("""
            await asyncio.sleep(-1)
            for wrong in (None, "x", float("nan"), []):
                try: await asyncio.wait_for(asyncio.sleep(wrong), 0.01)
                except Exception as error: print(type(error).__name__)
            try: await asyncio.wait_for(asyncio.sleep(float("inf")), 0.01)
            except TimeoutError: print("for ever")
        """))

    def test_blocking_sleeps_that_are_no_times(self) -> None:
        self.same_as_plain(listing("""
            import time
            for wrong in (-1, "x", None, float("nan"), 1 + 2j):
                try: time.sleep(wrong)
                except Exception as error: print(type(error).__name__, error)
            time.sleep(True / 100)
        """))

    def test_a_sleep_for_ever_is_given_up(self) -> None:
        run = predict(in_main("await asyncio.sleep(float('inf'))"))
        self.assertIn(run.end, (End.STUCK, End.TOO_MANY_CALLBACKS))

    def test_a_task_that_will_not_be_cancelled(self) -> None:
        self.same_as_plain(in_main("""
            async def stubborn():
                for _ in range(3):
                    try: await asyncio.sleep(0.02)
                    except asyncio.CancelledError: print("no")
            task = asyncio.create_task(stubborn())
            await asyncio.sleep(0)
            print(task.cancel("please"), task.cancel(), task.cancelling())
            await task
            print(task.cancelled(), task.uncancel())
        """))

    def test_a_task_that_cancels_itself(self) -> None:
        self.same_as_plain(in_main("""
            async def own():
                asyncio.current_task().cancel()
                print("still here")
                await asyncio.sleep(1)
            print(await asyncio.gather(own(), return_exceptions=True))
        """))

    def test_one_future_for_many_and_callbacks_on_what_is_done(self) -> None:
        self.same_as_plain(in_main("""
            loop = asyncio.get_running_loop()
            future = loop.create_future()
            async def wait(n): print(n, await future)
            tasks = [asyncio.create_task(wait(n)) for n in range(3)]
            loop.call_later(0.01, future.set_result, "x")
            await asyncio.wait(tasks)
            future.add_done_callback(lambda it: print("late", it.result()))
            await asyncio.sleep(0)
        """))

    def test_a_loop_within_a_loop_is_refused_as_ever(self) -> None:
        self.same_as_plain(in_main("""
            coroutine = asyncio.sleep(0)
            try: asyncio.run(coroutine)
            except RuntimeError as error: print(error)
            coroutine.close()
        """))

    def test_run_twice_by_hand_and_with_a_runner(self) -> None:
        self.same_as_plain(listing("""
            import asyncio
            async def f(x):
                await asyncio.sleep(0)
                print(x, asyncio.current_task().get_name())
            asyncio.run(f(1))
            asyncio.run(f(2), debug=True)
            with asyncio.Runner() as runner:
                runner.run(f(3))
                runner.run(f(4))
            loop = asyncio.new_event_loop()
            loop.call_soon(print, "soon")
            loop.call_later(0.01, loop.stop)
            loop.run_forever()
            loop.close()
            print(loop)
        """).replace("print(loop)", "print(loop.is_closed())"))

    def test_asynchronous_generators_that_nobody_closes(self) -> None:
        self.same_as_plain(in_main("""
            async def g():
                try:
                    yield 1
                    yield 2
                finally:
                    await asyncio.sleep(0)
                    print("closed")
            async for x in g():
                print(x)
                break
            it = g()
            print(await anext(it), await it.asend(None), await anext(it, "end"))
        """))

    def test_a_generator_that_is_handed_on_and_thrown_into(self) -> None:
        self.same_as_plain(listing("""
            def inner():
                got = yield 1
                try: yield got
                except KeyError: yield "caught"
                return "done"
            def outer():
                print((yield from inner()))
            it = outer()
            print(next(it), it.send("sent"), it.throw(KeyError("k")))
            print(list(it), [*(x for x in range(3))])
        """))

    def test_names_that_are_ours_elsewhere(self) -> None:
        self.same_as_plain(listing("""
            import asyncio
            class Timer:
                def cancel(self): print("cancel")
                _when = "never"
            class Odd(asyncio.Queue):
                def __len__(self): raise KeyError
                def __eq__(self, other): raise KeyError
                __hash__ = None
                def qsize(self): return 0
            async def main():
                q = Odd()
                loop = asyncio.get_running_loop()
                loop.call_soon(Timer().cancel)
                loop.call_soon(q.put_nowait, 5)
                print(await q.get())
                lane = task = recorder = session = 1
            asyncio.run(main())
        """))

    def test_what_lies_about_itself(self) -> None:
        self.same_as_plain(in_main("""
            class Liar:
                def __getattr__(self, name): raise RuntimeError(name)
                def __call__(self, *_): print("called")
                def __repr__(self): raise ValueError
                def __str__(self): raise ValueError
            class Odd(Exception):
                def __str__(self): raise ValueError
            async def f(x): raise Odd(x)
            asyncio.get_running_loop().call_soon(Liar())
            try: await asyncio.create_task(f(Liar()))
            except Odd: print("odd")
            await asyncio.sleep(0)
        """).replace("raise RuntimeError(name)", "raise AttributeError(name)"))

    def test_an_awaitable_by_hand(self) -> None:
        self.same_as_plain(in_main("""
            class By:
                def __await__(self):
                    yield
                    value = yield from asyncio.sleep(0.01, "hand").__await__()
                    return value
            print(await By())
            import types
            @types.coroutine
            def old():
                yield
                return "old"
            print(await old())
        """))

    def test_printing_in_every_way(self) -> None:
        self.same_as_plain(listing("""
            import sys
            print("a", "b", sep="-", end="|\\n", flush=True)
            sys.stdout.write("c\\n")
            sys.stdout.writelines(["d\\n", "e"])
            sys.stdout.flush()
            print(sys.stdout.encoding, sys.stdout.isatty(), sys.stdout.writable())
            print("𝄞 é \\ud800".encode("utf-8", "replace"))
            try: sys.stdout.write(b"x")
            except TypeError as error: print(error)
        """))

    def test_locks_conditions_and_barriers(self) -> None:
        self.same_as_plain(in_main("""
            barrier, condition, items = asyncio.Barrier(3), asyncio.Condition(), []
            async def meet(n):
                await asyncio.sleep(n / 100)
                print(n, await barrier.wait())
            async def take():
                async with condition:
                    await condition.wait_for(lambda: items)
                    print("took", items.pop())
            async def give():
                async with condition:
                    items.extend([1, 2])
                    condition.notify_all()
            await asyncio.gather(meet(1), meet(2), meet(3), take(), take(), give())
        """))

    def test_shielding_and_limits_in_limits(self) -> None:
        self.same_as_plain(in_main("""
            async def work():
                await asyncio.sleep(0.05)
                print("worked")
            task = asyncio.create_task(work())
            try:
                async with asyncio.timeout(0.03):
                    async with asyncio.timeout(0.01):
                        await asyncio.shield(task)
            except TimeoutError: print("inner or outer")
            await task
        """))

    def test_a_file_name_that_is_a_file_of_asyncio(self) -> None:
        import asyncio

        run = predict(in_main("await asyncio.sleep(1)"), file=asyncio.tasks.__file__)
        self.assertEqual(run.end, End.COMPLETED)

    def test_what_is_exec_ed_inside_has_no_lines_of_the_listing(self) -> None:
        run = predict("exec('print(1)\\nprint(2)', {})\n")
        self.assertEqual(of(run, Kind.LOGGED), [(0, "1", 0, 1), (0, "2", 0, 1)])


class Records(unittest.TestCase):
    def test_times_never_decrease(self) -> None:
        text = in_main("""
            import time
            await asyncio.gather(*(asyncio.to_thread(time.sleep, n / 1000) for n in range(9)),
                                 *(asyncio.sleep(n / 1000) for n in range(9)))
        """)
        for run in (predict(text), measure(text)):
            times = [row[2] for row in unpacked(run.rows)]
            self.assertEqual(times, sorted(times))

    def test_past_its_capacity_a_record_only_counts(self) -> None:
        text = in_main("for n in range(99): print(n); await asyncio.sleep(0)")
        whole, part = predict(text), predict(text, capacity=50)
        self.assertEqual(part.output, whole.output)
        self.assertLessEqual(len(part.rows) // 6, 60)
        self.assertEqual(part.rows, whole.rows[: len(part.rows)])
        self.assertEqual(len(part.rows) // 6 + part.left_out, len(whole.rows) // 6)

    def test_a_measurement_is_published_as_it_goes(self) -> None:
        parts: list[Part] = []
        moves: list[int] = []

        class Listening(Host):
            def publish(self, part: object) -> None:
                assert isinstance(part, Part)
                parts.append(part)

            def set_now(self, us: int) -> None:
                moves.append(us)

        text = in_main("print(1)\nawait asyncio.sleep(0.01)\nprint(2)")
        run = measure(text, host=Listening())
        self.assertGreaterEqual(len(parts), 2)
        self.assertEqual([n for part in parts for n in part.rows], list(run.rows))
        self.assertEqual([one for part in parts for one in part.texts], run.texts)
        predict(text, host=Listening())
        self.assertEqual(moves, [-1, 0, 10_000, -1])

    def test_the_first_lines_are_published_when_they_are_printed(self) -> None:
        texts: list[list[str]] = []

        class Listening(Host):
            def publish(self, part: object) -> None:
                assert isinstance(part, Part)
                texts.append(part.texts)

        # Whatever comes after a line may never give control back.
        measure("print('a')\nprint('b')", host=Listening())
        self.assertTrue(any("a" in part and "b" not in part for part in texts), texts)

    def test_recording_changes_nothing(self) -> None:
        text = in_main("""
            async def f(n):
                await asyncio.sleep(n % 3 / 100)
                print(n, len(asyncio.all_tasks()))
            await asyncio.gather(*(f(n) for n in range(9)))
        """)
        self.assertEqual(predict(text).output, predict(text, capacity=0).output)

    def test_a_lane_is_spawned_and_named_before_all_else(self) -> None:
        run = predict(in_main("await asyncio.gather(*(asyncio.sleep(1) for _ in range(3)))"))
        first: dict[int, list[str]] = {}
        for kind, lane, *_ in events(run):
            first.setdefault(lane, []).append(kind)
        for kinds in first.values():
            self.assertEqual(kinds[:2], ["SPAWNED", "NAMED"])

    def test_the_interpreter_has_no_tool_of_ours_afterwards(self) -> None:
        predict("def g(): yield\nlist(g())")
        monitoring = getattr(sys, "monitoring", None)
        if monitoring is not None:
            self.assertEqual([monitoring.get_tool(n) for n in (3, 4)], [None, None])
