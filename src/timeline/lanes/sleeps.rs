//! The sleeps of tasks: those that go on, those that are over, and how late all of them were.

use crate::runtime::trace::{SiteId, TaskId};

/// How many sleeps of one task are remembered while they go on. Those of a task that gives up
/// many would otherwise pile up, because giving one up is not recorded.
const MOST_OPEN_SLEEPS: usize = 64;

/// The sleeps of one task that are not over, as far as is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct OpenSleeps(Vec<OpenSleep>);

/// A sleep that goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OpenSleep {
    site: Option<SiteId>,
    from_us: u64,
    due_us: u64,
    /// The poll that last found it unfinished.
    poll: u32,
}

/// A sleep that is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::timeline) struct Slept {
    pub task: TaskId,
    pub site: Option<SiteId>,
    pub from_us: u64,
    pub asked_us: u64,
    pub got_us: u64,
    pub cut_short: bool,
}

impl OpenSleeps {
    /// Remembers that a sleep goes on, which is due at `due_us`. Each poll that finds it unfinished
    /// says so again.
    pub fn goes_on(&mut self, poll: u32, at_us: u64, due_us: u64, site: Option<SiteId>) {
        let known = |sleep: &&mut OpenSleep| sleep.site == site && sleep.due_us == due_us;
        if let Some(sleep) = self.0.iter_mut().find(known) {
            sleep.poll = poll;
            return;
        }
        if self.0.len() >= MOST_OPEN_SLEEPS {
            self.0.remove(0);
        }
        self.0.push(OpenSleep { site, from_us: at_us, due_us, poll });
    }

    /// How long was asked for by the sleep at a line that the given poll, the last one, found
    /// unfinished.
    pub fn asked_us(&self, poll: u32, site: Option<SiteId>) -> Option<u64> {
        let goes_on = |sleep: &&OpenSleep| sleep.site == site && sleep.poll == poll;
        let sleep = self.0.iter().rev().find(goes_on)?;
        Some(sleep.due_us - sleep.from_us)
    }

    /// When the timer that fired now was due.
    pub fn due_by(&self, at_us: u64) -> Option<u64> {
        self.0.iter().map(|sleep| sleep.due_us).filter(|due_us| *due_us <= at_us).max()
    }

    /// Finds the sleep that is over now among those that went on, and forgets it.
    pub fn slept(
        &mut self,
        task: TaskId,
        at_us: u64,
        asked_us: u64,
        site: Option<SiteId>,
    ) -> Option<Slept> {
        let fits = |sleep: &OpenSleep| sleep.site == site && sleep.due_us <= at_us;
        let as_asked = |sleep: &OpenSleep| sleep.due_us - sleep.from_us == asked_us;
        let (found, sleep) = self
            .0
            .iter()
            .enumerate()
            .filter(|(_, sleep)| fits(sleep))
            .max_by_key(|(_, sleep)| (as_asked(sleep), sleep.due_us))
            .map(|(found, sleep)| (found, *sleep))?;
        self.0.swap_remove(found);
        // The first event about a sleep is not always the one that began it.
        let from_us = sleep.due_us.saturating_sub(asked_us).min(sleep.from_us);
        Some(Slept { task, site, from_us, asked_us, got_us: at_us - from_us, cut_short: false })
    }

    /// Forgets all sleeps, and returns those that the given poll, the last one, found unfinished.
    /// The task had given up all others before.
    pub fn take(&mut self, poll: u32) -> Vec<OpenSleep> {
        let mut sleeps = std::mem::take(&mut self.0);
        sleeps.retain(|sleep| sleep.poll == poll);
        sleeps
    }
}

impl OpenSleep {
    /// The sleep as it is when its task is cancelled before it is over.
    pub fn cut_short(self, task: TaskId, at_us: u64) -> Slept {
        let Self { site, from_us, due_us, .. } = self;
        let (asked_us, got_us) = (due_us - from_us, at_us.saturating_sub(from_us));
        Slept { task, site, from_us, asked_us, got_us, cut_short: true }
    }
}

impl Slept {
    /// By how much it took longer than was asked for.
    pub fn late_us(&self) -> u64 {
        self.got_us.saturating_sub(self.asked_us)
    }
}

/// How late the sleeps of one loop were.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::timeline) struct Lateness {
    /// Of each sleep that was not cut short, in microseconds. What is later than an hour counts as
    /// that.
    pub late_us: Vec<u32>,
    /// The latest of them.
    pub worst: Option<Slept>,
    pub cut_short: u32,
}

impl Lateness {
    pub(super) fn add(&mut self, slept: Slept) {
        if slept.cut_short {
            self.cut_short = self.cut_short.saturating_add(1);
            return;
        }
        self.late_us.push(u32::try_from(slept.late_us()).unwrap_or(u32::MAX));
        if self.worst.is_none_or(|worst| slept.late_us() > worst.late_us()) {
            self.worst = Some(slept);
        }
    }
}
