//! How an event is packed into a kind (8 bits) and an argument (32 bits).

use super::event::{By, Cause, On, TaskId, What};
use super::packed::Packed;
use super::tables::TextId;

// The numbers are part of the file format of saved runs: new numbers are added at the end.
pub(super) const EPOCH: u8 = 0;
pub(super) const SPAWNED: u8 = 1;
pub(super) const NAMED: u8 = 2;
pub(super) const POLL_STARTED: u8 = 3;
pub(super) const POLL_ENDED: u8 = 4;
pub(super) const COMPLETED: u8 = 5;
pub(super) const FAILED: u8 = 6;
pub(super) const ERROR_RECEIVED: u8 = 7;
pub(super) const WAITS_TIMER: u8 = 8;
pub(super) const WAITS_TASK: u8 = 9;
pub(super) const WAITS_ANY_TASK: u8 = 10;
pub(super) const WAITS_YIELD: u8 = 11;
pub(super) const WAITS_CHANNEL: u8 = 12;
pub(super) const WAITS_SEMAPHORE: u8 = 13;
pub(super) const WAITS_EVENT: u8 = 14;
pub(super) const WAITS_SEND: u8 = 15;
pub(super) const WAITS_HOST: u8 = 16;
pub(super) const WOKEN_BY_TASK: u8 = 17;
pub(super) const WOKEN_BY_CANCEL: u8 = 20;
pub(super) const MERGED_BY_TASK: u8 = 21;
pub(super) const MERGED_BY_CANCEL: u8 = 24;
pub(super) const SLEPT: u8 = 25;
pub(super) const BLOCK_STARTED: u8 = 26;
pub(super) const BLOCK_ENDED: u8 = 27;
pub(super) const LOGGED: u8 = 28;
pub(super) const SPAN_ENTERED: u8 = 29;
pub(super) const SPAN_LEFT: u8 = 30;
pub(super) const NEVER_AWAITED: u8 = 31;
pub(super) const CANCEL_REQUESTED: u8 = 32;
pub(super) const CANCELLED: u8 = 33;
pub(super) const DROPPED: u8 = 34;
pub(super) const LEVEL: u8 = 35;
pub(super) const IS_GENERATOR: u8 = 36;
pub(super) const NAMED_LEVEL: u8 = 37;
/// The highest kind of version 4 of the format.
pub(super) const LAST_OF_4: u8 = NAMED_LEVEL;
pub(super) const IS_LISTING: u8 = 38;
pub(super) const IS_THREAD: u8 = 39;
pub(super) const IS_CALLBACKS: u8 = 40;
pub(super) const ERROR_LOST: u8 = 41;
pub(super) const CALLBACK_FAILED: u8 = 42;
pub(super) const DESTROYED: u8 = 43;
pub(super) const LOGGED_ERROR: u8 = 44;
pub(super) const WAITS_FIRST_TASK: u8 = 45;
pub(super) const WAITS_ALL_TASKS: u8 = 46;
pub(super) const WAITS_WITH: u8 = 47;
pub(super) const WAITS_QUEUE: u8 = 48;
pub(super) const WAITS_QUEUE_DONE: u8 = 49;
pub(super) const WAITS_LOCK: u8 = 50;
pub(super) const WAITS_CONDITION: u8 = 51;
pub(super) const WAITS_BARRIER: u8 = 52;
pub(super) const WAITS_FUTURE: u8 = 53;
pub(super) const WAITS_LOOP_STOP: u8 = 54;
pub(super) const WAITS_TIME_LIMIT: u8 = 55;
pub(super) const WOKEN_BY_UNKNOWN: u8 = 56;
pub(super) const MERGED_BY_UNKNOWN: u8 = 57;
pub(super) const CANCELLED_BY_TIME_LIMIT: u8 = 58;
pub(super) const CANCELLED_BY_TIMER: u8 = 59;
pub(super) const CANCELLED_BY_UNKNOWN: u8 = 60;
/// The highest kind.
pub(super) const LAST: u8 = CANCELLED_BY_UNKNOWN;

/// Whether a kind is that of a printed line.
pub(super) fn is_output(kind: u8) -> bool {
    kind == LOGGED || kind == LOGGED_ERROR
}

/// The argument that stands for "no task".
const NO_TASK: u32 = u32::MAX;

#[inline(always)]
pub(super) fn encode(what: What) -> (u8, u32) {
    let optional = |task: Option<TaskId>| task.map_or(NO_TASK, |task| task.0);
    match what {
        What::Spawned { by } => (SPAWNED, optional(by)),
        What::IsGenerator => (IS_GENERATOR, 0),
        What::IsListing => (IS_LISTING, 0),
        What::IsThread => (IS_THREAD, 0),
        What::IsCallbacks => (IS_CALLBACKS, 0),
        What::Named { text } => (NAMED, text.0),
        What::PollStarted => (POLL_STARTED, 0),
        What::PollEnded => (POLL_ENDED, 0),
        What::Completed => (COMPLETED, 0),
        What::Failed { error } => (FAILED, error.0),
        What::ErrorReceived => (ERROR_RECEIVED, 0),
        What::ErrorLost { error } => (ERROR_LOST, error.0),
        What::CallbackFailed { error } => (CALLBACK_FAILED, error.0),
        What::Destroyed { known } => (DESTROYED, known.into()),
        What::Waits(On::Timer { asked_us }) => (WAITS_TIMER, Packed::from_us(asked_us).bits()),
        What::Waits(On::Task(task)) => (WAITS_TASK, task.0),
        What::Waits(On::AnyTask) => (WAITS_ANY_TASK, 0),
        What::Waits(On::FirstTask { of }) => (WAITS_FIRST_TASK, of),
        What::Waits(On::AllTasks { of }) => (WAITS_ALL_TASKS, of),
        What::Waits(On::With(task)) => (WAITS_WITH, task.0),
        What::Waits(On::Yield) => (WAITS_YIELD, 0),
        What::Waits(On::Channel(id)) => (WAITS_CHANNEL, id),
        What::Waits(On::Semaphore(id)) => (WAITS_SEMAPHORE, id),
        What::Waits(On::Event(id)) => (WAITS_EVENT, id),
        What::Waits(On::Queue(id)) => (WAITS_QUEUE, id),
        What::Waits(On::QueueDone(id)) => (WAITS_QUEUE_DONE, id),
        What::Waits(On::Lock(id)) => (WAITS_LOCK, id),
        What::Waits(On::Condition(id)) => (WAITS_CONDITION, id),
        What::Waits(On::Barrier(id)) => (WAITS_BARRIER, id),
        What::Waits(On::Future) => (WAITS_FUTURE, 0),
        What::Waits(On::LoopStop) => (WAITS_LOOP_STOP, 0),
        What::Waits(On::TimeLimit { left_us }) => {
            (WAITS_TIME_LIMIT, Packed::from_us(left_us).bits())
        }
        What::Waits(On::Send) => (WAITS_SEND, 0),
        What::Waits(On::Host(text)) => (WAITS_HOST, text.0),
        What::Woken { cause: Cause::Unknown } => (WOKEN_BY_UNKNOWN, 0),
        What::Woken { cause } => encode_cause(WOKEN_BY_TASK, cause),
        What::WakeMerged { cause: Cause::Unknown } => (MERGED_BY_UNKNOWN, 0),
        What::WakeMerged { cause } => encode_cause(MERGED_BY_TASK, cause),
        What::Slept { asked_us } => (SLEPT, Packed::from_us(asked_us).bits()),
        What::BlockStarted { asked_us } => (BLOCK_STARTED, Packed::from_us(asked_us).bits()),
        What::BlockEnded => (BLOCK_ENDED, 0),
        What::Logged { text } => (LOGGED, text.0),
        What::LoggedError { text } => (LOGGED_ERROR, text.0),
        What::SpanEntered { text } => (SPAN_ENTERED, text.0),
        What::SpanLeft => (SPAN_LEFT, 0),
        What::NeverAwaited { text } => (NEVER_AWAITED, text.0),
        What::CancelRequested { by } => match by {
            By::Task(task) => (CANCEL_REQUESTED, task.0),
            By::RunEnd => (CANCEL_REQUESTED, NO_TASK),
            By::TimeLimit => (CANCELLED_BY_TIME_LIMIT, 0),
            By::Timer => (CANCELLED_BY_TIMER, 0),
            By::Unknown => (CANCELLED_BY_UNKNOWN, 0),
        },
        What::Cancelled => (CANCELLED, 0),
        What::Dropped { text } => (DROPPED, text.0),
        What::Level { object, held } => (LEVEL, u32::from(object) << 16 | u32::from(held)),
        What::NamedLevel { name, held } => {
            // A name that does not fit is left out, like a text for which there is no room.
            let name = u16::try_from(name.0).unwrap_or_default();
            (NAMED_LEVEL, u32::from(name) << 16 | u32::from(held))
        }
    }
}

pub(super) fn decode(kind: u8, arg: u32) -> What {
    let optional = || (arg != NO_TASK).then_some(TaskId(arg));
    let text = TextId(arg);
    match kind {
        SPAWNED => What::Spawned { by: optional() },
        IS_GENERATOR => What::IsGenerator,
        IS_LISTING => What::IsListing,
        IS_THREAD => What::IsThread,
        IS_CALLBACKS => What::IsCallbacks,
        NAMED => What::Named { text },
        POLL_STARTED => What::PollStarted,
        POLL_ENDED => What::PollEnded,
        COMPLETED => What::Completed,
        FAILED => What::Failed { error: text },
        ERROR_RECEIVED => What::ErrorReceived,
        ERROR_LOST => What::ErrorLost { error: text },
        CALLBACK_FAILED => What::CallbackFailed { error: text },
        DESTROYED => What::Destroyed { known: arg != 0 },
        WAITS_TIMER => What::Waits(On::Timer { asked_us: Packed::from_bits(arg).us() }),
        WAITS_TASK => What::Waits(On::Task(TaskId(arg))),
        WAITS_ANY_TASK => What::Waits(On::AnyTask),
        WAITS_FIRST_TASK => What::Waits(On::FirstTask { of: arg }),
        WAITS_ALL_TASKS => What::Waits(On::AllTasks { of: arg }),
        WAITS_WITH => What::Waits(On::With(TaskId(arg))),
        WAITS_YIELD => What::Waits(On::Yield),
        WAITS_CHANNEL => What::Waits(On::Channel(arg)),
        WAITS_SEMAPHORE => What::Waits(On::Semaphore(arg)),
        WAITS_EVENT => What::Waits(On::Event(arg)),
        WAITS_QUEUE => What::Waits(On::Queue(arg)),
        WAITS_QUEUE_DONE => What::Waits(On::QueueDone(arg)),
        WAITS_LOCK => What::Waits(On::Lock(arg)),
        WAITS_CONDITION => What::Waits(On::Condition(arg)),
        WAITS_BARRIER => What::Waits(On::Barrier(arg)),
        WAITS_FUTURE => What::Waits(On::Future),
        WAITS_LOOP_STOP => What::Waits(On::LoopStop),
        WAITS_TIME_LIMIT => What::Waits(On::TimeLimit { left_us: Packed::from_bits(arg).us() }),
        WAITS_SEND => What::Waits(On::Send),
        WAITS_HOST => What::Waits(On::Host(text)),
        WOKEN_BY_TASK..=WOKEN_BY_CANCEL => {
            What::Woken { cause: decode_cause(kind - WOKEN_BY_TASK, arg) }
        }
        WOKEN_BY_UNKNOWN => What::Woken { cause: Cause::Unknown },
        MERGED_BY_UNKNOWN => What::WakeMerged { cause: Cause::Unknown },
        MERGED_BY_TASK..=MERGED_BY_CANCEL => {
            What::WakeMerged { cause: decode_cause(kind - MERGED_BY_TASK, arg) }
        }
        SLEPT => What::Slept { asked_us: Packed::from_bits(arg).us() },
        BLOCK_STARTED => What::BlockStarted { asked_us: Packed::from_bits(arg).us() },
        BLOCK_ENDED => What::BlockEnded,
        LOGGED => What::Logged { text },
        LOGGED_ERROR => What::LoggedError { text },
        SPAN_ENTERED => What::SpanEntered { text },
        SPAN_LEFT => What::SpanLeft,
        NEVER_AWAITED => What::NeverAwaited { text },
        CANCEL_REQUESTED => What::CancelRequested { by: optional().map_or(By::RunEnd, By::Task) },
        CANCELLED_BY_TIME_LIMIT => What::CancelRequested { by: By::TimeLimit },
        CANCELLED_BY_TIMER => What::CancelRequested { by: By::Timer },
        CANCELLED_BY_UNKNOWN => What::CancelRequested { by: By::Unknown },
        CANCELLED => What::Cancelled,
        DROPPED => What::Dropped { text },
        NAMED_LEVEL => What::NamedLevel { name: TextId(arg >> 16), held: arg as u16 },
        _ => What::Level { object: (arg >> 16) as u16, held: arg as u16 },
    }
}

// A wake is four kinds in a row: a kind for each cause. The unknown cause came later.
#[inline(always)]
fn encode_cause(first: u8, cause: Cause) -> (u8, u32) {
    match cause {
        Cause::Task(task) => (first, task.0),
        Cause::Timer => (first + 1, 0),
        Cause::Host => (first + 2, 0),
        Cause::Cancel | Cause::Unknown => (first + 3, 0),
    }
}

fn decode_cause(offset: u8, arg: u32) -> Cause {
    match offset {
        0 => Cause::Task(TaskId(arg)),
        1 => Cause::Timer,
        2 => Cause::Host,
        _ => Cause::Cancel,
    }
}
