"""Finds the numbers that a listing sleeps, takes as time limits, names at its top, or loops."""

import ast
from dataclasses import dataclass

from .places import Places
from .sleeps import TimeArguments, is_number


@dataclass(frozen=True)
class Parameter:
    """A number in a listing, and where it stands."""

    kind: str
    """`delay`, `limit`, `constant` or `count`."""
    label: str
    """What to call it: its name if it has one, or what it is."""
    value: int | float
    """The number."""
    is_whole: bool
    """Whether it is written as a whole number."""
    is_seconds: bool
    """Whether it is known to be a time, in seconds."""
    line: int
    """Its line, from 1 on."""
    column: int
    """Its column, from 1 on, in characters."""
    end_column: int
    """The column after it."""
    start: int
    """Where it begins in the text, from 0 on, in UTF-16 units, as JavaScript counts."""
    end: int
    """Where it ends, in the same units."""


def parameters(text: str) -> list[Parameter]:
    """The parameters of a listing, in the order in which they stand there.

    What cannot be found is not offered, and a listing that is none has none.

    >>> text = '''
    ... import asyncio
    ... PAUSE = 0.5
    ... async def say(delay, word):
    ...     await asyncio.sleep(delay)
    ...     print(word)
    ... async def main():
    ...     for _ in range(3):
    ...         await say(1, "hi")
    ...         await asyncio.wait_for(asyncio.sleep(PAUSE), timeout=2)
    ... '''
    >>> for one in parameters(text):
    ...     print(one.line, one.kind, one.label, one.value, text[one.start:one.end])
    3 constant PAUSE 0.5 0.5
    8 count range 3 3
    9 delay delay 1 1
    10 limit timeout 2 2
    """
    try:
        tree = ast.parse(text.removeprefix("\ufeff"))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    places = Places(text)
    arguments = TimeArguments(tree)
    found: dict[tuple[int, int], Parameter] = {}

    def add(kind: str, label: str, node: ast.expr, is_seconds: bool) -> None:
        if not is_number(node) or (node.lineno, node.col_offset) in found:
            return
        assert isinstance(node, ast.Constant) and isinstance(node.value, (int, float))
        if node.end_lineno != node.lineno or not 0 <= node.value < 1e9:
            return
        found[node.lineno, node.col_offset] = Parameter(
            kind,
            label,
            node.value,
            isinstance(node.value, int),
            is_seconds,
            *places.of(node),
        )

    for name, node in _constants(tree):
        add("constant", name, node, name in arguments.constants)
    for slept in arguments.all():
        add(slept.kind, slept.name, slept.node, True)
    for inner in ast.walk(tree):
        if isinstance(inner, (ast.For, ast.AsyncFor, ast.comprehension)):
            for number in _counts(inner.iter):
                add("count", "range", number, False)
    return [found[place] for place in sorted(found)]


def _constants(tree: ast.Module) -> list[tuple[str, ast.expr]]:
    """The names at the top that are given numbers."""
    found: list[tuple[str, ast.expr]] = []
    for statement in tree.body:
        if isinstance(statement, ast.AnnAssign) and statement.value is not None:
            _assigned(statement.target, statement.value, found)
        elif isinstance(statement, ast.Assign):
            for target in statement.targets:
                _assigned(target, statement.value, found)
    return found


def _assigned(target: ast.expr, value: ast.expr, found: list[tuple[str, ast.expr]]) -> None:
    if isinstance(target, ast.Name):
        found.append((target.id, value))
    elif isinstance(target, (ast.Tuple, ast.List)) and isinstance(value, (ast.Tuple, ast.List)):
        for one, its in zip(target.elts, value.elts, strict=False):
            _assigned(one, its, found)


def _counts(node: ast.expr) -> list[ast.expr]:
    """The number in `range(n)` or `range(a, n)` that says how often."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        return []
    if node.func.id == "enumerate" and node.args:
        return _counts(node.args[0])
    if node.func.id != "range" or node.keywords or not 1 <= len(node.args) <= 3:
        return []
    count = node.args[0] if len(node.args) == 1 else node.args[1]
    is_whole = isinstance(count, ast.Constant) and type(count.value) is int
    return [count] if is_whole else []
