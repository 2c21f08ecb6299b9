"""Which arguments of a listing's calls are times."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

_TIMES: dict[str, tuple[int, str, str]] = {
    "sleep": (0, "delay", "delay"),
    "timeout": (0, "delay", "limit"),
    "wait_for": (1, "timeout", "limit"),
    "wait": (-1, "timeout", "limit"),
    "as_completed": (-1, "timeout", "limit"),
    "call_later": (0, "delay", "delay"),
}
"""Functions that take a time: at which place, by which name, and what it is."""

_LABELS = {"sleep": "sleep", "timeout": "timeout", "wait_for": "timeout", "wait": "timeout",
           "as_completed": "timeout", "call_later": "call_later"}

_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Slept:
    """A number that is a time."""

    kind: str
    """`delay` or `limit`."""
    name: str
    """What it is called."""
    node: ast.expr
    """Where it stands."""


def is_number(node: ast.expr) -> bool:
    """Whether it is a number as it is written; truth values are none."""
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


class TimeArguments:
    """Follows times from where they are slept to where they are given.

    A parameter of a function that is slept makes each number a time that is handed to it, through
    as many functions as it goes.
    """

    def __init__(self, tree: ast.Module) -> None:
        self.constants: set[str] = set()
        """Names that are slept as they are."""
        self._calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        functions = [node for node in ast.walk(tree) if isinstance(node, _Function)]
        self._functions = {node.name: node for node in functions}
        self._inside = [(one, node) for one in functions for node in ast.walk(one)
                        if isinstance(node, ast.Call)]
        self._taken: dict[str, dict[str, str]] = {}
        self._follow()

    def all(self) -> Iterator[Slept]:
        """Each number that is a time."""
        for call in self._calls:
            for kind, name, node in self._times(call):
                yield Slept(kind, name, node)
        for function, taken in self._taken.items():
            for name, default in _defaults(self._functions[function]):
                if name in taken:
                    yield Slept(taken[name], name, default)

    def _follow(self) -> None:
        """Finds the parameters that are times, until there are no more."""
        grows = True
        while grows:
            grows = False
            for function, call in self._inside:
                own = {one.arg for one in _arguments(function)}
                for kind, _, node in self._times(call):
                    if not isinstance(node, ast.Name) or node.id not in own:
                        continue
                    taken = self._taken.setdefault(function.name, {})
                    if node.id not in taken and self._functions[function.name] is function:
                        taken[node.id] = kind
                        grows = True
        for call in self._calls:
            names = (node.id for _, _, node in self._times(call) if isinstance(node, ast.Name))
            self.constants.update(names)

    def _times(self, call: ast.Call) -> Iterator[tuple[str, str, ast.expr]]:
        """The arguments of a call that are times: what they are, their name, where they stand."""
        called = call.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if name in self._functions:
            function = self._functions[name]
            is_method = isinstance(called, ast.Attribute) and _is_method(function)
            places = [one.arg for one in _arguments(function)][1 if is_method else 0 :]
            for argument, kind in self._taken.get(name, {}).items():
                node = _given(call, places.index(argument) if argument in places else -1, argument)
                if node is not None:
                    yield kind, argument, node
        elif name in _TIMES:
            place, argument, kind = _TIMES[name]
            node = _given(call, place, argument)
            if node is not None:
                yield kind, _LABELS[name], node


def _given(call: ast.Call, place: int, name: str) -> ast.expr | None:
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    before = call.args[: place + 1]
    if 0 <= place < len(call.args) and not any(isinstance(one, ast.Starred) for one in before):
        return call.args[place]
    return None


def _arguments(function: _Function) -> list[ast.arg]:
    its = function.args
    return [*its.posonlyargs, *its.args, *its.kwonlyargs]


def _is_method(function: _Function) -> bool:
    arguments = _arguments(function)
    return bool(arguments) and arguments[0].arg in ("self", "cls")


def _defaults(function: _Function) -> Iterator[tuple[str, ast.expr]]:
    its = function.args
    places = [*its.posonlyargs, *its.args]
    if its.defaults:
        for argument, default in zip(places[-len(its.defaults) :], its.defaults, strict=True):
            yield argument.arg, default
    for argument, given in zip(its.kwonlyargs, its.kw_defaults, strict=True):
        if given is not None:
            yield argument.arg, given
