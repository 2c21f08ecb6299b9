//! One moment of a run, with everything that is known about it.

use crate::runtime::trace::{TaskId, Trace};
use crate::timeline::lanes::{TaskHistory, TaskState, Timeline, View};
use crate::timeline::run::RunTimeline;

use super::replay::Replay;

/// A moment, and everything that is known about it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Here<'a> {
    pub now: &'a Replay,
    pub run: &'a RunTimeline,
    pub trace: &'a Trace,
    pub at_us: u64,
    /// The run as it was at the moment.
    pub view: View<'a>,
}

impl Here<'_> {
    /// The lane of a task of the run's own loop in the whole picture.
    pub fn lane(self, task: TaskId) -> u32 {
        self.run.lane_of(task)
    }

    /// The whole run.
    pub fn view_of_whole(&self) -> View<'_> {
        View { timeline: self.run.own(), trace: self.trace }
    }

    /// Whether the poll at the moment turned out to block the loop.
    pub fn blocks(self, task: TaskId) -> bool {
        let whole = self.view_of_whole();
        let Some(history) = whole.timeline.history(task) else { return false };
        history
            .spans
            .at(self.at_us)
            .is_some_and(|span| whole.state(history, span) == TaskState::Blocking)
    }
}

/// When a sleeping task is due, in microseconds.
pub(super) fn deadline(timeline: &Timeline, history: &TaskHistory) -> Option<u64> {
    if history.ended.is_some() || !history.state()?.is_waiting() {
        return None;
    }
    let left_us = timeline.left_us(history.detail().wait)?;
    Some(history.spans.from_us.last()?.saturating_add(left_us))
}
