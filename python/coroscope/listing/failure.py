"""How a listing failed, in CPython's own words."""

from dataclasses import dataclass
from typing import cast

from ..record.names import words_of


@dataclass(frozen=True)
class Failure:
    """An exception that ended a run, or a syntax error."""

    type: str
    """The name of its class."""
    message: str
    """What CPython prints last, with the class."""
    line: int = 0
    """The line of the listing where it was raised; 0 if that is in none."""
    column: int = 0
    """The column, counted from 1 in characters; 0 if it is not known."""
    end_line: int = 0
    """Where the place ends; 0 if it is not known."""
    end_column: int = 0
    """The column after the last character."""
    parts: tuple["Failure", ...] = ()
    """What a group of exceptions is made of."""


def failure_of(error: BaseException, file: str) -> Failure:
    """The failure that an exception is, in a listing with this file name.

    >>> try:
    ...     exec(compile("x = 1\\ny = x / 0", "listing.py", "exec"), {})
    ... except ZeroDivisionError as error:
    ...     failure = failure_of(error, "listing.py")
    >>> failure.message, failure.line, failure.column, failure.end_column
    ('ZeroDivisionError: division by zero', 2, 5, 10)
    >>> failure_of(SyntaxError("wrong", ("listing.py", 3, 7, "text", 3, 9)), "listing.py").column
    7
    """
    name = type(error).__name__
    # Python itself raises no others of the listing, and theirs may say anything.
    if type(error) in (SyntaxError, IndentationError, TabError):
        wrong = cast(SyntaxError, error)
        if wrong.filename == file:
            return Failure(
                name,
                f"{name}: {wrong.msg}",
                wrong.lineno or 0,
                max(wrong.offset or 0, 0),
                max(wrong.end_lineno or 0, 0),
                max(wrong.end_offset or 0, 0),
            )
    message = words_of(error)
    if issubclass(type(error), BaseExceptionGroup):
        group = cast("BaseExceptionGroup[BaseException]", error)
        # Later versions list the parts below; here they are parts of their own.
        message = message.splitlines()[0].removeprefix("+ ").removeprefix("| ")
        parts = tuple(failure_of(part, file) for part in group.exceptions)
    else:
        parts = ()
    place = _place(error, file)
    return Failure(name, message, *place, parts=parts)


def _place(error: BaseException, file: str) -> tuple[int, int, int, int]:
    place = (0, 0, 0, 0)
    step = error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        if code.co_filename == file:
            place = (step.tb_lineno, 0, 0, 0)
            for number, at in enumerate(code.co_positions()):
                if number == step.tb_lasti // 2:
                    line, end_line, column, end_column = at
                    if None not in at and line == step.tb_lineno:
                        place = (line, column + 1, end_line, end_column + 1)  # type: ignore
                    break
        step = step.tb_next
    return place
