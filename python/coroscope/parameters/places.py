"""Where nodes of a syntax tree stand in a text, as people and as JavaScript count."""

import ast
import re

# As Python's tokenizer ends lines; other signs that end lines elsewhere do not here.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


class Places:
    """The lines of a text.

    >>> node = ast.parse("é = '𝄞'; x = 5").body[1].value
    >>> Places("é = '𝄞'; x = 5").of(node)
    (1, 14, 15, 14, 15)
    """

    def __init__(self, text: str) -> None:
        # A byte order mark is no part of the first line for Python.
        self._lines = [found.group() for found in _LINE.finditer(text)]
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + units(line))

    def of(self, node: ast.expr) -> tuple[int, int, int, int, int]:
        """Line, column, column after it; start and end in UTF-16 units."""
        assert node.end_col_offset is not None
        line = self._lines[node.lineno - 1]
        mark = 1 if node.lineno == 1 and line.startswith("\ufeff") else 0
        raw = line[mark:].encode()
        before = raw[: node.col_offset].decode()
        through = raw[: node.end_col_offset].decode()
        start = self._starts[node.lineno - 1] + mark
        return (
            node.lineno,
            len(before) + 1,
            len(through) + 1,
            start + units(before),
            start + units(through),
        )

    @staticmethod
    def indices(text: str, *places: int) -> list[int]:
        """Places in UTF-16 units as places in characters.

        >>> Places.indices("a𝄞b", 1, 3)
        [1, 2]
        """
        raw = text.encode("utf-16-le", "surrogatepass")
        return [len(raw[: 2 * at].decode("utf-16-le", "surrogatepass")) for at in places]


def units(text: str) -> int:
    """How many UTF-16 units a text has.

    >>> units("a𝄞")
    3
    """
    return len(text) + sum(1 for sign in text if ord(sign) > 0xFFFF)
