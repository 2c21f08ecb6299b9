//! How a trace is read: what each of its events says about the lanes.

use crate::runtime::trace::{Event, Reader, SiteId, TaskId, Trace, What};

use super::history::{LaneKind, TaskHistory};
use super::sleeps::Slept;
use super::state::{BLOCKING_US, Detail, TaskState, Wait};
use super::timeline::{Printed, Remark, Timeline};

/// At most this many sleeps are kept to be listed one by one.
const MOST_SLEEPS: usize = 1_000;

/// At most this many remarks are kept.
const MOST_REMARKS: usize = 1_000;

/// So many rows are read by one call. A browser runs a function of wasm in a first version, compiled in
/// haste, until it is called the next time: the first look at a run would be read in that one to its end.
pub(in crate::timeline) const PORTION: usize = 1 << 12;

impl Reader for Timeline {
    /// Reads the next event. This keeps the histories up to date; only [`update`](Timeline::update)
    /// puts the lanes in order.
    #[inline(never)]
    fn read(&mut self, event: Event) {
        self.read_frequent(event);
    }

    #[inline(always)]
    fn read_frequent(&mut self, event: Event) {
        self.read_to_us = event.at_us;
        self.at_us = self.at_us.max(event.at_us);
        if !matches!(event.what, What::Logged { .. } | What::LoggedError { .. }) {
            self.lanes_to_us = self.at_us;
        }
        self.take(event.task, event.what, event.site);
    }
}

impl Timeline {
    /// A timeline of a whole trace.
    #[must_use]
    pub fn of(trace: &Trace) -> Self {
        let mut timeline = Self::new();
        timeline.update(trace);
        timeline
    }

    /// Reads the events that are new since the last call. The trace must be the same each time; a
    /// trace that is shorter than what has been read is read from its beginning.
    pub fn update(&mut self, trace: &Trace) {
        if trace.rows() < self.rows {
            *self = Self::new();
        }
        let tasks = self.histories.len();
        self.blocking_us = BLOCKING_US.saturating_mul(trace.time_scale().into());
        if self.rows == 0 {
            self.room = trace.spans_of_tasks();
        }
        let mut epoch = (self.read_to_us >> 32) as u32;
        for from in (self.rows..trace.rows()).step_by(PORTION) {
            epoch = self.read_portion(trace, from, epoch);
        }
        self.room = Vec::new();
        self.rows = trace.rows();
        self.cut = trace.dropped() > 0;
        self.now_us = if self.cut { self.lanes_to_us } else { self.at_us.max(trace.last_us()) };
        if self.histories.len() > tasks {
            self.order();
        }
    }

    /// Reads some rows, and returns the epoch of the row behind them.
    #[inline(never)]
    fn read_portion(&mut self, trace: &Trace, from: usize, epoch: u32) -> u32 {
        trace.hand_to(self, from..trace.rows().min(from + PORTION), epoch)
    }

    #[inline(always)]
    fn take(&mut self, task: TaskId, what: What, site: Option<SiteId>) {
        let at_us = self.at_us;
        let printed = |text, is_error| Printed { at_us, task, text, site, is_error };
        match what {
            What::Spawned { by } => self.spawn(at_us, task, by, site),
            What::PollStarted => self.start_poll(at_us, task, site),
            What::PollEnded => self.end_poll(at_us, task),
            What::Completed => self.end(at_us, task, false),
            What::Cancelled => self.end(at_us, task, true),
            What::Waits(on) => self.waits(at_us, task, on, site),
            What::Woken { cause } => self.wake(at_us, task, cause),
            What::BlockStarted { asked_us } => self.start_block(at_us, task, asked_us, site),
            What::BlockEnded => self.end_block(at_us, task),
            What::Logged { text } => self.printed.push(printed(text, false)),
            What::LoggedError { text } => self.printed.push(printed(text, true)),
            What::ErrorLost { error } => self.remark(Remark::ErrorLost(error), task),
            What::CallbackFailed { error } => self.remark(Remark::CallbackFailed(error), task),
            What::Destroyed { known } => self.remark(Remark::Destroyed { known }, task),
            What::NamedLevel { name, held } => self.levels.keep(at_us, name, held),
            What::NeverAwaited { text } => self.never_awaited.push(printed(text, false)),
            What::Dropped { text } => self.dropped.push(printed(text, false)),
            What::CancelRequested { by } => {
                let history = self.history_mut(task);
                let before = history.and_then(|history| history.request_cancel(at_us, by, site));
                if let Some(before) = before {
                    self.remark(Remark::WentOn(before), task);
                }
            }
            _ => self.apply_to_history(at_us, task, what, site),
        }
        // A generator's poll begins on a line of its caller.
        if let Some(site) = site.filter(|_| what != What::PollStarted) {
            self.stand_on(task, site);
        }
    }

    /// Applies an event that concerns nothing but the history of its task.
    #[inline(always)]
    fn apply_to_history(&mut self, at_us: u64, task: TaskId, what: What, site: Option<SiteId>) {
        let Some(history) = self.history_mut(task) else { return };
        match what {
            // The loop does not poll a generator: it waits to be sent a value.
            What::IsGenerator => history.is_no_task(LaneKind::Generator, Wait::Send),
            What::IsListing => history.kind = LaneKind::Listing,
            What::IsCallbacks => history.is_no_task(LaneKind::Callbacks, Wait::Callback),
            What::IsThread => history.is_no_task(LaneKind::Thread, Wait::FreeThread),
            What::Named { text } => history.name = Some(text),
            What::Failed { error } => history.error = Some(error),
            What::ErrorReceived => history.error_received = true,
            What::WakeMerged { .. } => history.wakes = history.wakes.saturating_add(1),
            What::Slept { asked_us } => {
                if let Some(slept) = history.sleeps.slept(task, at_us, asked_us, site) {
                    self.keep_sleep(slept);
                }
            }
            _ => {}
        }
    }

    fn spawn(&mut self, at_us: u64, task: TaskId, by: Option<TaskId>, site: Option<SiteId>) {
        // Tasks are numbered in the order of spawning, parents before children. A trace that says
        // otherwise could send a walk over the tasks round in a circle, so the rest is ignored.
        if task.0 as usize != self.histories.len() {
            return;
        }
        let parent = by.filter(|by| by.0 < task.0);
        let mut history = TaskHistory { parent, site, spawned_us: at_us, ..TaskHistory::default() };
        if let Some(spans) = self.room.get(task.0 as usize) {
            history.spans.reserve(*spans as usize);
        }
        history.enter_seldom(at_us, TaskState::Ready, Detail { site, ..Detail::default() });
        self.histories.push(history);
        let Some(parent) = parent.and_then(|parent| self.history_mut(parent)) else { return };
        let before = parent.last_child.replace(task.0);
        match before {
            None => parent.first_child = Some(task.0),
            Some(before) => self.histories[before as usize].next_sibling = Some(task.0),
        }
    }

    fn end(&mut self, at_us: u64, task: TaskId, cancelled: bool) {
        self.end_poll(at_us, task);
        let Some(history) = self.history_mut(task).filter(|history| history.ended.is_none()) else {
            return;
        };
        let cut_short = history.end(at_us, cancelled);
        for sleep in cut_short {
            self.keep_sleep(sleep.cut_short(task, at_us));
        }
    }

    /// Keeps a remark, for the warnings and the explanation.
    fn remark(&mut self, remark: Remark, task: TaskId) {
        if self.remarks.len() < MOST_REMARKS {
            self.remarks.push((task, remark));
        }
    }

    /// Keeps a finished sleep for the report.
    #[inline(always)]
    fn keep_sleep(&mut self, slept: Slept) {
        self.lateness.add(slept);
        if self.slept.len() < MOST_SLEEPS {
            self.slept.push(slept);
        }
    }

    /// Records the line on which a task stands, if it is being polled.
    #[inline(always)]
    fn stand_on(&mut self, task: TaskId, site: SiteId) {
        if let Some(history) = self.history_mut(task).filter(|history| history.running) {
            history.spans.stand_on(site);
        }
    }
}
