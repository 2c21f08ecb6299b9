//! The numbers that stand in a record. `python/coroscope/record/kinds.py` has the same.

pub(super) const SPAWNED: i64 = 1;
pub(super) const NAMED: i64 = 2;
pub(super) const IS_GENERATOR: i64 = 3;
pub(super) const POLL_STARTED: i64 = 4;
pub(super) const POLL_ENDED: i64 = 5;
pub(super) const COMPLETED: i64 = 6;
pub(super) const FAILED: i64 = 7;
pub(super) const ERROR_RECEIVED: i64 = 8;
pub(super) const WAITS: i64 = 9;
pub(super) const WOKEN: i64 = 10;
pub(super) const SLEPT: i64 = 12;
pub(super) const BLOCK_STARTED: i64 = 13;
pub(super) const BLOCK_ENDED: i64 = 14;
pub(super) const LOGGED: i64 = 15;
pub(super) const NEVER_AWAITED: i64 = 16;
pub(super) const CANCEL_REQUESTED: i64 = 17;
pub(super) const CANCELLED: i64 = 18;
pub(super) const LEVEL: i64 = 19;
pub(super) const OBJECT: i64 = 20;
pub(super) const ERROR_NOT_RECEIVED: i64 = 21;
pub(super) const DESTROYED_PENDING: i64 = 22;
pub(super) const CALLBACK_FAILED: i64 = 23;
pub(super) const IS_CALLBACKS: i64 = 24;
pub(super) const IS_THREAD: i64 = 25;
pub(super) const NESTED_POLL_STARTED: i64 = 26;

/// What stands in `a` of `WAITS`.
pub(super) mod on {
    pub(in crate::asyncio) const TIMER: i64 = 0;
    pub(in crate::asyncio) const TASK: i64 = 1;
    pub(in crate::asyncio) const ANY_TASK: i64 = 2;
    pub(in crate::asyncio) const ALL_TASKS: i64 = 3;
    pub(in crate::asyncio) const YIELD: i64 = 4;
    pub(in crate::asyncio) const QUEUE: i64 = 5;
    pub(in crate::asyncio) const SEMAPHORE: i64 = 6;
    pub(in crate::asyncio) const EVENT: i64 = 7;
    pub(in crate::asyncio) const FUTURE: i64 = 8;
    pub(in crate::asyncio) const LOCK: i64 = 9;
    pub(in crate::asyncio) const CONDITION: i64 = 10;
    pub(in crate::asyncio) const BARRIER: i64 = 11;
    pub(in crate::asyncio) const THREAD: i64 = 12;
    pub(in crate::asyncio) const DEADLINE: i64 = 13;
    pub(in crate::asyncio) const WITH_TASK: i64 = 14;
    pub(in crate::asyncio) const QUEUE_DONE: i64 = 15;
    pub(in crate::asyncio) const STOP: i64 = 16;
    pub(in crate::asyncio) const SEND: i64 = 17;
}

/// What stands in `a` of `WOKEN`.
pub(super) mod cause {
    pub(in crate::asyncio) const TASK: i64 = 0;
    pub(in crate::asyncio) const TIMER: i64 = 1;
    pub(in crate::asyncio) const OUTSIDE: i64 = 2;
    pub(in crate::asyncio) const CANCEL: i64 = 3;
    pub(in crate::asyncio) const THREAD: i64 = 4;
}

/// What stands in `a` of `CANCEL_REQUESTED`.
pub(super) mod by {
    pub(in crate::asyncio) const TASK: i64 = 0;
    pub(in crate::asyncio) const DEADLINE: i64 = 1;
    pub(in crate::asyncio) const RUN_END: i64 = 2;
    pub(in crate::asyncio) const TIMER: i64 = 3;
    pub(in crate::asyncio) const OUTSIDE: i64 = 4;
}
