"""Changes to what everybody shares, which can be taken back."""

from collections.abc import Callable
from typing import Any

_NONE = object()


class Patches:
    """Changes that are taken back in the opposite order.

    >>> class Thing: colour = "red"
    >>> patches = Patches()
    >>> patches.set(Thing, "colour", "blue")
    >>> patches.set(Thing, "size", 3)
    >>> patches.undo()
    >>> Thing.colour, hasattr(Thing, "size")
    ('red', False)
    """

    def __init__(self) -> None:
        self._undo: list[Callable[[], Any]] = []

    def set(self, owner: Any, name: str, value: object) -> None:
        """Sets an attribute of a module, a class or an object."""
        before = vars(owner).get(name, _NONE)
        if before is _NONE:
            self._undo.append(lambda: _delete(owner, name))
        else:
            self._undo.append(lambda: setattr(owner, name, before))
        setattr(owner, name, value)

    def drop(self, owner: Any, name: str) -> None:
        """Deletes an attribute, if it is there."""
        if name in vars(owner):
            before = vars(owner)[name]
            self._undo.append(lambda: setattr(owner, name, before))
            delattr(owner, name)

    def drop_item(self, mapping: dict[str, Any], name: str) -> None:
        """Deletes an item of a dictionary."""
        before = mapping.pop(name)
        self._undo.append(lambda: mapping.__setitem__(name, before))

    def insert(self, where: list[Any], item: object) -> None:
        """Puts something in front of a list."""
        where.insert(0, item)
        self._undo.append(lambda: _remove(where, item))

    def restore(self, undo: Callable[[], Any]) -> None:
        """Has this done as well."""
        self._undo.append(undo)

    def undo(self) -> None:
        """Takes everything back."""
        while self._undo:
            self._undo.pop()()


def _delete(owner: Any, name: str) -> None:
    # A listing may have deleted it itself.
    if name in vars(owner):
        delattr(owner, name)


def _remove(where: list[Any], item: object) -> None:
    if item in where:
        where.remove(item)
