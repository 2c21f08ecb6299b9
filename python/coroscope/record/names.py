"""What tasks, generators and errors are called in a record."""

import traceback
from types import FrameType
from typing import Any

_PLAIN = (int, float, str, bool, bytes, type(None))
_LONGEST_ARGUMENT = 20
_LONGEST_NAME = 60
_LONGEST_ERROR = 300


def called(coroutine: Any) -> str:
    """A coroutine or generator as the call that made it.

    >>> async def say(delay, word, loop=None): ...
    >>> coroutine = say(0.5, "hi", object())
    >>> called(coroutine)
    "say(0.5, 'hi', …)"
    >>> coroutine.close()
    """
    for kind in ("cr", "gi", "ag"):
        code = getattr(coroutine, kind + "_code", None)
        if code is not None:
            return called_frame(code.co_name, getattr(coroutine, kind + "_frame", None))
    return type(coroutine).__name__


def called_frame(name: str, frame: FrameType | None) -> str:
    """A call that has not begun yet, or has just begun, with its arguments.

    Arguments that are not plain are left out: to show them would run code of theirs.
    """
    if frame is None:
        return f"{name}()"
    code = frame.f_code
    count = code.co_argcount + code.co_kwonlyargcount
    values = frame.f_locals
    words: list[str] = []
    for argument in code.co_varnames[:count]:
        if argument in ("self", "cls") and not words:
            continue
        words.append(_shown(values[argument]) if argument in values else "…")
    text = f"{name}({', '.join(words)})"
    return text if len(text) <= _LONGEST_NAME else f"{name}(…)"


def _shown(value: Any) -> str:
    if type(value) not in _PLAIN:
        return "…"
    if isinstance(value, (str, bytes)) and len(value) > _LONGEST_ARGUMENT:
        return repr(value[:_LONGEST_ARGUMENT - 1])[:-1] + "…" + repr(value)[-1]
    return repr(value) if not isinstance(value, int) or -(10**15) < value < 10**15 else "…"


def words_of(error: BaseException) -> str:
    """What Python prints last of an error, at any length.

    >>> words_of(SyntaxError("wrong", ("<string>", 1, 3, "a b", 1, 4)))
    'SyntaxError: wrong (<string>, line 1)'
    """
    kind = type(error)
    try:
        if issubclass(kind, SyntaxError):
            # Python would print the wrong line before it, which is in no listing.
            return f"{kind.__name__}: {error}"
        return "".join(traceback.format_exception_only(kind, error)).strip()
    except Exception:  # Whatever its class does instead.
        return f"{kind.__name__}: <exception str() failed>"


def error_text(error: BaseException) -> str:
    """An error in Python's own words.

    >>> error_text(KeyError("nobody"))
    "KeyError: 'nobody'"
    """
    text = words_of(error)
    return text if len(text) <= _LONGEST_ERROR else text[: _LONGEST_ERROR - 1] + "…"
