//! The sleeps of tasks: open ones, finished ones, and how late all of them were.

use crate::runtime::trace::{SiteId, TaskId};

/// At most this many open sleeps of a task are remembered. The trace does not record that a task
/// gives up a sleep, so without a limit they would pile up.
const MOST_OPEN_SLEEPS: usize = 64;

/// The sleeps of one task that are not over, as far as the trace shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct OpenSleeps(Vec<OpenSleep>);

/// A sleep that is not over.
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
    /// Remembers a sleep that is due at `due_us`. It is called again in each poll that finds the
    /// sleep unfinished.
    #[inline(always)]
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

    /// The duration asked for by the sleep at a line, if the last poll, which is given, found it
    /// unfinished.
    pub fn asked_us(&self, poll: u32, site: Option<SiteId>) -> Option<u64> {
        let goes_on = |sleep: &&OpenSleep| sleep.site == site && sleep.poll == poll;
        let sleep = self.0.iter().rev().find(goes_on)?;
        Some(sleep.due_us - sleep.from_us)
    }

    /// When the timer that has just fired was due.
    #[inline(always)]
    pub fn due_by(&self, at_us: u64) -> Option<u64> {
        self.0.iter().map(|sleep| sleep.due_us).filter(|due_us| *due_us <= at_us).max()
    }

    /// Finds and forgets the sleep that has just ended.
    #[inline(always)]
    pub fn slept(
        &mut self,
        task: TaskId,
        at_us: u64,
        asked_us: u64,
        site: Option<SiteId>,
    ) -> Option<Slept> {
        let as_asked = |sleep: &OpenSleep| sleep.due_us - sleep.from_us == asked_us;
        // A sleep may be recorded a little later than it began, and then it is over a little before
        // it seems due.
        let fits =
            |sleep: &OpenSleep| sleep.site == site && (sleep.due_us <= at_us || as_asked(sleep));
        let sleep = match &self.0[..] {
            // Nearly always there is one at a time.
            [sleep] => {
                let sleep = *sleep;
                if !fits(&sleep) {
                    return None;
                }
                self.0.clear();
                sleep
            }
            several => {
                let found = (0..several.len())
                    .filter(|at| fits(&several[*at]))
                    .max_by_key(|at| (as_asked(&several[*at]), several[*at].due_us))?;
                self.0.swap_remove(found)
            }
        };
        // The first event about a sleep is not always the one that began it.
        let from_us = sleep.due_us.saturating_sub(asked_us).min(sleep.from_us);
        Some(Slept {
            task,
            site,
            from_us,
            asked_us,
            got_us: at_us.saturating_sub(from_us),
            cut_short: false,
        })
    }

    /// Forgets all sleeps, and returns those that the last poll, which is given, found unfinished.
    /// The task had given up the others before.
    pub fn take(&mut self, poll: u32) -> Vec<OpenSleep> {
        let mut sleeps = std::mem::take(&mut self.0);
        sleeps.retain(|sleep| sleep.poll == poll);
        sleeps
    }
}

impl OpenSleep {
    /// The sleep as it ends when its task is cancelled.
    pub fn cut_short(self, task: TaskId, at_us: u64) -> Slept {
        let Self { site, from_us, due_us, .. } = self;
        let (asked_us, got_us) = (due_us - from_us, at_us.saturating_sub(from_us));
        Slept { task, site, from_us, asked_us, got_us, cut_short: true }
    }
}

impl Slept {
    /// How much longer it took than was asked for.
    #[inline(always)]
    pub fn lateness_us(&self) -> u64 {
        self.got_us.saturating_sub(self.asked_us)
    }
}

/// How late the sleeps of one loop were.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::timeline) struct Lateness {
    /// The lateness of each sleep that was not cut short, in microseconds, up to a good hour.
    pub each_us: Vec<u32>,
    /// The latest sleep.
    pub worst: Option<Slept>,
    pub cut_short: u32,
}

impl Lateness {
    #[inline(always)]
    pub(super) fn add(&mut self, slept: Slept) {
        if slept.cut_short {
            self.cut_short = self.cut_short.saturating_add(1);
            return;
        }
        self.each_us.push(u32::try_from(slept.lateness_us()).unwrap_or(u32::MAX));
        if self.worst.is_none_or(|worst| slept.lateness_us() > worst.lateness_us()) {
            self.worst = Some(slept);
        }
    }
}
