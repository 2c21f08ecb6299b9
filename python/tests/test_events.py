"""Facts of asyncio and the rows that they become."""

import sys
import unittest

from coroscope import By, Cause, Kind, On, Run, predict
from tests.helpers import events, in_main, listing, of

SAY = "async def say(delay, word='x'):\n    await asyncio.sleep(delay)\n    print(word)"
NEW_ENOUGH = sys.version_info >= (3, 12)


def run_main(body: str, before: str = SAY) -> Run:
    return predict(in_main(body, before))


def waits(run: Run, lane: int = 1) -> list[tuple[str, int]]:
    return [(On(on).name, b) for who, on, b, _ in of(run, Kind.WAITS) if who == lane]


class Tasks(unittest.TestCase):
    def test_a_task_is_spawned_by_the_lane_that_makes_it_at_its_line(self) -> None:
        run = run_main("await asyncio.create_task(say(1, 'hi'))")
        self.assertEqual(of(run, Kind.SPAWNED), [(0, -1, 0, 0), (1, 0, 0, 7), (2, 1, 0, 6)])

    def test_a_task_is_called_as_its_call_or_as_it_was_named(self) -> None:
        run = run_main("""
            await say(0.5, "plain arguments only")
            task = asyncio.create_task(say(1, object()))
            other = asyncio.create_task(say(2), name="other")
            task.set_name("renamed")
            await asyncio.wait([task, other])
        """)
        names = {lane: name for lane, name, _, _ in of(run, Kind.NAMED)}
        self.assertEqual(list(names.values()), ["listing.py", "main()", "renamed", "other"])
        self.assertIn((2, "say(1, …)", 0, 0), of(run, Kind.NAMED))

    def test_a_name_runs_no_code_of_the_listing(self) -> None:
        run = run_main("await asyncio.create_task(take(Loud()))", """
            class Loud:
                def __repr__(self): print("loud"); return "x"
            async def take(loud): pass
        """.replace("\n            ", "\n"))
        self.assertEqual(run.output, "")

    def test_each_poll_begins_and_ends_once(self) -> None:
        run = run_main("await asyncio.gather(say(1), say(2), say(1))")
        depth: dict[int, int] = {}
        for kind, lane, *_ in events(run):
            if kind == "POLL_STARTED":
                depth[lane] = depth.get(lane, 0) + 1
            elif kind in ("POLL_ENDED", "COMPLETED", "CANCELLED"):
                depth[lane] -= 1
            self.assertIn(depth.get(lane, 0), (0, 1))
        self.assertEqual(set(depth.values()), {0})

    def test_a_task_of_its_own_class_is_seen_too(self) -> None:
        run = run_main("await asyncio.Task(say(1))")
        self.assertEqual(len(of(run, Kind.SPAWNED)), 3)

    @unittest.skipUnless(NEW_ENOUGH, "from Python 3.12 on")
    def test_an_eager_task_is_polled_within_the_poll_of_its_maker(self) -> None:
        run = run_main("""
            asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
            task = asyncio.create_task(say(1))
            print("made")
            await task
        """)
        kinds = [(kind, lane) for kind, lane, *_ in events(run)]
        at = kinds.index(("NESTED_POLL_STARTED", 2))
        self.assertEqual(kinds[at - 2 : at + 4], [
            ("SPAWNED", 2), ("NAMED", 2), ("NESTED_POLL_STARTED", 2), ("WAITS", 2),
            ("POLL_ENDED", 2), ("LOGGED", 1),
        ])

    @unittest.skipUnless(NEW_ENOUGH, "from Python 3.12 on")
    def test_an_eager_task_that_never_waits_is_over_when_it_is_made(self) -> None:
        run = run_main("""
            task = asyncio.Task(quick(), loop=asyncio.get_running_loop(), eager_start=True)
            print(task.done())
        """, "async def quick(): print('quick')")
        self.assertEqual(run.output, "quick\nTrue\n")
        self.assertIn(("COMPLETED", 2, 0, 0, 0), events(run))


class Waits(unittest.TestCase):
    def test_a_sleep_waits_for_a_timer_and_has_slept(self) -> None:
        run = run_main("await asyncio.sleep(0.25)")
        self.assertEqual(waits(run), [("TIMER", 250_000)])
        self.assertEqual(of(run, Kind.SLEPT), [(1, 250_000, 0, 6)])

    def test_a_sleep_that_is_cut_short_has_not_slept(self) -> None:
        run = run_main("""
            task = asyncio.create_task(say(9))
            await asyncio.sleep(1)
            task.cancel()
            await asyncio.wait([task])
        """)
        self.assertEqual([row[0] for row in of(run, Kind.SLEPT)], [1])

    def test_giving_way_waits_for_nothing_and_is_woken_by_itself(self) -> None:
        run = run_main("await asyncio.sleep(0)")
        self.assertEqual(waits(run), [("YIELD", 0)])
        names = [kind for kind, lane, *_ in events(run) if lane == 1][2:6]
        self.assertEqual(names, ["POLL_STARTED", "WAITS", "WOKEN", "POLL_ENDED"])
        self.assertIn((1, Cause.TASK, 1, 0), of(run, Kind.WOKEN))

    def test_what_is_waited_for_is_what_asyncio_was_asked_for(self) -> None:
        for body, expected in [
            ("await asyncio.create_task(say(1))", ("TASK", 2)),
            ("await asyncio.gather(say(1), say(2))", ("ALL_TASKS", 2)),
            ("async with asyncio.TaskGroup() as g: g.create_task(say(1))", ("ALL_TASKS", 1)),
            ("await asyncio.wait([asyncio.create_task(say(1)) for _ in range(3)], "
             "return_when='FIRST_COMPLETED')", ("ANY_TASK", 3)),
            ("await asyncio.wait([asyncio.create_task(say(1)) for _ in range(3)])",
             ("ALL_TASKS", 3)),
            ("f = asyncio.get_running_loop().create_future()\n"
             "asyncio.get_running_loop().call_later(1, f.set_result, 1)\nawait f", ("FUTURE", 0)),
            ("await asyncio.Event().wait()", ("EVENT", 0)),
            ("l = asyncio.Lock()\nawait l.acquire()\nawait l.acquire()", ("LOCK", 0)),
            ("l = asyncio.Lock()\nasync with l:\n async with l: pass", ("LOCK", 0)),
            ("await asyncio.Queue().get()", ("QUEUE", 0)),
            ("q = asyncio.PriorityQueue(1)\nawait q.put(1)\nawait q.put(2)", ("QUEUE", 0)),
            ("q = asyncio.Queue()\nq.put_nowait(1)\nawait q.join()", ("QUEUE_DONE", 0)),
            ("await asyncio.Semaphore(0).acquire()", ("SEMAPHORE", 0)),
            ("await asyncio.BoundedSemaphore(0).acquire()", ("SEMAPHORE", 0)),
            ("c = asyncio.Condition()\nasync with c: await c.wait()", ("CONDITION", 0)),
            ("c = asyncio.Condition()\nasync with c: await c.wait_for(lambda: 0)",
             ("CONDITION", 0)),
            ("await asyncio.Barrier(2).wait()", ("BARRIER", 0)),
            ("await asyncio.to_thread(print, 1)", ("THREAD", 2)),
        ]:
            with self.subTest(body):
                self.assertEqual(waits(run_main(body))[:1], [expected])

    def test_as_completed_waits_for_any(self) -> None:
        run = run_main("for c in asyncio.as_completed([say(1), say(2)]): await c")
        self.assertEqual([on for on, _ in waits(run)], ["ANY_TASK", "ANY_TASK"])

    def test_whoever_was_notified_and_needs_the_lock_waits_for_the_lock(self) -> None:
        run = predict(listing("""
            import asyncio
            async def wait(c):
                async with c: await c.wait()
            async def main():
                c = asyncio.Condition()
                task = asyncio.create_task(wait(c))
                await asyncio.sleep(1)
                async with c:
                    c.notify()
                    await asyncio.sleep(1)
                await task
            asyncio.run(main())
        """))
        self.assertEqual([on for on, _ in waits(run, 2)], ["CONDITION", "LOCK"])

    def test_a_limit_is_waited_for_besides(self) -> None:
        run = run_main("""
            try:
                async with asyncio.timeout(2):
                    await asyncio.sleep(0.5)
                    await asyncio.sleep(9)
            except TimeoutError: pass
        """)
        self.assertEqual(waits(run), [
            ("TIMER", 500_000), ("DEADLINE", 2_000_000), ("TIMER", 9_000_000),
            ("DEADLINE", 1_500_000),
        ])

    def test_a_limit_of_wait_is_waited_for_besides(self) -> None:
        run = run_main("await asyncio.wait([asyncio.create_task(say(9))], timeout=2)")
        self.assertEqual(waits(run)[:2], [("ALL_TASKS", 1), ("DEADLINE", 2_000_000)])

    def test_lines_are_the_innermost_of_the_listing(self) -> None:
        run = run_main("await outer()", """
            async def inner(): await asyncio.sleep(1)
            async def outer():
                await inner()
        """.replace("\n            ", "\n"))
        self.assertEqual([row[3] for row in of(run, Kind.WAITS) if row[0] == 1], [2])

    def test_a_line_is_found_behind_what_hides_it(self) -> None:
        run = run_main("async for _ in slowly(): pass\nawait Hidden()", """
            async def slowly():
                await asyncio.sleep(1)
                yield 1
            async def nap():
                await asyncio.sleep(2)
            class Hidden:
                def __await__(self):
                    return nap().__await__()
        """.replace("\n            ", "\n"))
        self.assertEqual([row[3] for row in of(run, Kind.WAITS) if row[0] == 1], [3, 6])


class Wakes(unittest.TestCase):
    def test_the_cause_of_a_wake_goes_through_asyncios_plumbing(self) -> None:
        run = run_main("await asyncio.gather(say(1), say(2))")
        self.assertIn((1, Cause.TASK, 3, 0), of(run, Kind.WOKEN))

    def test_a_wake_has_the_line_that_caused_it(self) -> None:
        run = run_main("""
            event = asyncio.Event()
            task = asyncio.create_task(event.wait())
            await asyncio.sleep(1)
            event.set()
            await task
        """)
        self.assertIn((2, Cause.TASK, 1, 9), of(run, Kind.WOKEN))

    def test_a_future_that_a_timer_sets_is_woken_by_the_timer(self) -> None:
        run = run_main("""
            loop = asyncio.get_running_loop()
            future = loop.create_future()
            loop.call_later(1, future.set_result, 5)
            print(await future)
        """)
        self.assertIn((1, Cause.TIMER, -1, 0), of(run, Kind.WOKEN))

    def test_a_callback_of_the_listing_has_a_lane(self) -> None:
        run = run_main("""
            loop = asyncio.get_running_loop()
            future = loop.create_future()
            def ring():
                print("ring")
                future.set_result(1)
            loop.call_later(1, ring)
            await future
        """)
        self.assertEqual(of(run, Kind.IS_CALLBACKS), [(2, 0, 0, 0)])
        self.assertIn((2, "ring", 0, 9), of(run, Kind.LOGGED))
        self.assertIn((1, Cause.TASK, 2, 10), of(run, Kind.WOKEN))


class Cancelling(unittest.TestCase):
    def requests(self, body: str) -> list[tuple[int, str, int]]:
        return [(lane, By(by).name, b)
                for lane, by, b, _ in of(run_main(body), Kind.CANCEL_REQUESTED)]

    def test_a_task_is_cancelled_by_a_task(self) -> None:
        body = "t = asyncio.create_task(say(9))\nawait asyncio.sleep(1)\nt.cancel()"
        self.assertEqual(self.requests(body), [(2, "TASK", 1)])

    def test_by_a_time_limit(self) -> None:
        body = "try:\n async with asyncio.timeout(1): await say(9)\nexcept TimeoutError: pass"
        self.assertEqual(self.requests(body), [(1, "DEADLINE", -1)])

    def test_by_a_time_limit_that_is_over_already(self) -> None:
        body = "try:\n async with asyncio.timeout(0): await say(9)\nexcept TimeoutError: pass"
        self.assertEqual(self.requests(body), [(1, "DEADLINE", -1)])

    def test_by_the_end_of_the_run(self) -> None:
        body = "t = asyncio.create_task(say(9))\nawait asyncio.sleep(1)"
        self.assertEqual(self.requests(body), [(2, "RUN_END", -1)])

    def test_by_a_timer(self) -> None:
        body = ("t = asyncio.create_task(say(9))\n"
                "asyncio.get_running_loop().call_later(1, t.cancel)\nawait asyncio.wait([t])")
        self.assertEqual(self.requests(body), [(2, "TIMER", -1)])

    def test_by_the_member_of_a_group_that_fails(self) -> None:
        body = """
            async def bad(): await asyncio.sleep(1); raise ValueError
            try:
                async with asyncio.TaskGroup() as group:
                    group.create_task(say(9))
                    group.create_task(bad())
            except* ValueError: pass
        """
        self.assertEqual(self.requests(body), [(2, "TASK", 3), (1, "TASK", 3)])

    def test_a_done_task_cannot_be_asked(self) -> None:
        self.assertEqual(self.requests("t = asyncio.create_task(say(1))\nawait t\nt.cancel()"), [])


class Errors(unittest.TestCase):
    BAD = "async def bad(): raise KeyError('no')"

    def test_an_error_is_received_when_somebody_awaits_it(self) -> None:
        run = run_main("""
            task = asyncio.create_task(bad())
            await asyncio.sleep(1)
            try: await task
            except KeyError: print("had it")
        """, self.BAD)
        self.assertEqual(of(run, Kind.FAILED), [(2, "KeyError: 'no'", 0, 0)])
        self.assertEqual(of(run, Kind.ERROR_RECEIVED), [(2, 0, 0, 0)])
        self.assertEqual(of(run, Kind.ERROR_NOT_RECEIVED), [])

    def test_an_error_that_nobody_received_is_said_once(self) -> None:
        for body in ("asyncio.create_task(bad())\nawait asyncio.sleep(1)",
                     "global kept\nkept = asyncio.create_task(bad())\nawait asyncio.sleep(1)",
                     "asyncio.create_task(bad())\nawait asyncio.Event().wait()"):
            run = run_main(body, self.BAD)
            self.assertEqual(of(run, Kind.ERROR_NOT_RECEIVED), [(2, "KeyError: 'no'", 0, 0)])

    def test_to_look_does_not_count_as_receiving(self) -> None:
        run = run_main("asyncio.create_task(bad())\nawait asyncio.sleep(1)", self.BAD)
        self.assertIn("Task exception was never retrieved", run.errors)

    def test_what_asyncio_logs_is_no_output_of_the_listing(self) -> None:
        run = run_main("asyncio.create_task(bad())\nawait asyncio.sleep(1)", self.BAD)
        self.assertEqual(of(run, Kind.LOGGED), [])

    def test_a_coroutine_that_was_never_awaited_has_the_line_of_its_call(self) -> None:
        run = run_main("say(1, 'lost')\nawait asyncio.sleep(1)")
        self.assertEqual(of(run, Kind.NEVER_AWAITED), [(1, "say(1, 'lost')", 0, 6)])

    def test_a_task_that_is_destroyed_while_it_waits_is_said(self) -> None:
        run = predict(listing("""
            import asyncio
            async def wait(): await asyncio.sleep(9)
            loop = asyncio.new_event_loop()
            loop.create_task(wait())
            loop.run_until_complete(asyncio.sleep(1))
        """))
        self.assertEqual(of(run, Kind.DESTROYED_PENDING), [(1, 0, 0, 0)])

    def test_a_callback_that_raises_is_said(self) -> None:
        run = run_main("""
            def broken(): return 1 / 0
            asyncio.get_running_loop().call_soon(broken)
            await asyncio.sleep(1)
        """)
        self.assertEqual([row[1] for row in of(run, Kind.CALLBACK_FAILED)],
                         ["ZeroDivisionError: division by zero"])


class Output(unittest.TestCase):
    def test_a_line_is_logged_with_its_task_and_line(self) -> None:
        run = run_main("print('a', end='')\nprint('b')\nprint('c', end='')")
        self.assertEqual(of(run, Kind.LOGGED), [(1, "ab", 0, 7), (1, "c", 0, 8)])
        self.assertEqual(run.output, "ab\nc")

    def test_standard_error_is_told_apart(self) -> None:
        run = run_main("import sys\nprint('oh', file=sys.stderr)")
        self.assertEqual(of(run, Kind.LOGGED), [(1, "oh", 1, 7)])
        self.assertEqual((run.output, run.errors), ("", "oh\n"))

    def test_a_blocking_sleep_blocks_and_moves_the_clock(self) -> None:
        run = run_main("import time\ntime.sleep(0.5)")
        self.assertEqual(of(run, Kind.BLOCK_STARTED), [(1, 500_000, 0, 7)])
        self.assertEqual(run.total_us, 500_000)


class Levels(unittest.TestCase):
    def test_levels_of_queues_and_semaphores_are_looked_at_after_each_poll(self) -> None:
        run = run_main("""
            queue, permits = asyncio.Queue(), asyncio.Semaphore(3)
            queue.put_nowait(1); queue.put_nowait(2)
            await permits.acquire()
            await asyncio.sleep(0)
            await queue.get()
            await asyncio.sleep(0)
        """)
        self.assertEqual(of(run, Kind.OBJECT), [(1, 0, "Queue", 6), (1, 1, "Semaphore", 6)])
        self.assertEqual(of(run, Kind.LEVEL), [(1, 0, 2, 0), (1, 1, 1, 0), (1, 0, 1, 0)])


@unittest.skipUnless(NEW_ENOUGH, "from Python 3.12 on")
class Generators(unittest.TestCase):
    def lane(self, text: str, lane: int = 1) -> list[str]:
        return [kind for kind, of_lane, *_ in events(predict(listing(text))) if of_lane == lane]

    def test_a_generator_has_a_lane_whose_polls_nest(self) -> None:
        self.assertEqual(self.lane("""
            def count():
                yield 1
            for _ in count(): pass
        """), ["SPAWNED", "IS_GENERATOR", "NAMED", "POLL_STARTED", "WAITS", "POLL_ENDED",
               "POLL_STARTED", "COMPLETED"])

    def test_a_closed_generator_is_cancelled(self) -> None:
        self.assertEqual(self.lane("""
            def count():
                try: yield 1
                finally: pass
            it = count(); next(it); it.close()
        """)[-2:], ["POLL_STARTED", "CANCELLED"])

    def test_a_generator_that_fails_hands_its_error_to_whoever_resumes_it(self) -> None:
        self.assertEqual(self.lane("""
            def count():
                yield 1
                raise ValueError
            try: list(count())
            except ValueError: pass
        """)[-4:], ["POLL_STARTED", "FAILED", "COMPLETED", "ERROR_RECEIVED"])

    def test_what_is_thrown_into_a_generator_resumes_it(self) -> None:
        self.assertEqual(self.lane("""
            def count():
                try: yield 1
                except KeyError: yield 2
            it = count(); next(it); it.throw(KeyError)
            it.close()
        """)[6:], ["POLL_STARTED", "WAITS", "POLL_ENDED", "POLL_STARTED", "CANCELLED"])

    def test_an_asynchronous_generator_that_awaits_waits_with_its_task(self) -> None:
        run = run_main("async for _ in slowly(): pass", """
            async def slowly():
                await asyncio.sleep(1)
                yield 1
        """.replace("\n            ", "\n"))
        self.assertEqual(waits(run, 2), [("WITH_TASK", 1), ("SEND", 0)])

    def test_what_a_generator_prints_is_its_own(self) -> None:
        run = predict("def g():\n    print('in')\n    yield\nfor _ in g(): print('out')\n")
        self.assertEqual([row[:2] for row in of(run, Kind.LOGGED)], [(1, "in"), (0, "out")])


class Threads(unittest.TestCase):
    def test_a_thread_is_played_on_a_clock_of_its_own(self) -> None:
        run = predict(listing("""
            import asyncio, time
            def work(n):
                time.sleep(n)
                print("thread", n, time.monotonic())
                return n
            async def main():
                print(await asyncio.gather(asyncio.to_thread(work, 2), asyncio.to_thread(work, 1),
                                           asyncio.sleep(1.5, "slept")))
            asyncio.run(main())
        """))
        self.assertEqual(run.output, "thread 1 1.0\nthread 2 2.0\n[2, 1, 'slept']\n")
        self.assertEqual(run.total_us, 2_000_000)
        self.assertEqual(len(of(run, Kind.IS_THREAD)), 2)
        self.assertIn((2, Cause.THREAD, 5, 0), of(run, Kind.WOKEN))
        self.assertIn((5, "thread 2 2.0", 0, 4), of(run, Kind.LOGGED))

    def test_an_executor_has_only_so_many_threads(self) -> None:
        run = predict(listing("""
            import asyncio, time
            from concurrent.futures import ThreadPoolExecutor
            async def main():
                loop = asyncio.get_running_loop()
                with ThreadPoolExecutor(2) as pool:
                    await asyncio.gather(*(loop.run_in_executor(pool, time.sleep, 1)
                                           for _ in range(5)))
            asyncio.run(main())
        """))
        self.assertEqual((run.total_us, run.failure), (3_000_000, None))

    def test_the_error_of_a_thread_is_that_of_its_future(self) -> None:
        run = run_main("""
            def broken(): raise OSError("in the thread")
            try: await asyncio.to_thread(broken)
            except OSError as error: print(error)
        """)
        self.assertEqual(run.output, "in the thread\n")
