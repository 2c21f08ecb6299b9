//! A run with its workers, compared with a guess and with another run.

use crate::runtime::trace::{TaskId, Trace};
use crate::timeline::compare::{Comparison, Counts, compare};
use crate::timeline::guess::{Verdict, judge};
use crate::timeline::lanes::View;

use super::timeline::{RunTimeline, TASKS_OF_A_WORKER};

impl RunTimeline {
    /// Compares the run with a guess about it: lines of its output in an order, and how long it
    /// takes. An infinite total means that it never ends by itself.
    #[must_use]
    pub fn judge(&self, trace: &Trace, lines: &[String], total_ms: Option<f64>) -> Verdict {
        let own = View { timeline: &self.own, trace };
        let find = |task: u32| {
            let worker = (task / TASKS_OF_A_WORKER).checked_sub(1);
            let (timeline, trace) = self.loop_of(trace, worker.map(|place| place as usize))?;
            Some((View { timeline, trace }, TaskId(task % TASKS_OF_A_WORKER)))
        };
        judge(own, &self.report(trace), &find, lines, total_ms)
    }

    /// Why this run took longer or shorter than another run, and what else differs.
    #[must_use]
    pub fn compare(&self, trace: &Trace, other: &Self, other_trace: &Trace) -> Comparison {
        compare(
            (View { timeline: &self.own, trace }, self.counts()),
            (View { timeline: &other.own, trace: other_trace }, other.counts()),
        )
    }

    fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for timeline in std::iter::once(&self.own).chain(&self.workers) {
            counts.tasks += timeline.histories.len() as u64;
            counts.polls +=
                timeline.histories.iter().map(|history| u64::from(history.polls)).sum::<u64>();
        }
        counts
    }
}
