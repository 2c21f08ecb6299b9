"""The examples in the documentation, the tables in the README, and the rooms."""

import ast
import doctest
import importlib
import json
import pkgutil
import re
import sys
import unittest
from enum import IntEnum
from pathlib import Path

import coroscope
from coroscope import (
    By, Cause, End, Kind, On, check, explore, parameters, plain, predict,
)
from coroscope.record.rows import unpacked

ROOT = Path(coroscope.__file__).parent
README = ROOT.parent / "README.md"
LEFT_OUT = ("coroscope.listings.", "coroscope.pytest_plugin")
CAN_RUN = sys.platform != "emscripten"
"""In Pyodide a loop runs around these tests already."""
RUN_ASYNCIO = {
    "coroscope.loop.event_loop.Loop",
    "coroscope.standins.aiohttp.ClientSession",
    "coroscope.standins.async_timeout.timeout",
}


def load_tests(
    loader: unittest.TestLoader, tests: unittest.TestSuite, pattern: str
) -> unittest.TestSuite:
    for found in pkgutil.walk_packages(coroscope.__path__, "coroscope."):
        if not found.name.startswith(LEFT_OUT):
            module = importlib.import_module(found.name)
            for test in doctest.DocTestFinder(exclude_empty=True).find(module):
                if test.examples and (CAN_RUN or test.name not in RUN_ASYNCIO):
                    tests.addTest(doctest.DocTestCase(test))
    tests.addTests(doctest.DocTestSuite(coroscope))
    return tests


def sections() -> dict[str, set[tuple[int, str]]]:
    """The numbers and names in each table of the README, by the first word of its head."""
    found: dict[str, set[tuple[int, str]]] = {}
    head = ""
    for line in README.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            continue
        if len(cells) > 1 and cells[1] in ("name", "lane"):
            head = f"{cells[0]} {cells[1]}"
        elif match := re.fullmatch(r"`(\w+)`", cells[1]) if len(cells) > 1 else None:
            found.setdefault(head, set()).add((int(cells[0]), match[1]))
    return found


class Readme(unittest.TestCase):
    def test_it_has_each_number_of_the_vocabulary(self) -> None:
        tables = sections()
        enums: list[tuple[str, type[IntEnum]]] = [
            ("kind", Kind), ("on", On), ("cause", Cause), ("by", By), ("end", End),
        ]
        for head, enum in enums:
            self.assertEqual(tables[f"{head} name"], {(one.value, one.name) for one in enum})

    def test_its_example_is_what_comes_of_it(self) -> None:
        text = README.read_text(encoding="utf-8")
        example = text[text.index("### An example") :]
        code = re.search(r"```python\n(.*?)```", example, re.DOTALL)
        assert code is not None
        rows = [
            tuple(int(cell) for cell in line.strip("|").split("|")[:6])
            for line in example.splitlines()
            if re.match(r"\| \d", line)
        ]
        run = predict(code[1])
        self.assertEqual(unpacked(run.rows), rows)
        self.assertIn(str(run.texts).replace("'", '"'), example)

    def test_rooms_import_what_they_may_and_nothing_else(self) -> None:
        text = README.read_text(encoding="utf-8")
        rooms = dict(re.findall(r"\| `(\w+)(?:/|\.py)` \|.*\| ([^|]*) \|\n", text))
        self.assertEqual(set(rooms), {path.stem for path in ROOT.iterdir()
                                      if path.suffix in ("", ".py") and path.stem[0] != "_"})
        for room, allowed in rooms.items():
            may = set(re.findall(r"`(\w+)`", allowed)) | {room}
            where = ROOT / room
            files = where.rglob("*.py") if where.is_dir() else [where.with_suffix(".py")]
            for path in files:
                for imported in imports(path):
                    self.assertIn(imported, may, f"{path.relative_to(ROOT)}")

    def test_everything_can_be_had_as_plain_data(self) -> None:
        run = plain(predict("print(1)\n1 / 0"))
        self.assertEqual((run["end"], run["failure"]["line"], run["output"]), (1, 2, "1\n"))
        del run["rows"]
        json.dumps([run, plain(parameters("x = 1")), plain(explore("print(1)", runs=2)),
                    plain(check("x ="))])

    def test_files_are_short(self) -> None:
        for path in ROOT.rglob("*.py"):
            lines = path.read_text(encoding="utf-8").splitlines()
            self.assertLessEqual(len(lines), 330, path)
            self.assertLessEqual(max(map(len, lines), default=0), 100, path)

    def test_public_things_are_documented(self) -> None:
        for path in ROOT.rglob("*.py"):
            if path.parent.name == "listings":
                continue
            inner_names = _inner(path)
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                    is_public = not node.name.startswith("_")
                    inner = node.name in inner_names
                    self.assertTrue(not is_public or inner or ast.get_docstring(node),
                                    f"{path.relative_to(ROOT)}: {node.name}")


def imports(path: Path) -> set[str]:
    """The rooms of this package that a file imports."""
    found = set()
    depth = len(path.relative_to(ROOT).parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == depth and node.module:
            found.add(node.module.partition(".")[0])
        elif isinstance(node, ast.ImportFrom) and node.level == depth:
            found.update(alias.name for alias in node.names)
    return found


def _inner(path: Path) -> set[str]:
    """Functions inside of functions."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    outer = [node for node in ast.walk(tree) if isinstance(node, kinds)]
    return {inner.name for one in outer for inner in ast.walk(one)
            if isinstance(inner, kinds) and inner is not one}
