"""The vocabulary of a record: every number that can stand in a row, and what it means.

`python/README.md` describes each row in full. Numbers are never used again for something else:
what is new gets the next one.

>>> Kind.POLL_STARTED
<Kind.POLL_STARTED: 4>
>>> int(On.QUEUE), int(Cause.TIMER), int(By.DEADLINE)
(5, 1, 1)
"""

from enum import IntEnum

WIDTH = 6
"""How many whole numbers a row has."""

NOBODY = -1
"""Stands where a lane could stand, if there is none."""

LINES_PER_FILE = 1 << 20
"""A site is the number of a file times this, plus a line. 0 is no site: lines count from 1."""


class Kind(IntEnum):
    """What a row says.

    >>> Kind(1).name
    'SPAWNED'
    """

    SPAWNED = 1
    NAMED = 2
    IS_GENERATOR = 3
    POLL_STARTED = 4
    POLL_ENDED = 5
    COMPLETED = 6
    FAILED = 7
    ERROR_RECEIVED = 8
    WAITS = 9
    WOKEN = 10
    SLEPT = 12
    BLOCK_STARTED = 13
    BLOCK_ENDED = 14
    LOGGED = 15
    NEVER_AWAITED = 16
    CANCEL_REQUESTED = 17
    CANCELLED = 18
    LEVEL = 19
    OBJECT = 20
    ERROR_NOT_RECEIVED = 21
    DESTROYED_PENDING = 22
    CALLBACK_FAILED = 23
    IS_CALLBACKS = 24
    IS_THREAD = 25
    NESTED_POLL_STARTED = 26


class On(IntEnum):
    """What a task waits on.

    >>> On.ALL_TASKS.value
    3
    """

    TIMER = 0
    TASK = 1
    ANY_TASK = 2
    ALL_TASKS = 3
    YIELD = 4
    QUEUE = 5
    SEMAPHORE = 6
    EVENT = 7
    FUTURE = 8
    LOCK = 9
    CONDITION = 10
    BARRIER = 11
    THREAD = 12
    DEADLINE = 13
    WITH_TASK = 14
    QUEUE_DONE = 15
    STOP = 16
    SEND = 17


class Cause(IntEnum):
    """What put a task in the ready queue.

    >>> Cause.TASK.value
    0
    """

    TASK = 0
    TIMER = 1
    OUTSIDE = 2
    CANCEL = 3
    THREAD = 4


class By(IntEnum):
    """Who asked a task to stop.

    >>> By.RUN_END.value
    2
    """

    TASK = 0
    DEADLINE = 1
    RUN_END = 2
    TIMER = 3
    OUTSIDE = 4


class End(IntEnum):
    """How a run ended.

    >>> End.STUCK.name
    'STUCK'
    """

    COMPLETED = 0
    FAILED = 1
    EXITED = 2
    STUCK = 3
    SYNTAX_ERROR = 4
    TOO_MANY_CALLBACKS = 5
    TOO_MANY_ROUNDS = 6
