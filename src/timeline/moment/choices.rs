//! The choices that a loop has made, found in the trace of its run.

use crate::runtime::trace::{TaskId, Trace};
use crate::timeline::run::RunTimeline;

use super::describe::moment;
use super::replay::Replay;
use super::report::Moment;

/// A choice that the loop has made among several ready tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// When, in microseconds.
    pub at_us: u64,
    /// The task that was polled.
    pub task: TaskId,
    /// Its place in the queue, counted from 0.
    pub place: u32,
    /// How many tasks were ready.
    pub of: u32,
}

/// The first choices of a run, at most so many, and the moment before the next one. Nothing of what
/// workers do is a choice. Tasks that Python has left ready in a loop that it closed count as ready in
/// the next loop, because no record says otherwise.
#[must_use]
pub fn choices_of_run(
    timeline: &RunTimeline,
    trace: &Trace,
    most: usize,
) -> (Vec<Choice>, Option<Moment>) {
    let mut made = Vec::new();
    let mut now = Replay::default();
    now.timeline.blocking_us = timeline.blocking_us();
    now.timeline.say_lines_of(timeline.own().twin());
    let mut picks = Vec::new();
    for (row, event) in trace.rows_from(0, 0) {
        if let Some((place, of)) = now.choice(&event) {
            if made.len() == most {
                let at_us = event.at_us.max(now.timeline.at_us());
                return (made, Some(moment(&now, timeline, trace, at_us, &picks)));
            }
            let (place, of) = (place as u32, of as u32);
            made.push(Choice { at_us: event.at_us, task: event.task, place, of });
        }
        now.apply(event, &mut picks);
        now.rows = row;
    }
    (made, None)
}
