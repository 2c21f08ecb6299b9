//! The numbers of a task: how long it did what, and how well its sleeps were kept.

use serde::Serialize;

use crate::runtime::trace::{SiteId, TaskId};

use super::lanes::{Life, State, Timeline, View, Wait, to_ms};

/// How long a task did what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub(super) busy_us: u64,
    pub(super) ready_us: u64,
    pub(super) idle_us: u64,
    /// The part of `idle_us` that was spent waiting on deadlines, counted only up to the
    /// deadline, and on the world outside.
    pub(super) waited_us: u64,
}

impl Totals {
    /// Adds a span.
    pub(super) fn add(&mut self, state: State, wait: Wait, us: u64) {
        let total = match state {
            State::Running | State::Blocking => &mut self.busy_us,
            State::Ready => &mut self.ready_us,
            _ => &mut self.idle_us,
        };
        *total = total.saturating_add(us);
        let waited = match (state, wait) {
            (State::Timer, Wait::Timer(left) | Wait::Timers(left)) => us.min(left.us()),
            (State::Timer | State::Host, _) => us,
            _ => 0,
        };
        self.waited_us = self.waited_us.saturating_add(waited);
    }
}

/// How many sleeps a report lists.
const MOST_SLEEPS: usize = 1_000;

/// How many sleeps of one task are remembered while they go on. Those of a task that gives up
/// many would otherwise pile up, because giving one up is not recorded.
const MOST_OPEN_SLEEPS: usize = 64;

/// A sleep that goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OpenSleep {
    site: Option<SiteId>,
    from_us: u64,
    due_us: u64,
    /// The poll that last found it unfinished.
    pub(super) poll: u32,
}

impl OpenSleep {
    /// It ends here, because its task was cancelled.
    pub(super) fn cut_short(self, task: TaskId, at_us: u64) -> Slept {
        let Self { site, from_us, due_us, .. } = self;
        let (asked_us, got_us) = (due_us - from_us, at_us.saturating_sub(from_us));
        Slept { task, site, from_us, asked_us, got_us, cut_short: true }
    }
}

/// A sleep that is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slept {
    pub(super) task: TaskId,
    pub(super) site: Option<SiteId>,
    from_us: u64,
    pub(super) asked_us: u64,
    pub(super) got_us: u64,
    pub(super) cut_short: bool,
}

impl Life {
    /// Remembers that a sleep of this task goes on. A poll that finds it unfinished says so again.
    pub(super) fn sleeps_on(&mut self, at_us: u64, due_us: u64, site: Option<SiteId>) {
        let known = |sleep: &&mut OpenSleep| sleep.site == site && sleep.due_us == due_us;
        let poll = self.polls;
        if let Some(sleep) = self.sleeps.iter_mut().find(known) {
            sleep.poll = poll;
            return;
        }
        if self.sleeps.len() >= MOST_OPEN_SLEEPS {
            self.sleeps.remove(0);
        }
        self.sleeps.push(OpenSleep { site, from_us: at_us, due_us, poll });
    }

    /// How long was asked for by the sleep that goes on at a line.
    pub(super) fn asked_us(&self, site: Option<SiteId>) -> Option<u64> {
        let goes_on = |sleep: &&OpenSleep| sleep.site == site && sleep.poll == self.polls;
        let sleep = self.sleeps.iter().rev().find(goes_on)?;
        Some(sleep.due_us - sleep.from_us)
    }

    /// When the timer that fired now was due.
    pub(super) fn due_by(&self, at_us: u64) -> Option<u64> {
        self.sleeps.iter().map(|sleep| sleep.due_us).filter(|due_us| *due_us <= at_us).max()
    }

    /// Finds the sleep that is over now among those that went on, and forgets it.
    pub(super) fn slept(
        &mut self,
        task: TaskId,
        at_us: u64,
        asked_us: u64,
        site: Option<SiteId>,
    ) -> Option<Slept> {
        let fits = |sleep: &OpenSleep| sleep.site == site && sleep.due_us <= at_us;
        let as_asked = |sleep: &OpenSleep| sleep.due_us - sleep.from_us == asked_us;
        let (found, sleep) = self
            .sleeps
            .iter()
            .enumerate()
            .filter(|(_, sleep)| fits(sleep))
            .max_by_key(|(_, sleep)| (as_asked(sleep), sleep.due_us))
            .map(|(found, sleep)| (found, *sleep))?;
        self.sleeps.swap_remove(found);
        // What was said of it first is not always what was said when it began.
        let from_us = sleep.due_us.saturating_sub(asked_us).min(sleep.from_us);
        Some(Slept { task, site, from_us, asked_us, got_us: at_us - from_us, cut_short: false })
    }
}

impl Timeline {
    /// Keeps a sleep that is over, for the report.
    pub(super) fn keep_sleep(&mut self, slept: Slept) {
        self.lateness.add(slept);
        if self.slept.len() < MOST_SLEEPS {
            self.slept.push(slept);
        }
    }
}

/// One sleep: what was asked for, and what it got.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct SleepReport {
    /// The task that slept.
    pub task: u32,
    /// Its name.
    pub task_name: String,
    /// The line of the sleep.
    pub line: Option<u32>,
    /// When it began.
    pub at_ms: f64,
    /// How long was asked for.
    pub asked_ms: f64,
    /// How long it took until the task went on: more than was asked for when the timer was late
    /// or the loop was busy, and less only if it was cut short.
    pub got_ms: f64,
    /// Whether the task was cancelled before the sleep was over.
    pub cut_short: bool,
}

/// The sleeps of a run that are over, in the order in which they ended.
pub(super) fn sleeps(view: View<'_>) -> Vec<SleepReport> {
    let report = |slept: &Slept| SleepReport {
        task: slept.task.0,
        task_name: view.name(slept.task),
        line: view.line(slept.site),
        at_ms: to_ms(slept.from_us),
        asked_ms: to_ms(slept.asked_us),
        got_ms: to_ms(slept.got_us),
        cut_short: slept.cut_short,
    };
    view.timeline.slept.iter().map(report).collect()
}
