"""What is said beside a run: about older Python, and about what a page cannot do."""

import sys
from dataclasses import dataclass

OLD_LOOP = (
    "`get_event_loop()` has made a loop here, as Python did before 3.14; "
    "Python 3.14 raises a RuntimeError. `asyncio.run()` works in both."
)
PROCESSES = (
    "A page cannot start processes. The programs under More than one worker show the same with "
    "workers."
)
THREADS = (
    "Threads cannot start here; `asyncio.to_thread` can be predicted. The program Threads shows "
    "them."
)
SOCKETS = "A page has no sockets: nothing can be sent, and nobody can connect."
PROGRAMS = "A page has no other programs to start."
INPUT = "Nobody can type here while the listing runs. Put a value in its place."
FILES = "A page has no files of yours: put what the listing reads into the listing."
WAITING_THREAD = (
    "A thread that waits for another, or for the loop, cannot be played: nobody could wake it."
)
AS_COMPLETED = (
    "In Python `as_completed` starts coroutines in any order; here it is that of the list."
)
NO_ROUNDS = (
    "Python before 3.12 cannot count the rounds of a loop, so a loop without an await is not ended."
)

_SAYS = {
    "processes": PROCESSES,
    "threads": THREADS,
    "sockets": SOCKETS,
    "programs": PROGRAMS,
    "input": INPUT,
}

SINCE = (
    ("module 'asyncio' has no attribute 'coroutine'",
     "`@asyncio.coroutine` is gone since Python 3.11: write `async def` and `await`."),
    ("unexpected keyword argument 'loop'",
     "The argument `loop` is gone since Python 3.10: a task belongs to the loop that runs."),
    ("Passing coroutines is forbidden",
     "`asyncio.wait` takes no coroutines since Python 3.11: make tasks of them first."),
    ("module 'asyncio' has no attribute 'async'",
     "`asyncio.async` is gone since Python 3.7: it is `asyncio.create_task` now."),
    ("has no attribute 'all_tasks'",
     "`Task.all_tasks` is gone since Python 3.9: it is `asyncio.all_tasks` now."),
    ("has no attribute 'current_task'",
     "`Task.current_task` is gone since Python 3.9: it is `asyncio.current_task` now."),
)
"""Parts of Python's messages, and since when it says so."""


@dataclass(frozen=True)
class Note:
    """A sentence beside a run."""

    text: str
    line: int = 0
    """The line of the listing that it is about; 0 if it is about none."""


def played(module: str) -> str:
    """What is said of a stand-in.

    >>> played("aiohttp")
    '`aiohttp` is played here: nothing is sent.'
    """
    if module == "async_timeout":
        return "`async_timeout` is played here, by `asyncio.timeout`."
    return f"`{module}` is played here: nothing is sent."


def says(what: str) -> str:
    """The sentence about something that is not here.

    >>> says("input")
    'Nobody can type here while the listing runs. Put a value in its place.'
    """
    return _SAYS[what]


def about_module(name: str) -> str:
    """The sentence about a module that is not here.

    >>> about_module("redis.asyncio")
    "`redis` is not part of Python, and only Python's own library is here. Job queue shows this."
    """
    top = name.partition(".")[0]
    if top in ("_multiprocessing", "multiprocessing"):
        return PROCESSES
    if top in sys.stdlib_module_names:
        return f"`{name}` is part of Python, but it is not here."
    text = f"`{top}` is not part of Python, and only Python's own library is here."
    return text + (" Job queue shows this." if top in ("redis", "rq", "celery", "arq") else "")


def about_error(error: BaseException) -> str | None:
    """The sentence about an error that ended a run, if there is more to say than Python does."""
    try:
        if isinstance(error, ModuleNotFoundError) and error.name:
            return about_module(error.name)
        text = str(error)
        for part, since in SINCE:
            if part in text:
                return since
        return FILES if isinstance(error, FileNotFoundError) else None
    except Exception:  # Its class says what these are, and has failed at it.
        return None
