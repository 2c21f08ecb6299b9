//! The moments of one run, and the copies that make going back fast.

use crate::runtime::trace::Trace;
use crate::timeline::run::RunTimeline;

use super::describe::moment;
use super::replay::{Replay, Target};
use super::report::Moment;

/// A copy is kept after this many rows, or later if the run has many tasks.
const ROWS_BETWEEN_COPIES: usize = 1 << 15;
const ROWS_PER_TASK: usize = 16;

/// Finds the state of one run at any moment.
#[derive(Clone, Debug)]
pub struct Moments {
    /// The moment asked for last.
    now: Replay,
    /// Copies of earlier moments, in the order of time.
    copies: Vec<Replay>,
    /// The choices of the loop up to the latest moment ever asked for: the place in the queue of each
    /// task that it took.
    picks: Vec<u32>,
    between_copies: usize,
}

impl Default for Moments {
    fn default() -> Self {
        Self::with_copies(ROWS_BETWEEN_COPIES)
    }
}

impl Moments {
    /// Keeps a copy whenever this many rows have been read.
    pub(in crate::timeline) fn with_copies(between_copies: usize) -> Self {
        Self { now: Replay::default(), copies: Vec::new(), picks: Vec::new(), between_copies }
    }

    /// The moment after `poll` polls of the loop, when the next is about to begin. Without `poll`:
    /// the moment after everything that happened up to the time given. A moment beyond the end means
    /// the end.
    ///
    /// The timeline is that of the whole trace, and both must belong to the same run each time.
    #[must_use]
    pub fn at(
        &mut self,
        timeline: &RunTimeline,
        trace: &Trace,
        at_ms: f64,
        poll: Option<u32>,
    ) -> Moment {
        let end_us = timeline.now_us();
        // This turns a negative time, and a time that is no number, into zero.
        let asked_us = ((at_ms.max(0.0) * 1000.0).round() as u64).min(end_us);
        let target = poll.map_or(Target::Time(asked_us), Target::Poll);
        let reached_us = self.seek(trace, target, timeline.blocking_us());
        let at_us = match target {
            Target::Time(_) => asked_us,
            // A trace that is full goes on with what is printed, after the last moment that is known.
            Target::Poll(_) => {
                reached_us.unwrap_or(end_us).max(self.now.timeline.at_us()).min(end_us)
            }
        };
        self.now.timeline.say_lines_of(timeline.own().twin());
        let picks = self.picks.get(..self.now.choices).unwrap_or_default();
        moment(&self.now, timeline, trace, at_us, picks)
    }

    /// Goes to a place in the trace. Returns the time of the event that comes next; `None` at the
    /// end.
    fn seek(&mut self, trace: &Trace, target: Target, blocking_us: u64) -> Option<u64> {
        if trace.rows() < self.now.rows {
            *self = Self::with_copies(self.between_copies);
        }
        let copy = self.copies.iter().rev().find(|copy| !copy.is_beyond(target));
        if self.now.is_beyond(target) || copy.is_some_and(|copy| copy.rows > self.now.rows) {
            self.now = copy.cloned().unwrap_or_default();
        }
        self.now.timeline.blocking_us = blocking_us;
        for (row, event) in trace.rows_from(self.now.rows, self.now.read_to_us) {
            if self.now.is_at(target, &event) {
                return Some(event.at_us);
            }
            self.now.apply(event, &mut self.picks);
            self.now.rows = row;
            let copied = self.copies.last().map_or(0, |copy| copy.rows);
            let tasks = self.now.timeline.histories.len();
            if row >= copied + self.between_copies.max(tasks * ROWS_PER_TASK) {
                self.now.forget_the_past();
                self.copies.push(self.now.clone());
            }
        }
        None
    }
}
