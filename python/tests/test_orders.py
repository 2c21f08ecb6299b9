"""Orders: what picks and seeds mean, and what a thousand of them find."""

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


class Exploring(unittest.TestCase):
    def test_it_finds_the_race_that_first_in_first_out_hides(self) -> None:
        tried = explore(listings.text("hidden_race"), runs=200)
        self.assertEqual(tried.outcomes[0].end, End.COMPLETED)
        broken = [one for one in tried.outcomes if one.failure]
        self.assertTrue(any(one.failure.message == "AssertionError: sold twice" for one in broken
                            if one.failure))

    def test_the_picks_of_each_outcome_give_it_again(self) -> None:
        for name in ("hidden_race", "deadlock", "semaphore", "queue"):
            text = listings.text(name)
            for one in explore(text, runs=60).outcomes:
                run = predict(text, order=Order(picks=one.picks))
                self.assertEqual((run.end, run.output, run.failure),
                                 (one.end, one.output, one.failure), (name, one.picks))

    def test_a_seed_gives_the_same_recorded_and_not(self) -> None:
        text = listings.text("semaphore")
        with Explorer(text) as explorer:
            outcomes = [explorer.try_next() for _ in range(12)]
        for seed, one in enumerate(outcomes):
            run = predict(text, order=Order(seed=seed) if seed else Order())
            self.assertEqual(run.output, one.output, seed)

    def test_each_run_is_counted_in_one_outcome(self) -> None:
        tried = explore(GATHERED, runs=100)
        self.assertEqual((tried.runs, sum(one.count for one in tried.outcomes)), (100, 100))
        self.assertEqual(len(tried.outcomes), 24)
        self.assertTrue(tried.is_repeatable)

    def test_what_is_left_behind_for_the_next_run_is_noticed(self) -> None:
        text = "import json\njson.count = getattr(json, 'count', 0) + 1\nprint(json.count)\n"
        self.assertFalse(explore(text, runs=3).is_repeatable)

    def test_names_that_an_order_gives_away_are_put_back_for_the_next(self) -> None:
        text = "import asyncio, builtins\nprint(asyncio.sleep is not None, " \
               "hasattr(builtins, 'hid'))\n" \
               "asyncio.sleep = None\nbuiltins.hid = 1\n"
        tried = explore(text, runs=3)
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
            try:
                await asyncio.Event().wait()
            finally:
                print("cleaned up")
        """)
        tried = explore(text, runs=20)
        self.assertEqual([(one.end, one.output) for one in tried.outcomes], [(End.STUCK, "")])
