//! The timeline: what is known about a run, with a lane for each task.

use std::rc::Rc;

use crate::runtime::trace::{SiteId, TaskId, TextId};

use super::history::{Cancellation, TaskHistory};
use super::levels::Levels;
use super::polls::{Blocked, Poll, PollRef, WakeRef};
use super::sleeps::{Lateness, Slept};
use super::state::{Several, TaskState, Wait};
use super::twin::TwinLines;

/// What a trace says, ordered by task and time.
///
/// [`update`](Self::update) reads what is new in a trace. The other methods take the same trace once
/// more, for its texts and source lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// How many rows of the trace have been read.
    pub(super) rows: usize,
    /// The time that the trace gave there, from which the next row counts.
    pub(super) read_to_us: u64,
    /// The time of the event read last. Unlike `read_to_us` it never goes back.
    pub(super) at_us: u64,
    /// The time of the last event that is not output. After a trace is full, it still records
    /// output.
    pub(super) lanes_to_us: u64,
    /// Whether events were left out, so that nothing is known after `lanes_to_us`.
    pub(super) cut: bool,
    /// A poll that takes this long counts as blocking, unless it blocks on purpose. The faster the
    /// clock goes, compared to real time, the more time of the program that is.
    pub(in crate::timeline) blocking_us: u64,
    pub(super) now_us: u64,
    /// The tasks, by number.
    pub(in crate::timeline) histories: Vec<TaskHistory>,
    /// The task of each lane.
    pub(in crate::timeline) lanes: Vec<TaskId>,
    /// The lane of each task, and how deep it is nested.
    pub(in crate::timeline) places: Vec<Place>,
    /// The current polls, the innermost last.
    pub(in crate::timeline) polling: Vec<Poll>,
    /// The polls of the loop, in the order of time.
    pub(in crate::timeline) polls: Vec<PollRef>,
    /// The wakes of tasks by other tasks, in the order of time.
    pub(in crate::timeline) wakes: Vec<WakeRef>,
    /// The beginning and the end of the last stretch of polls without a pause.
    pub(super) busy: (u64, u64),
    /// How long the loop polled in all.
    pub(in crate::timeline) worked_us: u64,
    pub(in crate::timeline) several: Vec<Several>,
    pub(in crate::timeline) slept: Vec<Slept>,
    pub(in crate::timeline) lateness: Lateness,
    pub(in crate::timeline) blocked: Vec<Blocked>,
    pub(in crate::timeline) printed: Vec<Printed>,
    /// What else is to be said, and the task that it is about.
    pub(in crate::timeline) remarks: Vec<(TaskId, Remark)>,
    pub(in crate::timeline) never_awaited: Vec<Printed>,
    pub(in crate::timeline) dropped: Vec<Printed>,
    pub(in crate::timeline) levels: Levels,
    /// While a trace is read from its beginning: for how many spans of each task there is to be room.
    pub(super) room: Vec<u32>,
    /// The listing whose lines are said, if they are not those of the program.
    pub(super) twin: Option<Rc<TwinLines>>,
}

/// Where a task is in the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::timeline) struct Place {
    pub lane: u32,
    pub depth: u32,
}

/// A text that a task recorded at some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::timeline) struct Printed {
    pub at_us: u64,
    pub task: TaskId,
    pub text: TextId,
    pub site: Option<SiteId>,
    /// Whether it was printed on standard error.
    pub is_error: bool,
}

/// Something that went wrong and that no task heard of, or that a task outlived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::timeline) enum Remark {
    /// A request to stop the task, after which it went on and was asked again.
    WentOn(Cancellation),
    /// The error of a future that was no task.
    ErrorLost(TextId),
    /// The error of a callback.
    CallbackFailed(TextId),
    /// A task was destroyed while it waited: this one, if it is known.
    Destroyed { known: bool },
}

impl Timeline {
    /// From now on says the lines of another listing, or (without one) its own again.
    pub(in crate::timeline) fn say_lines_of(&mut self, twin: Option<&Rc<TwinLines>>) {
        self.twin = twin.cloned();
    }

    /// What it says the lines of, if that is another listing.
    pub(in crate::timeline) fn twin(&self) -> Option<&Rc<TwinLines>> {
        self.twin.as_ref()
    }

    /// An empty timeline.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The time of the event read last, in microseconds.
    pub(in crate::timeline) fn at_us(&self) -> u64 {
        self.at_us
    }

    /// Sets the current time of a run that goes on, so that its last spans are drawn up to there.
    /// Call it after [`update`](Self::update), which knows only the time of the last event.
    pub fn advance(&mut self, now_us: u64) {
        if !self.cut {
            self.now_us = self.now_us.max(now_us);
        }
    }

    /// The time that the run has reached as far as it was recorded, in microseconds.
    #[must_use]
    pub fn now_us(&self) -> u64 {
        self.now_us
    }

    /// How many lanes there are: one for each task.
    #[must_use]
    pub fn lanes(&self) -> usize {
        self.lanes.len()
    }

    pub(in crate::timeline) fn history(&self, task: TaskId) -> Option<&TaskHistory> {
        self.histories.get(task.0 as usize)
    }

    pub(super) fn history_mut(&mut self, task: TaskId) -> Option<&mut TaskHistory> {
        self.histories.get_mut(task.0 as usize)
    }

    /// How far away the deadline of a wait is when it begins, in microseconds, whatever else it is for.
    pub(in crate::timeline) fn left_us(&self, wait: Wait) -> Option<u64> {
        match wait {
            Wait::Several(place) => Some(self.several.get(place as usize)?.timer?.us()),
            wait => Some(wait.left()?.us()),
        }
    }

    /// The state of a task that waits on this.
    pub(super) fn state_of(&self, wait: Wait) -> TaskState {
        match wait {
            Wait::Several(several) => self
                .several
                .get(several as usize)
                .map_or(TaskState::Host, |several| several.state()),
            wait => wait.state(),
        }
    }
}
