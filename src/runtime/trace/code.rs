//! How an event is packed into a kind (8 bits) and an argument (32 bits).

use super::event::{By, Cause, On, TaskId, What};
use super::further;
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
pub(super) const WOKEN_BY_TIMER: u8 = 18;
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
/// The highest kind here: all further ones are in [`further`].
pub(super) const LAST_OF_4: u8 = NAMED_LEVEL;

/// Whether a kind is that of a printed line.
pub(super) fn is_output(kind: u8) -> bool {
    kind == LOGGED || kind == further::LOGGED_ERROR
}

/// Whether a kind says that a task has failed, or that its error was received.
pub(super) fn is_error(kind: u8) -> bool {
    kind == FAILED || kind == ERROR_RECEIVED
}

/// The argument that stands for "no task".
const NO_TASK: u32 = u32::MAX;

#[inline(always)]
pub(super) fn encode(what: What) -> (u8, u32) {
    let optional = |task: Option<TaskId>| task.map_or(NO_TASK, |task| task.0);
    match what {
        What::Spawned { by } => (SPAWNED, optional(by)),
        What::IsGenerator => (IS_GENERATOR, 0),
        What::Named { text } => (NAMED, text.0),
        What::PollStarted => (POLL_STARTED, 0),
        What::PollEnded => (POLL_ENDED, 0),
        What::Completed => (COMPLETED, 0),
        What::Failed { error } => (FAILED, error.0),
        What::ErrorReceived => (ERROR_RECEIVED, 0),
        What::Waits(On::Timer { asked_us }) => (WAITS_TIMER, Packed::from_us(asked_us).bits()),
        What::Waits(On::Task(task)) => (WAITS_TASK, task.0),
        What::Waits(On::AnyTask) => (WAITS_ANY_TASK, 0),
        What::Waits(On::Yield) => (WAITS_YIELD, 0),
        What::Waits(On::Channel(id)) => (WAITS_CHANNEL, id),
        What::Waits(On::Semaphore(id)) => (WAITS_SEMAPHORE, id),
        What::Waits(On::Event(id)) => (WAITS_EVENT, id),
        What::Waits(On::Send) => (WAITS_SEND, 0),
        What::Waits(On::Host(text)) => (WAITS_HOST, text.0),
        What::Woken { cause } => encode_cause(WOKEN_BY_TASK, further::WOKEN_BY_UNKNOWN, cause),
        What::WakeMerged { cause } => {
            encode_cause(MERGED_BY_TASK, further::MERGED_BY_UNKNOWN, cause)
        }
        What::Slept { asked_us } => (SLEPT, Packed::from_us(asked_us).bits()),
        What::BlockStarted { asked_us } => (BLOCK_STARTED, Packed::from_us(asked_us).bits()),
        What::BlockEnded => (BLOCK_ENDED, 0),
        What::Logged { text } => (LOGGED, text.0),
        What::SpanEntered { text } => (SPAN_ENTERED, text.0),
        What::SpanLeft => (SPAN_LEFT, 0),
        What::NeverAwaited { text } => (NEVER_AWAITED, text.0),
        What::CancelRequested { by: By::Task(task) } => (CANCEL_REQUESTED, task.0),
        What::CancelRequested { by: By::RunEnd } => (CANCEL_REQUESTED, NO_TASK),
        What::CancelRequested { by } => (further::cancelled_by(by), 0),
        What::Cancelled => (CANCELLED, 0),
        What::Dropped { text } => (DROPPED, text.0),
        What::Level { object, held } => (LEVEL, u32::from(object) << 16 | u32::from(held)),
        What::NamedLevel { name, held } => {
            // A name that does not fit is left out, like a text for which there is no room.
            let name = u16::try_from(name.0).unwrap_or_default();
            (NAMED_LEVEL, u32::from(name) << 16 | u32::from(held))
        }
        What::Waits(on) => further::encode_wait(on),
        what => further::encode(what),
    }
}

#[inline(always)]
pub(super) fn decode(kind: u8, arg: u32) -> What {
    let optional = || (arg != NO_TASK).then_some(TaskId(arg));
    let text = TextId(arg);
    match kind {
        SPAWNED => What::Spawned { by: optional() },
        IS_GENERATOR => What::IsGenerator,
        NAMED => What::Named { text },
        POLL_STARTED => What::PollStarted,
        POLL_ENDED => What::PollEnded,
        COMPLETED => What::Completed,
        FAILED => What::Failed { error: text },
        ERROR_RECEIVED => What::ErrorReceived,
        WAITS_TIMER => What::Waits(On::Timer { asked_us: Packed::from_bits(arg).us() }),
        WAITS_TASK => What::Waits(On::Task(TaskId(arg))),
        WAITS_ANY_TASK => What::Waits(On::AnyTask),
        WAITS_YIELD => What::Waits(On::Yield),
        WAITS_CHANNEL => What::Waits(On::Channel(arg)),
        WAITS_SEMAPHORE => What::Waits(On::Semaphore(arg)),
        WAITS_EVENT => What::Waits(On::Event(arg)),
        WAITS_SEND => What::Waits(On::Send),
        WAITS_HOST => What::Waits(On::Host(text)),
        WOKEN_BY_TASK..=WOKEN_BY_CANCEL => {
            What::Woken { cause: decode_cause(kind - WOKEN_BY_TASK, arg) }
        }
        MERGED_BY_TASK..=MERGED_BY_CANCEL => {
            What::WakeMerged { cause: decode_cause(kind - MERGED_BY_TASK, arg) }
        }
        SLEPT => What::Slept { asked_us: Packed::from_bits(arg).us() },
        BLOCK_STARTED => What::BlockStarted { asked_us: Packed::from_bits(arg).us() },
        BLOCK_ENDED => What::BlockEnded,
        LOGGED => What::Logged { text },
        SPAN_ENTERED => What::SpanEntered { text },
        SPAN_LEFT => What::SpanLeft,
        NEVER_AWAITED => What::NeverAwaited { text },
        CANCEL_REQUESTED => What::CancelRequested { by: optional().map_or(By::RunEnd, By::Task) },
        CANCELLED => What::Cancelled,
        DROPPED => What::Dropped { text },
        NAMED_LEVEL => What::NamedLevel { name: TextId(arg >> 16), held: arg as u16 },
        LEVEL => What::Level { object: (arg >> 16) as u16, held: arg as u16 },
        kind => further::decode(kind, arg),
    }
}

// A wake is four kinds in a row: a kind for each cause. The unknown cause came later.
#[inline(always)]
fn encode_cause(first: u8, unknown: u8, cause: Cause) -> (u8, u32) {
    match cause {
        Cause::Task(task) => (first, task.0),
        Cause::Timer => (first + 1, 0),
        Cause::Host => (first + 2, 0),
        Cause::Cancel => (first + 3, 0),
        Cause::Unknown => (unknown, 0),
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
