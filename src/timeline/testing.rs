//! A small language for traces made by hand.

use std::panic::Location;

use crate::runtime::trace::{By, Cause, Clock, End, On, TaskId, Trace, What};

/// A trace under construction. Each step happens at the time of the last [`at`](Self::at), to the
/// task that is its first argument, on the line of the test that calls it.
#[derive(Debug)]
pub(super) struct Script {
    trace: Trace,
    at_us: u64,
}

impl Script {
    /// A run on the virtual clock.
    pub(super) fn simulated() -> Self {
        Self { trace: Trace::new(Clock::Virtual, usize::MAX), at_us: 0 }
    }

    /// A run in real time.
    pub(super) fn measured() -> Self {
        Self { trace: Trace::new(Clock::Wall, usize::MAX), at_us: 0 }
    }

    /// Sets the time of the steps that follow, in milliseconds since the run began.
    pub(super) fn at(mut self, ms: f64) -> Self {
        self.at_us = (ms * 1000.0).round() as u64;
        self
    }

    #[track_caller]
    pub(super) fn step(mut self, task: u32, what: What) -> Self {
        self.trace.push(self.at_us, TaskId(task), what, Some(Location::caller()));
        self
    }

    #[track_caller]
    pub(super) fn spawn(self, task: u32, by: impl Into<Option<u32>>, name: &str) -> Self {
        let by = by.into().map(TaskId);
        let mut script = self.step(task, What::Spawned { by });
        let text = script.trace.keep(name.to_owned());
        script.step(task, What::Named { text })
    }

    #[track_caller]
    pub(super) fn starts(self, task: u32) -> Self {
        self.step(task, What::PollStarted)
    }

    #[track_caller]
    pub(super) fn ends(self, task: u32) -> Self {
        self.step(task, What::PollEnded)
    }

    #[track_caller]
    pub(super) fn waits(self, task: u32, on: On) -> Self {
        self.step(task, What::Waits(on))
    }

    #[track_caller]
    pub(super) fn waits_for_task(self, task: u32, of: u32) -> Self {
        self.waits(task, On::Task(TaskId(of)))
    }

    #[track_caller]
    pub(super) fn waits_for_host(mut self, task: u32, what: &str) -> Self {
        let text = self.trace.keep(what.to_owned());
        self.waits(task, On::Host(text))
    }

    #[track_caller]
    pub(super) fn sleeps(self, task: u32, ms: u64) -> Self {
        self.waits(task, On::Timer { asked_us: ms * 1000 })
    }

    /// A sleep begins or goes on, or is over. All calls of this share one line.
    pub(super) fn sleeps_and_slept(self, task: u32, ms: u64, over: bool) -> Self {
        let asked_us = ms * 1000;
        let goes_on = What::Waits(On::Timer { asked_us });
        self.step(task, if over { What::Slept { asked_us } } else { goes_on })
    }

    /// Blocks for this long. The steps that follow are that much later.
    #[track_caller]
    pub(super) fn blocks(mut self, task: u32, ms: u64) -> Self {
        self = self.step(task, What::BlockStarted { asked_us: ms * 1000 });
        self.at_us += ms * 1000;
        self.step(task, What::BlockEnded)
    }

    #[track_caller]
    pub(super) fn woken(self, task: u32, cause: Cause) -> Self {
        self.step(task, What::Woken { cause })
    }

    #[track_caller]
    pub(super) fn woken_by_timer(self, task: u32) -> Self {
        self.woken(task, Cause::Timer)
    }

    #[track_caller]
    pub(super) fn woken_by(self, task: u32, by: u32) -> Self {
        self.woken(task, Cause::Task(TaskId(by)))
    }

    #[track_caller]
    pub(super) fn fails(mut self, task: u32, error: &str) -> Self {
        let error = self.trace.keep(error.to_owned());
        self.step(task, What::Failed { error }).completes(task)
    }

    #[track_caller]
    pub(super) fn prints(mut self, task: u32, text: &str) -> Self {
        let text = self.trace.keep(text.to_owned());
        self.step(task, What::Logged { text })
    }

    #[track_caller]
    pub(super) fn completes(self, task: u32) -> Self {
        self.step(task, What::Completed)
    }

    #[track_caller]
    pub(super) fn asked_to_stop(self, task: u32, by: impl Into<Option<u32>>) -> Self {
        let by = by.into().map_or(By::RunEnd, |by| By::Task(TaskId(by)));
        self.step(task, What::CancelRequested { by }).woken(task, Cause::Cancel)
    }

    #[track_caller]
    pub(super) fn cancelled(self, task: u32) -> Self {
        self.step(task, What::Cancelled)
    }

    #[track_caller]
    pub(super) fn level(mut self, task: u32, name: &'static str, held: u16) -> Self {
        let name = self.trace.intern(name);
        self.step(task, What::NamedLevel { name, held })
    }

    /// The trace of a run that goes on.
    pub(super) fn so_far(self) -> Trace {
        self.trace
    }

    /// The trace of a run that ends now.
    pub(super) fn finish(mut self, end: End) -> Trace {
        self.trace.finish(self.at_us, end);
        self.trace
    }
}

/// A line that is in no program.
pub(super) fn here() -> &'static Location<'static> {
    Location::caller()
}
