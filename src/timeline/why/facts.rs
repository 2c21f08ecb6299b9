//! What an explanation is made of: the critical path of a run, and what its loops did in all.

use crate::runtime::trace::TaskId;
use crate::timeline::lanes::{View, Wait};
use crate::timeline::words::THE_WORKER;

use super::critical_path::{Link, critical_path};

/// What an explanation is made of.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    pub total_us: u64,
    /// How many tasks there were, including those of workers.
    pub tasks: usize,
    /// Waits on timers and the world outside, over all tasks. A wait for a worker does not count:
    /// what the worker does meanwhile counts there.
    pub waited_us: u64,
    /// How long the loops spent in polls.
    pub worked_us: u64,
    pub ideal_us: u64,
    pub links: Vec<Link>,
    pub workers: &'a [OfWorker<'a>],
}

impl<'a> Facts<'a> {
    pub fn new(view: View<'_>, workers: &'a [OfWorker<'a>]) -> Self {
        let links = critical_path(view);
        let mut facts = Self {
            total_us: view.timeline.now_us(),
            tasks: 0,
            waited_us: 0,
            worked_us: 0,
            ideal_us: links.iter().map(|link| link.ideal_us).sum(),
            links,
            workers,
        };
        facts.add(view);
        if !workers.is_empty() {
            facts.waited_us = facts.waited_us.saturating_sub(waited_for_workers(view));
        }
        for worker in workers {
            facts.add(worker.view);
        }
        facts
    }

    /// Adds the waits and the work of one loop.
    fn add(&mut self, view: View<'_>) {
        let (timeline, now_us) = (view.timeline, view.timeline.now_us());
        let waits = timeline.histories.iter().map(|history| history.totals_at(now_us).waited_us);
        self.tasks += timeline.histories.len();
        self.waited_us = waits.fold(self.waited_us, u64::saturating_add);
        let worked_us = timeline.worked_us.saturating_add(timeline.open_poll_us(now_us));
        self.worked_us = self.worked_us.saturating_add(worked_us);
    }

    pub fn sum_us(&self) -> u64 {
        self.waited_us.saturating_add(self.worked_us)
    }

    pub fn overhead_us(&self) -> u64 {
        self.total_us.saturating_sub(self.ideal_us)
    }

    pub fn concurrency(&self) -> f64 {
        if self.total_us == 0 { 0.0 } else { self.sum_us() as f64 / self.total_us as f64 }
    }
}

/// A worker's loop, and the task of the run that started it.
#[derive(Clone, Copy, Debug)]
pub(in crate::timeline) struct OfWorker<'a> {
    pub owner: TaskId,
    pub view: View<'a>,
}

/// Whether a wait is for the job of a worker.
pub(super) fn is_for_worker(view: View<'_>, wait: Wait) -> bool {
    match wait {
        Wait::Host(text) => view.trace.text(text) == THE_WORKER,
        Wait::Several(several) => {
            let several = view.timeline.several.get(several as usize);
            several.is_some_and(|several| is_for_worker(view, several.other))
        }
        _ => false,
    }
}

/// How long tasks waited for the jobs of workers.
fn waited_for_workers(view: View<'_>) -> u64 {
    let waits = view.timeline.histories.iter().flat_map(|history| {
        let spans = (0..history.spans.len())
            .filter(|span| is_for_worker(view, history.spans.detail(*span).wait));
        spans.map(|span| view.end(history, span) - history.spans.from_us[span])
    });
    waits.fold(0, u64::saturating_add)
}
