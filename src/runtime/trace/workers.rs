//! The traces of a run's workers. Each worker has a loop of its own; its times are on the same clock
//! as those of the run that started it.

use super::code;
use super::event::TaskId;
use super::recording::{Trace, WorkerTrace};

impl Trace {
    /// The workers, in the order in which they were started.
    #[must_use]
    pub fn workers(&self) -> &[WorkerTrace] {
        &self.workers
    }

    /// Adds a worker. Answers its place among the workers.
    pub fn add_worker(&mut self, owner: TaskId, name: String) -> usize {
        let name = self.keep(name);
        self.workers.push(WorkerTrace {
            owner,
            name,
            alive: true,
            printed_before_end: u32::MAX,
            trace: None,
        });
        self.workers.len() - 1
    }

    /// Says what the loop of a worker has recorded by now, in place of what it had before.
    pub fn set_worker_trace(&mut self, worker: usize, trace: Trace) {
        if let Some(known) = self.workers.get_mut(worker) {
            known.trace = Some(trace);
        }
    }

    /// Says that a worker is not there any more. What its loop recorded ends here, if the loop has
    /// not said itself how it ended.
    pub fn end_worker(&mut self, worker: usize, at_us: u64) {
        let printed = self.rows.iter().filter(|row| row.kind == code::LOGGED).count();
        let Some(known) = self.workers.get_mut(worker).filter(|known| known.alive) else { return };
        known.alive = false;
        known.printed_before_end = printed as u32;
        if let Some(trace) = known.trace.as_mut().filter(|trace| trace.end().is_none()) {
            trace.finish(at_us, super::End::Stopped);
        }
    }
}
