//! What a timeline keeps of polls: those that go on, where each one began, whom it woke, and
//! which of them blocked.

use crate::runtime::trace::{SiteId, TaskId};

use super::state::Wait;

/// A pause up to this long between two polls does not count as a moment in which the loop was
/// free: it is the loop's own work.
pub(in crate::timeline) const PAUSE_US: u64 = 1_000;

/// A poll that goes on. The polls of generators nest inside those of their callers.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::timeline) struct Poll {
    pub task: TaskId,
    pub from_us: u64,
    /// The first of its spans in the task's lane.
    pub first_span: usize,
    /// What the task said it will wait on.
    pub(super) waits: Waits,
    /// The generator that was polled last inside of this poll.
    pub nested: Option<TaskId>,
    /// How long generators inside of this poll blocked.
    pub nested_blocking_us: u64,
    /// Whether the task, or a generator inside of this poll, blocks on purpose.
    pub blocks: bool,
}

/// What a task said in one poll that it will wait on.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Waits {
    /// The earliest deadline.
    pub timer: Option<(u64, Option<SiteId>)>,
    /// Whether there is a deadline on another line as well.
    pub several_timers: bool,
    /// The first thing that is no deadline.
    pub other: Option<(Wait, Option<SiteId>)>,
    /// How many things that are no deadlines.
    pub others: u32,
    /// Whether at least one of those is no task.
    pub not_only_tasks: bool,
}

/// Where in the lanes the poll of a task that is no generator begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::timeline) struct PollRef {
    pub task: TaskId,
    pub span: u32,
}

/// Where a task was woken by another one: the poll of the loop that went on, as a number, and the
/// span that began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::timeline) struct WakeRef {
    pub poll: u32,
    pub task: TaskId,
    pub span: u32,
}

/// A poll that blocked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::timeline) struct Blocked {
    pub task: TaskId,
    pub from_us: u64,
    pub to_us: u64,
    /// The line on which most of the time went.
    pub site: Option<SiteId>,
}
