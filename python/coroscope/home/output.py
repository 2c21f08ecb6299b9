"""Hears what a program prints, without changing where it goes."""

from collections.abc import Callable
from threading import local
from typing import Any


class Listener:
    """Listens to a stream: its `write` is another one, all else of it is as it was.

    >>> import io
    >>> class Stream(io.StringIO): pass
    >>> stream = Stream()
    >>> listener = Listener(stream, print)
    >>> stream.write("a"), stream.write("b\\nc"), stream.getvalue()
    ab
    (1, 3, 'ab\\nc')
    >>> listener.close()
    c
    >>> "write" in vars(stream)
    False
    """

    def __init__(self, stream: Any, on_line: Callable[[str], None]) -> None:
        self._stream = stream
        self._on_line = on_line
        self._write = write = getattr(stream, "write", None)
        self._rest = ""
        here = local()

        def heard(text: str, /) -> Any:
            written = write(text)  # type: ignore[misc]
            # Whatever is printed while a line is noted down is no line of the program.
            if not getattr(here, "is_busy", False) and isinstance(text, str):
                here.is_busy = True
                try:
                    self._hear(text)
                finally:
                    here.is_busy = False
            return written

        self._heard = heard
        try:
            stream.write = heard
        except AttributeError:
            self._stream = None  # There is none, or it takes no other function.

    def _hear(self, text: str) -> None:
        if "\n" not in text:
            self._rest += text
            return
        *lines, rest = (self._rest + text).split("\n")
        self._rest = rest
        for line in lines:
            self._on_line(line)

    def close(self) -> None:
        """Listens no more. A line that nobody has ended is one, too."""
        if self._stream is None:
            return
        if vars(self._stream).get("write") is self._heard:
            del self._stream.write
            if getattr(self._stream, "write", None) != self._write:
                self._stream.write = self._write
        if self._rest:
            self._on_line(self._rest)
        self._rest, self._stream = "", None
