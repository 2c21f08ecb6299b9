"""Where a listing prints to."""

import io
from collections.abc import Callable


class Output(io.TextIOBase):
    """Keeps what is printed, and says each line when it is complete.

    `on_part` hears that a line has begun. `divert` may take a text instead, and then returns true.

    >>> output = Output(lambda line: print("line:", line))
    >>> output.write("a"), output.write("b\\nc")
    line: ab
    (1, 3)
    >>> output.finish()
    line: c
    >>> output.text
    'ab\\nc'
    """

    encoding = "utf-8"
    errors = "strict"
    line_buffering = True
    name = "<listing>"

    def __init__(
        self,
        on_line: Callable[[str], None] | None = None,
        on_part: Callable[[], None] = lambda: None,
        divert: Callable[[str], bool] = lambda text: False,
    ) -> None:
        super().__init__()
        self._on_part = on_part
        self._divert = divert
        self._on_line = on_line
        self._parts: list[str] = []
        self._line = ""
        self._is_open = True

    @property
    def text(self) -> str:
        """All that was printed."""
        return "".join(self._parts)

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, text: str) -> int:
        """Prints a text."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if not self._is_open or self._divert(text):
            return len(text)
        self._parts.append(text)
        if self._on_line is not None:
            self._line += text
            while "\n" in self._line:
                line, self._line = self._line.split("\n", 1)
                self._on_line(line)
            if self._line:
                self._on_part()
        return len(text)

    def close(self) -> None:
        """Nothing: a listing that closes its output would close ours."""

    def finish(self) -> None:
        """Says the last line, and is deaf from here on."""
        if self._is_open and self._line and self._on_line is not None:
            self._on_line(self._line)
        self._is_open = False
