"""What this package returns, as plain data: for JSON, or to be handed to another language."""

import dataclasses
from enum import IntEnum
from typing import Any


def plain(value: Any) -> Any:
    """Dictionaries, lists, texts and numbers in the place of objects. Rows stay an array.

    >>> from coroscope.listing.notes import Note
    >>> plain((Note("a sentence", 3), None))
    [{'text': 'a sentence', 'line': 3}, None]
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
        return {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, (tuple, list)):
        return [plain(one) for one in value]
    return int(value) if isinstance(value, IntEnum) else value
