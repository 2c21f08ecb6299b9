"""Puts another number in the place of one."""

from .find import Parameter
from .places import Places


def replaced(text: str, parameter: Parameter, value: int | float) -> str:
    """The text with another value of a parameter. All else stays as it is, to the byte.

    >>> from .find import parameters
    >>> text = "import time\\ntime.sleep( 0.50 )  # half\\n"
    >>> replaced(text, parameters(text)[0], 0.75)
    'import time\\ntime.sleep( 0.75 )  # half\\n'
    """
    start, end = Places.indices(text, parameter.start, parameter.end)
    number = repr(round(value) if parameter.is_whole and value == round(value) else value)
    return text[:start] + number + text[end:]
