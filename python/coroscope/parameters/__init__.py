"""Numbers of a listing that a person may want to change, found in its syntax tree."""

from .find import Parameter, parameters
from .replace import replaced

__all__ = ["Parameter", "parameters", "replaced"]
