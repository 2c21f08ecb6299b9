"""Numbers that can be changed."""

import unittest

from coroscope import Parameter, listings, parameters, predict, replaced
from tests.helpers import listing


def found(text: str) -> list[tuple[str, str, object]]:
    return [(one.kind, one.label, one.value) for one in parameters(listing(text))]


class Parameters(unittest.TestCase):
    def test_sleeps_and_limits_are_found_however_they_are_called(self) -> None:
        self.assertEqual(found("""
            from asyncio import sleep
            import asyncio, time
            async def main(loop):
                await sleep(1)
                time.sleep(0.5)
                await asyncio.wait_for(sleep(delay=2), 3)
                await asyncio.wait([], timeout=4)
                async with asyncio.timeout(5): pass
                loop.call_later(6, print)
        """), [("delay", "sleep", 1), ("delay", "sleep", 0.5), ("delay", "sleep", 2),
               ("limit", "timeout", 3), ("limit", "timeout", 4), ("limit", "timeout", 5),
               ("delay", "call_later", 6)])

    def test_a_delay_is_followed_to_where_it_is_given(self) -> None:
        self.assertEqual(found("""
            async def nap(seconds, word="z"): await asyncio.sleep(seconds)
            async def night(long=8): await nap(long)
            async def main():
                await nap(1)
                await nap(word="x", seconds=2)
                await night()
        """), [("delay", "long", 8), ("delay", "seconds", 1), ("delay", "seconds", 2)])

    def test_a_method_is_followed_past_its_self(self) -> None:
        self.assertEqual(found("""
            class Cook:
                async def boil(self, minutes): await asyncio.sleep(minutes)
            async def main(): await Cook().boil(3)
        """), [("delay", "minutes", 3)])

    def test_constants_at_the_top_have_their_names(self) -> None:
        self.assertEqual(found("""
            PAUSE: float = 0.5
            ROOMS, WORD = 3, "x"
            YES = True
            def f(): INNER = 5
        """), [("constant", "PAUSE", 0.5), ("constant", "ROOMS", 3)])

    def test_a_constant_that_is_slept_is_known_to_be_seconds(self) -> None:
        text = "PAUSE = 1\nROOMS = 2\nasync def f(): await asyncio.sleep(PAUSE)\n"
        self.assertEqual([one.is_seconds for one in parameters(text)], [True, False])

    def test_counts_of_loops_are_whole(self) -> None:
        self.assertEqual(found("""
            for i in range(3): pass
            for i in range(1, 4): pass
            for i, j in enumerate(range(5)): pass
            x = [i for i in range(6)]
            for i in range(len(x)): pass
            for i in range(2.5): pass
        """), [("count", "range", 3), ("count", "range", 4), ("count", "range", 5),
               ("count", "range", 6)])

    def test_what_cannot_be_found_is_not_offered(self) -> None:
        for text in ("asyncio.sleep(*delays)", "asyncio.sleep(-1)", "asyncio.sleep(1 + 1)",
                     "asyncio.sleep(True)", "sleep()", "f(:", "x = '\0'"):
            self.assertEqual(parameters(text), [], text)

    def test_places_are_counted_in_characters_and_as_javascript_counts(self) -> None:
        text = "x = '𝄞é'; time.sleep(1.25)\r\ntime.sleep(2)"
        one, two = parameters(text)
        self.assertEqual((one.line, one.column, one.end_column), (1, 22, 26))
        self.assertEqual((one.start, one.end), (22, 26))
        self.assertEqual((two.line, two.column, two.start), (2, 12, 40))

    def test_replacing_keeps_all_else_to_the_byte(self) -> None:
        for text in ("sleep( 0.50 )\t# ½ 𝄞\r\nsleep(2)\r", "\ufeffsleep(1)\n", "a='𝄞';sleep(1)"):
            for one in parameters(text):
                new = replaced(text, one, 33)
                self.assertEqual(len(new) - len(text), 2 - (one.end - one.start))
                again = [other for other in parameters(new) if other.start == one.start]
                self.assertEqual(again[0].value, 33)
                self.assertEqual(new.replace("33", ""), _without(text, one))

    def test_every_parameter_of_the_listings_can_be_replaced(self) -> None:
        for name in listings.NAMES:
            text = listings.text(name)
            self.assertTrue(parameters(text) or name in ("first_completed",), name)
            for one in parameters(text):
                self.assertEqual(replaced(text, one, one.value), text, (name, one))
                predict(replaced(text, one, 1))


def _without(text: str, one: Parameter) -> str:
    units = text.encode("utf-16-le")
    return (units[: 2 * one.start] + units[2 * one.end :]).decode("utf-16-le")
