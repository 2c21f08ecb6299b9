"""Tries many orders of a listing's ready tasks, and says what each kind of outcome takes."""

from .explorer import Explorer, explore
from .outcomes import Outcome, Tried

__all__ = ["Explorer", "Outcome", "Tried", "explore"]
