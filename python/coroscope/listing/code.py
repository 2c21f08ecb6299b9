"""A listing as code."""

import inspect
import warnings
from types import CodeType

from .failure import Failure, failure_of

_MOST_KEPT = 20


class Compiler:
    """Compiles listings, and keeps the last of them: most are run many times.

    >>> compiler = Compiler()
    >>> compiler.compile("x = 1", "a.py") is compiler.compile("x = 1", "a.py")
    True
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def compile(self, text: str, file: str) -> CodeType:
        """The code of a listing. Raises what CPython raises if it is none."""
        code = self._kept.get((text, file))
        if code is None:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                code = compile(text.removeprefix("\ufeff"), file, "exec", dont_inherit=True)
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[text, file] = code
        return code


def check(text: str, file: str = "listing.py") -> Failure | None:
    """What is wrong with the syntax of a listing, without running it.

    >>> failure = check("async def f(:\\n    pass")
    >>> failure.type, failure.line, failure.column
    ('SyntaxError', 1, 13)
    >>> check("x = 1") is None
    True
    """
    try:
        Compiler().compile(text, file)
    except SYNTAX_ERRORS as error:
        return failure_of(error, file)
    return None


SYNTAX_ERRORS = (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError)
"""What `compile` raises: zero bytes and very deep nesting have errors of their own."""


def all_codes(code: CodeType) -> list[CodeType]:
    """A code object and all that lie in it.

    >>> [code.co_name for code in all_codes(compile("def f():\\n  def g(): pass", "f", "exec"))]
    ['<module>', 'f', 'g']
    """
    found = [code]
    for code in found:
        found.extend(one for one in code.co_consts if isinstance(one, CodeType))
    return found


def is_generator(code: CodeType) -> bool:
    """Whether it is that of a generator with a name; expressions have none."""
    wanted = inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR
    other = inspect.CO_ITERABLE_COROUTINE
    flags = code.co_flags
    return bool(flags & wanted) and not flags & other and not code.co_name.startswith("<")
