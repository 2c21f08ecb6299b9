//! What a timeline keeps about polls: the current ones, where each began, which tasks it woke, and
//! which polls blocked.

use crate::runtime::trace::{Packed, SiteId, TaskId};

use super::state::Wait;

/// A pause of at most this long between two polls is the loop's own work: the loop does not count as
/// free then.
pub(in crate::timeline) const PAUSE_US: u64 = 1_000;

/// A current poll. The polls of generators nest inside those of their callers.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::timeline) struct Poll {
    pub task: TaskId,
    pub from_us: u64,
    /// The first span of the poll in the task's lane.
    pub first_span: usize,
    /// What the task will wait on.
    pub(super) waits: Waits,
    /// The generator that was polled last inside this poll.
    pub nested: Option<TaskId>,
    /// How long generators inside this poll blocked.
    pub nested_blocking_us: u64,
    /// Whether the task, or a generator inside this poll, blocks on purpose.
    pub blocks: bool,
}

/// What a task will wait on after a poll, as recorded in that poll.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Waits {
    /// The earliest deadline, and its line.
    pub timer: Option<(u64, Option<SiteId>)>,
    /// The time limit around all of these, if there is one.
    pub limit_us: Option<u64>,
    /// Whether there is a deadline on another line as well.
    pub several_timers: bool,
    /// The first thing that is no deadline, and its line.
    pub other: Option<(Wait, Option<SiteId>)>,
    /// How many things there are that are no deadlines.
    pub others: u32,
    /// Whether at least one of those things is no task.
    pub not_only_tasks: bool,
}

impl Poll {
    /// What the task waits on after the poll, and on which line, where that is plain: nothing that was
    /// recorded, a deadline, or one other thing.
    #[inline(always)]
    pub(super) fn plain_wait(&self, at_us: u64) -> Option<(Wait, Option<SiteId>)> {
        let waits = &self.waits;
        if waits.limit_us.is_some() {
            return None;
        }
        match (waits.timer, waits.other) {
            (None, None) if self.nested.is_none() => Some((Wait::Unknown, None)),
            (Some((due_us, site)), None) => {
                let left = Packed::from_us(due_us.saturating_sub(at_us));
                let wait = if waits.several_timers { Wait::Timers } else { Wait::Timer };
                Some((wait(left), site))
            }
            (None, Some(other)) if waits.others <= 1 => Some(other),
            _ => None,
        }
    }
}

/// Where in the lanes a poll of the loop begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::timeline) struct PollRef {
    pub task: TaskId,
    pub span: u32,
}

/// Where a task was woken by another task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::timeline) struct WakeRef {
    /// The number of the poll that woke it.
    pub poll: u32,
    /// The task that was woken.
    pub task: TaskId,
    /// The span that began for it.
    pub span: u32,
}

/// A poll that blocked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::timeline) struct Blocked {
    pub task: TaskId,
    pub from_us: u64,
    pub to_us: u64,
    /// The line that took most of the time.
    pub site: Option<SiteId>,
}
