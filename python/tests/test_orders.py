"""Orders: what picks and seeds mean, and what a thousand of them find."""

import contextlib
import io
import unittest

from coroscope import End, Explorer, Order, explore, listings, predict
from coroscope.loop.order import Chooser, split_mix_64
from tests.helpers import in_main, printed

GATHERED = """
import asyncio

async def say(word):
    print(word)

async def main():
    await asyncio.gather(*map(say, "abcd"))

asyncio.run(main())
"""

# As the generator in src/runtime/ready.rs gives them: three numbers of each seed, and the places
# that it takes in queues of 2, 3, 4, 5, 6, 2, 3 … tasks.
RUST = {
    0: ([16294208416658607535, 7960286522194355700, 487617019471545679],
        [1, 0, 3, 4, 1, 0, 2, 0, 4, 2, 1, 1]),
    7: ([7191089600892374487, 309689372594955804, 16616101746815609346],
        [1, 0, 2, 3, 4, 1, 1, 2, 0, 5, 1, 1]),
    2**53: ([14898857794701533647, 2758616611414536048, 9935261222559572818],
            [1, 0, 2, 3, 1, 1, 0, 1, 3, 2, 1, 1]),
    2**64 - 1: ([16490336266968443936, 16834447057089888969, 4048727598324417001],
                [0, 0, 1, 2, 0, 1, 1, 0, 0, 4, 1, 1]),
}


class Meaning(unittest.TestCase):
    def test_a_seed_means_the_numbers_that_it_means_in_rust(self) -> None:
        for seed, (numbers, _) in RUST.items():
            random = split_mix_64(seed)
            self.assertEqual([next(random) for _ in numbers], numbers)

    def test_a_seed_takes_the_places_that_it_takes_in_rust(self) -> None:
        for seed, (_, places) in RUST.items():
            chooser = Chooser(Order(seed=seed))
            taken = [chooser.place(2 + at % 5) for at in range(len(places))]
            self.assertEqual(taken, places)

    def test_without_picks_the_first_in_is_the_first_out(self) -> None:
        self.assertEqual(printed(GATHERED), ["a", "b", "c", "d"])
        self.assertEqual(printed(GATHERED, order=Order(picks=(0, 0))), ["a", "b", "c", "d"])

    def test_picks_are_places_in_the_queue_of_ready_tasks(self) -> None:
        self.assertEqual(printed(GATHERED, order=Order(picks=(2, 1))), ["c", "b", "a", "d"])

    def test_a_place_beyond_the_end_is_that_of_the_last_task(self) -> None:
        self.assertEqual(printed(GATHERED, order=Order(picks=(1, 9))), ["b", "d", "a", "c"])

    def test_a_single_ready_task_uses_no_choice_up(self) -> None:
        text = in_main("await asyncio.sleep(1)\nawait asyncio.gather(say('a'), say('b'))",
                       "async def say(word): print(word)")
        self.assertEqual(printed(text, order=Order(picks=(1,))), ["b", "a"])

    def test_callbacks_are_no_choice(self) -> None:
        text = in_main("""
            loop = asyncio.get_running_loop()
            loop.call_soon(print, "callback")
            await asyncio.gather(say("a"), say("b"))
        """, "async def say(word): print(word)")
        self.assertEqual(printed(text), ["callback", "a", "b"])
        self.assertEqual(printed(text, order=Order(picks=(1,))), ["callback", "b", "a"])

    def test_as_completed_starts_coroutines_in_the_order_in_which_it_was_given_them(self) -> None:
        text = in_main("""
            said = [say(word) for word in "abcdefgh"]
            for first in asyncio.as_completed(said + said[:3]):
                await first
        """, "async def say(word): print(word)")
        for _ in range(10):
            self.assertEqual(printed(text), list("abcdefgh"))
        self.assertEqual(printed(text, order=Order(picks=(2, 1)))[:4], ["c", "b", "a", "d"])

    def test_as_completed_is_asyncios_own_in_all_else(self) -> None:
        run = predict(in_main("""
            try:
                for _ in asyncio.as_completed(said := say(1)): pass
            except TypeError as error:
                print(error)
            await said
            try:
                for first in asyncio.as_completed([say(3), say(2)], timeout=2.5): print(await first)
            except TimeoutError:
                print("late")
            print(asyncio.as_completed.__module__)
        """, """
            async def say(seconds):
                await asyncio.sleep(seconds)
                return seconds
        """))
        refused, *others = run.output.splitlines()
        self.assertIn("not coroutine", refused)
        self.assertEqual(others, ["2", "late", "asyncio.tasks"])
        self.assertEqual(run.total_us, 3_500_000)

    def test_what_as_completed_refuses_it_refuses_in_asyncios_words(self) -> None:
        text = in_main("""
            future = asyncio.get_running_loop().create_future()
            for wrong in (Later(), future, 1, (one for one in "ab"), [1]):
                try:
                    for _ in asyncio.as_completed(wrong): pass
                except TypeError as error:
                    print(error)
        """, """
            class Later:
                def __await__(self): yield
        """)
        with contextlib.redirect_stdout(io.StringIO()) as said:
            exec(text, {"__name__": "__main__"})
        self.assertEqual(printed(text), said.getvalue().splitlines())

    def test_what_asyncio_hands_back_as_a_set_is_in_the_same_order_each_time(self) -> None:
        text = in_main("""
            loop = asyncio.get_running_loop()
            tasks = [asyncio.create_task(asyncio.sleep(1, number)) for number in range(8)]
            threads = [loop.run_in_executor(None, int, number) for number in range(8)]
            futures = [loop.create_future() for _ in range(8)]
            for number, future in enumerate(futures):
                loop.call_later(1, future.set_result, number)
            for each in (tasks, threads, futures):
                done, _ = await asyncio.wait(each)
                print(*[one.result() for one in done])
        """)
        first = printed(text)
        self.assertEqual([sorted(line.split()) for line in first], [list("01234567")] * 3)
        for _ in range(10):
            self.assertEqual(printed(text), first)

    def test_a_run_says_which_places_it_took_and_among_how_many(self) -> None:
        run = predict(GATHERED, order=Order(picks=(2, 1)))
        self.assertEqual((run.picks, run.of), ((2, 1, 0), (4, 3, 2)))

    def test_wrong_orders_are_refused_with_a_sentence(self) -> None:
        for wrong, sentence in [
            ({"seed": -1}, "from 0 to 18446744073709551615, not -1"),
            ({"picks": (0, -2)}, "from 0 on, not -2"),
            ({"seed": 1, "picks": (1,)}, "not both"),
        ]:
            with self.assertRaisesRegex(ValueError, sentence):
                Order(**wrong)  # type: ignore[arg-type]


# It goes wrong in a few orders only.
LATE = """
import asyncio

async def step(name):
    for _ in range(4):
        await asyncio.sleep(0)
        order.append(name)

async def main():
    await asyncio.gather(*map(step, "ab"))
    assert "".join(order) != "abbbabaa", "the one"

order = []
asyncio.run(main())
"""


def all_orders(text: str) -> dict[tuple[int, ...], tuple[object, ...]]:
    """What comes of each order, found by following every choice."""
    found: dict[tuple[int, ...], tuple[object, ...]] = {}
    waiting: list[tuple[int, ...]] = [()]
    while waiting:
        picks = waiting.pop()
        run = predict(text, order=Order(picks=(*picks, *(0,) * 100, 1)))
        if len(run.of) > len(picks):
            waiting += [(*picks, place) for place in range(run.of[len(picks)])]
        else:
            found[picks] = (run.end, run.output, run.failure)
    return found


def deviations(picks: tuple[int, ...]) -> int:
    return sum(1 for pick in picks if pick)


class Exploring(unittest.TestCase):
    def test_it_finds_the_race_that_first_in_first_out_hides(self) -> None:
        tried = explore(listings.text("hidden_race"), runs=200)
        self.assertEqual(tried.outcomes[0].end, End.COMPLETED)
        broken = [one for one in tried.outcomes if one.is_broken]
        self.assertTrue(any(one.failure.message == "AssertionError: sold twice" for one in broken
                            if one.failure))

    def test_each_of_a_few_orders_is_tried_once(self) -> None:
        for text in (GATHERED, LATE, listings.text("queue"), listings.text("first_completed")):
            known, tried = all_orders(text), explore(text)
            self.assertEqual((tried.every, tried.is_done, tried.runs), (True, True, len(known)))
            self.assertEqual(sum(one.count for one in tried.outcomes), len(known))
            for one in tried.outcomes:
                same = [picks for picks, outcome in known.items()
                        if outcome == (one.end, one.output, one.failure)]
                self.assertEqual(one.count, len(same))
                assert one.picks is not None
                self.assertEqual(deviations(one.picks), min(map(deviations, same)))

    def test_the_picks_or_the_seed_of_each_outcome_give_it_again(self) -> None:
        for name in ("hidden_race", "deadlock", "semaphore", "queue"):
            text = listings.text(name)
            for runs in (60, 1000):
                for one in explore(text, runs=runs).outcomes[:40]:
                    orders = [one.order]
                    orders += [] if one.seed is None else [Order(seed=one.seed)]
                    for order in orders:
                        run = predict(text, order=order)
                        self.assertEqual((run.end, run.output, run.failure, run.exit_code),
                                         (one.end, one.output, one.failure, one.exit_code))

    def test_the_few_orders_that_break_it_are_found(self) -> None:
        broken = [one for one in explore(LATE).outcomes if one.is_broken]
        self.assertEqual([one.failure.message for one in broken if one.failure],
                         ["AssertionError: the one"])

    def test_what_only_a_random_order_shows_is_given_simple_picks(self) -> None:
        # Two of sixty choices matter, and the first of them is beyond what is gone through.
        text = in_main("""
            await asyncio.gather(*(quiet() for _ in range(20)))
            await asyncio.gather(say("x"), say("y"), say("z"))
            assert said != ["z", "y", "x"]
        """, """
            said = []
            async def quiet(): await asyncio.sleep(0)
            async def say(word): said.append(word)
        """)
        tried = explore(text, runs=100)
        broken = [one for one in tried.outcomes if one.is_broken]
        self.assertFalse(tried.every)
        self.assertEqual(len(broken), 1)
        self.assertIsNotNone(broken[0].seed)
        assert broken[0].picks is not None
        self.assertEqual(deviations(broken[0].picks), 2)

    def test_a_seed_gives_the_same_recorded_and_not(self) -> None:
        text = listings.text("semaphore")
        by_seed = [one for one in explore(text, runs=20).outcomes if one.seed is not None]
        self.assertGreater(len(by_seed), 3)
        for one in by_seed:
            self.assertEqual(predict(text, order=Order(seed=one.seed)).output, one.output)

    def test_each_run_is_counted_in_one_outcome(self) -> None:
        tried = explore(GATHERED, runs=20)
        self.assertEqual((tried.runs, sum(one.count for one in tried.outcomes)), (20, 20))
        self.assertEqual((tried.every, tried.is_done), (False, True))
        tried = explore(GATHERED)
        self.assertEqual((tried.every, len(tried.outcomes)), (True, 24))
        self.assertEqual(tried.most_choices, 3)
        self.assertTrue(tried.is_repeatable)

    def test_how_long_an_outcome_takes_is_said(self) -> None:
        text = in_main("""
            await asyncio.gather(turn(), turn())
            await asyncio.sleep(len(set(order)))
        """, """
            order = []
            async def turn():
                order.append(len(order))
                await asyncio.sleep(0)
                order.append(len(order) % 3)
        """)
        tried = explore(text)
        self.assertEqual([(one.min_us, one.max_us) for one in tried.outcomes],
                         [(3_000_000, 3_000_000)])

    def test_without_a_choice_there_is_one_order(self) -> None:
        tried = explore("print(1)")
        self.assertEqual((tried.runs, tried.every, tried.is_done, tried.most_choices),
                         (1, True, True, 0))

    def test_what_is_known_so_far_can_be_asked_for(self) -> None:
        with Explorer(GATHERED) as explorer:
            self.assertTrue(explorer.try_next())
            tried = explorer.tried()
            self.assertEqual((tried.runs, tried.is_done, tried.every), (1, False, False))
            while explorer.try_next():
                pass
            self.assertFalse(explorer.try_next())
            self.assertTrue(explorer.tried().is_done)

    def test_an_exit_code_is_another_outcome(self) -> None:
        text = in_main("""
            await asyncio.gather(say(1), say(2))
            raise SystemExit(said[0])
        """, """
            said = []
            async def say(word): said.append(word)
        """)
        codes = [(one.end, one.exit_code) for one in explore(text).outcomes]
        self.assertEqual(codes, [(End.EXITED, 1), (End.EXITED, 2)])

    def test_outputs_that_are_too_long_to_be_kept_end_it(self) -> None:
        text = in_main("""
            await asyncio.gather(*map(say, range(6)))
            print("x" * 999_999, said)
        """, """
            said = []
            async def say(word): said.append(word)
        """)
        tried = explore(text)
        self.assertEqual((tried.is_full, tried.is_done, tried.every), (True, False, False))
        self.assertLessEqual(sum(len(one.output) for one in tried.outcomes), 5_100_000)

    def test_what_is_left_behind_for_the_next_run_is_noticed(self) -> None:
        text = "import json\njson.count = getattr(json, 'count', 0) + 1\nprint(json.count)\n"
        self.assertFalse(explore(text, runs=3).is_repeatable)

    def test_names_that_an_order_gives_away_are_put_back_for_the_next(self) -> None:
        text = in_main("""
            await asyncio.gather(nothing(), nothing())
            print(asyncio.sleep is not None, hasattr(builtins, 'hid'))
            asyncio.sleep = None
            builtins.hid = 1
        """, """
            import builtins
            async def nothing(): pass
        """)
        tried = explore(text)
        self.assertGreater(tried.runs, 1)
        self.assertEqual([one.output for one in tried.outcomes], ["True False\n"])

    def test_orders_without_end_are_ended(self) -> None:
        text = in_main("while True: await asyncio.sleep(0)")
        tried = explore(text, runs=2)
        self.assertEqual([one.end for one in tried.outcomes], [End.TOO_MANY_CALLBACKS])

    def test_a_listing_with_a_syntax_error_cannot_be_explored(self) -> None:
        with self.assertRaises(SyntaxError):
            explore("async def f(:", runs=1)

    def test_cleaning_up_after_one_order_prints_nothing_in_the_next(self) -> None:
        text = in_main("""
            async def wait():
                try:
                    await asyncio.Event().wait()
                finally:
                    print("cleaned up")
            await asyncio.gather(wait(), wait())
        """)
        tried = explore(text)
        self.assertGreater(tried.runs, 1)
        self.assertEqual([(one.end, one.output) for one in tried.outcomes], [(End.STUCK, "")])
