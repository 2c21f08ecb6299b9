"""The file format: what `docs/FORMAT.md` says is so, and its reader and writer work."""

import re
import tempfile
import unittest
from pathlib import Path
from typing import Any

import coroscope
from coroscope.saved.reader import read

ROOT = Path(coroscope.__file__).parent.parent.parent
FORMAT = ROOT / "docs" / "FORMAT.md"
SAVED = ROOT / "tests" / "saved"


def blocks() -> list[str]:
    """The Python in the specification: writer, its use, reader."""
    return re.findall(r"```python\n(.*?)```", FORMAT.read_text(encoding="utf-8"), re.DOTALL)


def run(text: str, **names: Any) -> dict[str, Any]:
    """The names that some Python defines."""
    exec(compile(text, "FORMAT.md", "exec"), names)
    return names


@unittest.skipUnless(FORMAT.exists(), "the package is tested without its repository")
class Specification(unittest.TestCase):
    def test_its_reader_reads_every_saved_run(self) -> None:
        small = run(blocks()[2])["read"]
        names = sorted(path.name for path in SAVED.iterdir())
        self.assertGreaterEqual(len(names), 6)
        for name in names:
            head, found, texts = small((SAVED / name).read_bytes())
            self.assertGreater(len(found), 3, name)
            self.assertIn("program", head)
            times = [one["at_us"] for one in found]
            self.assertEqual(times, sorted(times), name)

    def test_its_reader_and_that_of_the_package_see_the_same(self) -> None:
        small = run(blocks()[2])["read"]
        for path in SAVED.glob("run-2-*"):
            _, found, texts = small(path.read_bytes())
            saved = read(path.read_bytes())
            self.assertEqual([tuple(one.values()) for one in found], saved.rows)
            self.assertEqual(texts, saved.texts)

    def test_its_writer_writes_what_is_read(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "mine.coroscope"
            writer = blocks()[0] + blocks()[1].replace("mine.coroscope", path.as_posix())
            self.assertLessEqual(blocks()[0].count("\n"), 33)
            run(writer)
            saved = read(path.read_bytes())
        self.assertEqual((saved.files, saved.texts), (["mine.txt"], ["mine.txt", "hi"]))
        self.assertEqual(saved.rows[3], (15, 0, 5, 1, 0, 1))
        self.assertEqual((saved.end, saved.end_us, saved.is_cut), (0, 7, False))

    def test_its_example_in_bytes_is_a_record(self) -> None:
        text = FORMAT.read_text(encoding="utf-8")
        example = text[text.index("### In bytes") :]
        block = re.search(r"```text\n(.*?)```", example, re.DOTALL)
        assert block is not None
        numbers = [re.split(r" {3,}", line.strip())[0] for line in block[1].splitlines()]
        saved = read(bytes.fromhex(" ".join(numbers)))
        self.assertEqual((saved.texts, saved.end, saved.is_cut), (["hi", ""], 0, False))
        kinds = [row[0] for row in saved.rows]
        self.assertEqual((kinds, [row[2] for row in saved.rows]), ([1, 4, 15, 6], [0, 0, 5, 7]))

    def test_it_has_each_kind_of_event_once(self) -> None:
        numbers = re.findall(r"^\| (\d+) \| `([A-Z_]+)` \|", FORMAT.read_text("utf-8"), re.MULTILINE)
        self.assertEqual([int(number) for number, _ in numbers], list(range(61)))
        codes = (ROOT / "src/runtime/trace/code.rs").read_text(encoding="utf-8")
        codes += (ROOT / "src/runtime/trace/further.rs").read_text(encoding="utf-8")
        for name, number in re.findall(r"const (\w+): u8 = (\d+);", codes):
            self.assertIn((number, name), numbers)


class Cut(unittest.TestCase):
    def test_a_file_that_is_cut_is_read_up_to_there(self) -> None:
        if not SAVED.exists():
            return
        whole = (SAVED / "run-2-rows-1-shop.coroscope").read_bytes()
        all_rows = read(whole).rows
        for length in range(len(whole)):
            try:
                saved = read(whole[:length])
            except ValueError:
                continue
            self.assertEqual(saved.rows, all_rows[: len(saved.rows)])
            self.assertTrue(saved.is_cut or saved.end is None)
