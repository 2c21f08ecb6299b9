//! How the events are packed that version 5 of the format has added: what programs in other languages
//! do, and to wait for all of several tasks. They are kept apart, because the first program has none
//! of them, and the page waits for no code of theirs.

use super::event::{By, Cause, On, TaskId, What};
use super::packed::Packed;
use super::tables::TextId;

// The numbers go on where those of version 4 end, and are part of the file format: new numbers are
// added at the end.
const IS_LISTING: u8 = 38;
const IS_THREAD: u8 = 39;
const IS_CALLBACKS: u8 = 40;
const ERROR_LOST: u8 = 41;
const CALLBACK_FAILED: u8 = 42;
const DESTROYED: u8 = 43;
pub(super) const LOGGED_ERROR: u8 = 44;
const WAITS_FIRST_TASK: u8 = 45;
const WAITS_ALL_TASKS: u8 = 46;
const WAITS_WITH: u8 = 47;
const WAITS_QUEUE: u8 = 48;
const WAITS_QUEUE_DONE: u8 = 49;
const WAITS_LOCK: u8 = 50;
const WAITS_CONDITION: u8 = 51;
const WAITS_BARRIER: u8 = 52;
const WAITS_FUTURE: u8 = 53;
const WAITS_LOOP_STOP: u8 = 54;
const WAITS_TIME_LIMIT: u8 = 55;
pub(super) const WOKEN_BY_UNKNOWN: u8 = 56;
pub(super) const MERGED_BY_UNKNOWN: u8 = 57;
const CANCELLED_BY_TIME_LIMIT: u8 = 58;
const CANCELLED_BY_TIMER: u8 = 59;
const CANCELLED_BY_UNKNOWN: u8 = 60;
/// The highest kind.
pub(super) const LAST: u8 = CANCELLED_BY_UNKNOWN;

// Whoever records something knows what it is, but for a wait. So waits have a function of their own: no
// caller has to make a `What` of one.
/// Packs what is not packed elsewhere. The claims in `versions.rs` are about each of them.
#[cold]
#[inline(never)]
pub(super) fn encode(what: What) -> (u8, u32) {
    match what {
        What::IsThread => (IS_THREAD, 0),
        What::IsCallbacks => (IS_CALLBACKS, 0),
        What::ErrorLost { error } => (ERROR_LOST, error.0),
        What::CallbackFailed { error } => (CALLBACK_FAILED, error.0),
        What::Destroyed { known } => (DESTROYED, known.into()),
        What::LoggedError { text } => (LOGGED_ERROR, text.0),
        _ => (IS_LISTING, 0),
    }
}

/// Packs a wait that is not packed elsewhere.
#[cold]
#[inline(never)]
pub(super) fn encode_wait(on: On) -> (u8, u32) {
    match on {
        On::FirstTask { of } => (WAITS_FIRST_TASK, of),
        On::AllTasks { of } => (WAITS_ALL_TASKS, of),
        On::With(task) => (WAITS_WITH, task.0),
        On::Queue(id) => (WAITS_QUEUE, id),
        On::QueueDone(id) => (WAITS_QUEUE_DONE, id),
        On::Lock(id) => (WAITS_LOCK, id),
        On::Condition(id) => (WAITS_CONDITION, id),
        On::Barrier(id) => (WAITS_BARRIER, id),
        On::LoopStop => (WAITS_LOOP_STOP, 0),
        On::TimeLimit { left_us } => (WAITS_TIME_LIMIT, Packed::from_us(left_us).bits()),
        _ => (WAITS_FUTURE, 0),
    }
}

/// The kind of a request by this.
pub(super) fn cancelled_by(by: By) -> u8 {
    match by {
        By::TimeLimit => CANCELLED_BY_TIME_LIMIT,
        By::Timer => CANCELLED_BY_TIMER,
        _ => CANCELLED_BY_UNKNOWN,
    }
}

/// Unpacks what has one of the numbers here.
#[inline(never)]
pub(super) fn decode(kind: u8, arg: u32) -> What {
    let text = TextId(arg);
    match kind {
        IS_THREAD => What::IsThread,
        IS_CALLBACKS => What::IsCallbacks,
        ERROR_LOST => What::ErrorLost { error: text },
        CALLBACK_FAILED => What::CallbackFailed { error: text },
        DESTROYED => What::Destroyed { known: arg != 0 },
        LOGGED_ERROR => What::LoggedError { text },
        WAITS_FIRST_TASK => What::Waits(On::FirstTask { of: arg }),
        WAITS_ALL_TASKS => What::Waits(On::AllTasks { of: arg }),
        WAITS_WITH => What::Waits(On::With(TaskId(arg))),
        WAITS_QUEUE => What::Waits(On::Queue(arg)),
        WAITS_QUEUE_DONE => What::Waits(On::QueueDone(arg)),
        WAITS_LOCK => What::Waits(On::Lock(arg)),
        WAITS_CONDITION => What::Waits(On::Condition(arg)),
        WAITS_BARRIER => What::Waits(On::Barrier(arg)),
        WAITS_FUTURE => What::Waits(On::Future),
        WAITS_LOOP_STOP => What::Waits(On::LoopStop),
        WAITS_TIME_LIMIT => What::Waits(On::TimeLimit { left_us: Packed::from_bits(arg).us() }),
        WOKEN_BY_UNKNOWN => What::Woken { cause: Cause::Unknown },
        MERGED_BY_UNKNOWN => What::WakeMerged { cause: Cause::Unknown },
        CANCELLED_BY_TIME_LIMIT => What::CancelRequested { by: By::TimeLimit },
        CANCELLED_BY_TIMER => What::CancelRequested { by: By::Timer },
        CANCELLED_BY_UNKNOWN => What::CancelRequested { by: By::Unknown },
        _ => What::IsListing,
    }
}
