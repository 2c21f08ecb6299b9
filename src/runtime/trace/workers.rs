//! The traces of a run's workers. Each worker has a loop of its own; its times are on the same
//! clock as those of the run that started it.

use super::code;
use super::event::TaskId;
use super::recording::{Trace, WorkerTrace};

impl Trace {
    /// The workers, in the order in which they were started.
    ///
    /// ```
    /// use coroscope::runtime::trace::{Clock, TaskId, Trace};
    ///
    /// let mut trace = Trace::new(Clock::Virtual, 100);
    /// trace.add_worker(TaskId(0), "first".to_owned());
    /// trace.add_worker(TaskId(0), "second".to_owned());
    /// let names = trace.workers().iter().map(|worker| trace.text(worker.name));
    /// assert_eq!(names.collect::<Vec<_>>(), ["first", "second"]);
    /// ```
    #[must_use]
    pub fn workers(&self) -> &[WorkerTrace] {
        &self.workers
    }

    /// Adds a worker that the task `owner` started. Returns its place among the workers.
    ///
    /// ```
    /// use coroscope::runtime::trace::{Clock, TaskId, Trace};
    ///
    /// let mut trace = Trace::new(Clock::Virtual, 100);
    /// let place = trace.add_worker(TaskId(3), "helper".to_owned());
    /// let worker = &trace.workers()[place];
    /// assert_eq!((worker.owner, worker.alive), (TaskId(3), true));
    /// assert!(worker.trace.is_none());
    /// ```
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

    /// Replaces what the loop of a worker has recorded. Does nothing if there is no such worker.
    ///
    /// ```
    /// use coroscope::runtime::trace::{Clock, TaskId, Trace, What};
    ///
    /// let mut recorded = Trace::new(Clock::Virtual, 100);
    /// recorded.push(0, TaskId(0), What::PollStarted, None);
    /// let mut trace = Trace::new(Clock::Virtual, 100);
    /// let place = trace.add_worker(TaskId(0), "helper".to_owned());
    /// trace.set_worker_trace(place, recorded);
    /// assert_eq!(trace.workers()[place].trace.as_ref().map(Trace::rows), Some(1));
    /// ```
    pub fn set_worker_trace(&mut self, worker: usize, trace: Trace) {
        if let Some(known) = self.workers.get_mut(worker) {
            known.trace = Some(trace);
        }
    }

    /// Adds to what the loop of a worker has recorded; the first part begins it. What is not the next
    /// part is left out.
    #[cfg(all(target_arch = "wasm32", feature = "page"))]
    pub(crate) fn add_to_worker_trace(&mut self, worker: usize, part: &[u8]) {
        let Some(known) = self.workers.get_mut(worker) else { return };
        let recorded = known.trace.get_or_insert_with(|| Self::new(self.clock, 0));
        // What was added before stays, and is all that is known then.
        let _ = recorded.add_part(part);
    }

    /// Records that a worker is gone, at a time in microseconds since the run began. What its loop
    /// recorded ends there as stopped, unless the loop has recorded its end itself.
    ///
    /// ```
    /// use coroscope::runtime::trace::{Clock, End, TaskId, Trace};
    ///
    /// let mut trace = Trace::new(Clock::Virtual, 100);
    /// let place = trace.add_worker(TaskId(0), "helper".to_owned());
    /// trace.set_worker_trace(place, Trace::new(Clock::Virtual, 100));
    /// trace.end_worker(place, 3_000);
    /// let worker = &trace.workers()[place];
    /// assert!(!worker.alive);
    /// assert_eq!(worker.trace.as_ref().and_then(Trace::end), Some(&End::Stopped));
    /// ```
    pub fn end_worker(&mut self, worker: usize, at_us: u64) {
        let printed = self.rows.iter().filter(|row| code::is_output(row.kind)).count();
        let Some(known) = self.workers.get_mut(worker).filter(|known| known.alive) else { return };
        known.alive = false;
        known.printed_before_end = printed as u32;
        if let Some(trace) = known.trace.as_mut().filter(|trace| trace.end().is_none()) {
            trace.finish(at_us, super::End::Stopped);
        }
    }
}
