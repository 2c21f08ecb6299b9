"""Listings to begin with. Each runs under any asyncio as it stands, and shows one thing."""

from importlib import resources

NAMES = (
    "first_steps",
    "blocking_sleep",
    "first_completed",
    "timeout",
    "cancellation",
    "task_group_fails",
    "queue",
    "semaphore",
    "deadlock",
    "hidden_race",
    "forgotten_await",
    "async_generator",
    "old_style",
)
"""All of them, in the order in which they are offered."""


def text(name: str) -> str:
    """A listing.

    >>> text("first_steps").splitlines()[2]
    'import asyncio'
    """
    if name not in NAMES:
        raise ValueError(f"there is no listing {name!r}: there are {', '.join(NAMES)}")
    return resources.files(__name__).joinpath(f"{name}.py").read_text(encoding="utf-8")
