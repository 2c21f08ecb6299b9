"""The listings that come with the package: predicted, measured, and under plain asyncio."""

import sys
import unittest
from pathlib import Path
from typing import Any

import coroscope
from coroscope import End, listings, measure, predict
from tests.helpers import CAN_START, STRETCHES, events, plain, stretched

ENDLESS = ("deadlock",)
OLD_LOOPS = ("old_style",)


def ending(name: str) -> str:
    """A listing that comes to its end by itself."""
    return listings.text(name).replace("PATIENCE = None", "PATIENCE = 0.05")


class Listings(unittest.TestCase):
    def test_there_is_a_file_for_each_and_none_besides(self) -> None:
        folder = Path(coroscope.__file__).parent / "listings"
        files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
        self.assertEqual(files, set(listings.NAMES))

    def test_an_unknown_name_is_refused_with_the_known_ones(self) -> None:
        with self.assertRaisesRegex(ValueError, "no listing 'chess': there are first_steps, "):
            listings.text("chess")

    @unittest.skipUnless(CAN_START, "no other process can be started here")
    def test_a_prediction_prints_what_plain_asyncio_prints(self) -> None:
        for name in listings.NAMES:
            if name in OLD_LOOPS and sys.version_info >= (3, 14):
                continue  # There it is an error, which a note says.
            with self.subTest(name):
                self.same(lambda text: predict(text).output, plain, ending(name))

    def test_a_measurement_has_the_rows_of_the_prediction(self) -> None:
        for name in listings.NAMES:
            with self.subTest(name):
                self.same(lambda text: events(predict(text)), _measured, ending(name))

    def same(self, predicted: Any, real: Any, text: str) -> None:
        """Both are the same, at the latest with the longest times."""
        for factor in STRETCHES[:-1]:
            longer = stretched(text, factor)
            if predicted(longer) == real(longer):
                return
        longer = stretched(text, STRETCHES[-1])
        self.assertEqual(predicted(longer), real(longer))

    def test_a_prediction_is_the_same_each_time(self) -> None:
        for name in listings.NAMES:
            with self.subTest(name):
                self.assertEqual(predict(listings.text(name)), predict(listings.text(name)))

    def test_each_ends_as_it_should(self) -> None:
        ends = {name: predict(listings.text(name)).end for name in listings.NAMES}
        expected = dict.fromkeys(listings.NAMES, End.COMPLETED)
        self.assertEqual(ends, expected | dict.fromkeys(ENDLESS, End.STUCK))

    def test_only_the_old_one_has_a_note(self) -> None:
        noted = [name for name in listings.NAMES if predict(listings.text(name)).notes]
        self.assertEqual(noted, list(OLD_LOOPS))


def _measured(text: str) -> list[tuple[Any, ...]]:
    return events(measure(text))
