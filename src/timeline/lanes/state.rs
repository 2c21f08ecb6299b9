//! What a task is doing, and what it waits on, in few bytes.

use serde::{Serialize, Serializer};

use crate::runtime::trace::{Cause, Packed, SiteId, TaskId, TextId};

/// A poll that takes this long counts as blocking: the page visibly stutters.
pub(super) const BLOCKING_US: u64 = 50_000;

/// What a task is doing during a span. The numbers are those of the draw list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    target_arch = "wasm32",
    derive(tsify::Tsify),
    tsify(type = "0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10")
)]
#[repr(u8)]
pub enum TaskState {
    /// Waiting on a deadline.
    Timer = 0,
    /// Waiting on one or several other tasks.
    Task = 1,
    /// Waiting on a channel, a semaphore, an event, or a value sent to a generator.
    Signal = 2,
    /// Waiting on something outside of the loop, or on something unknown.
    Host = 3,
    /// It could go on, but the loop has not come to it yet.
    Ready = 4,
    /// The loop polls it.
    Running = 5,
    /// The loop polls it, for 50 ms or longer in one go.
    Blocking = 6,
    /// It has completed: the end of a lane.
    Completed = 7,
    /// It was cancelled: the end of a lane.
    Cancelled = 8,
    /// It has ended with an error: the end of a lane.
    Failed = 9,
    /// It could go on, and nobody is polled: the browser, or the machine, is at something else. Only
    /// in draw lists; elsewhere such a task is ready.
    Paused = 10,
}

impl TaskState {
    /// How many states there are.
    pub(in crate::timeline) const COUNT: usize = 11;

    /// The number that stands for this state outside of Rust.
    #[must_use]
    pub fn code(self) -> u8 {
        self as u8
    }

    /// Whether the task waits on something.
    #[must_use]
    pub fn is_waiting(self) -> bool {
        self < Self::Ready
    }

    /// Whether the task is being polled.
    #[must_use]
    pub fn is_running(self) -> bool {
        matches!(self, Self::Running | Self::Blocking)
    }
}

/// Outside of Rust a state is its number, in the draw list as in reports.
impl Serialize for TaskState {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.code())
    }
}

/// What a waiting span waits on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::timeline) enum Wait {
    /// The trace does not say.
    #[default]
    Unknown,
    /// A deadline, which is this far away when the span begins.
    Timer(Packed),
    /// The first of several deadlines on different lines, as in a sleep with a time limit.
    Timers(Packed),
    /// A time limit, this far away when the span begins, around a sleep that is longer.
    Limit(Packed),
    /// The output of a task.
    Task(TaskId),
    /// Within a poll: the generator that the task has resumed, until it hands control back.
    Resumed(TaskId),
    /// Several tasks.
    Tasks,
    /// The first of so many tasks.
    FirstOf(u32),
    /// All of so many tasks.
    AllOf(u32),
    /// Whatever the task waits on that resumed this generator.
    With(TaskId),
    Channel,
    Semaphore,
    Event,
    Queue,
    QueueDone,
    Lock,
    Condition,
    Barrier,
    Future,
    LoopStop,
    /// Of the lane of all callbacks: the next one.
    Callback,
    /// Of a thread that has not begun: one of those that can do its work.
    FreeThread,
    /// The next value sent to a generator.
    Send,
    /// Something outside of the loop, with its name.
    Host(TextId),
    /// Any of several things: the place of a [`Several`] in the timeline.
    Several(u32),
}

impl Wait {
    /// The state of a task that waits on this.
    pub fn state(self) -> TaskState {
        match self {
            Self::Timer(_) | Self::Timers(_) | Self::Limit(_) => TaskState::Timer,
            Self::Task(_) | Self::Resumed(_) | Self::With(_) => TaskState::Task,
            Self::Tasks | Self::FirstOf(_) | Self::AllOf(_) => TaskState::Task,
            Self::Host(_) | Self::Unknown | Self::Several(_) => TaskState::Host,
            _ => TaskState::Signal,
        }
    }

    /// Whether it is for several tasks.
    pub fn is_for_tasks(self) -> bool {
        matches!(self, Self::Tasks | Self::FirstOf(_) | Self::AllOf(_))
    }

    /// How far away the deadline is when the span begins, if it waits on nothing but deadlines.
    pub fn left(self) -> Option<Packed> {
        match self {
            Self::Timer(left) | Self::Timers(left) | Self::Limit(left) => Some(left),
            _ => None,
        }
    }
}

/// Several things that one span waits on at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::timeline) struct Several {
    /// How far away the earliest deadline among them is when the span begins.
    pub timer: Option<Packed>,
    /// Whether that deadline is a time limit.
    pub is_limit: bool,
    /// The first thing that is no deadline.
    pub other: Wait,
}

impl Several {
    /// The state of a task that waits on these.
    pub fn state(self) -> TaskState {
        if self.timer.is_some() { TaskState::Timer } else { self.other.state() }
    }
}

/// What is known about a span besides its time and state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::timeline) struct Detail {
    /// What a waiting span waits on.
    pub wait: Wait,
    /// What woke the task for a ready or running span.
    pub woken: Option<Cause>,
    /// The line on which the task stands.
    pub site: Option<SiteId>,
}
