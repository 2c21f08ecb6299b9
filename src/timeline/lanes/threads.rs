//! Threads: lanes whose polls lie beside those of the loop. What blocks a thread blocks nobody else, so
//! that it shows as a wait.

use crate::runtime::trace::{Packed, SiteId};

use super::history::TaskHistory;
use super::state::{Detail, TaskState, Wait};

impl TaskHistory {
    /// The thread begins to run.
    pub(super) fn run_thread(&mut self, at_us: u64) {
        self.running = true;
        self.polls = self.polls.saturating_add(1);
        self.enter_seldom(at_us, TaskState::Running, Detail::default());
    }

    /// The thread does not run any more, perhaps for a while.
    pub(super) fn stop_thread(&mut self, at_us: u64) {
        if std::mem::take(&mut self.running) && self.state().is_some_and(TaskState::is_running) {
            let wait = Wait::FreeThread;
            self.enter_seldom(at_us, wait.state(), Detail { wait, ..Detail::default() });
        }
    }

    /// The thread begins to sleep.
    pub(super) fn sleep_thread(&mut self, at_us: u64, asked_us: u64, site: Option<SiteId>) {
        let wait = Wait::Timer(Packed::from_us(asked_us));
        self.enter_seldom(at_us, wait.state(), Detail { wait, woken: None, site });
    }

    /// The thread has slept.
    pub(super) fn wake_thread(&mut self, at_us: u64) {
        if self.state().is_some_and(TaskState::is_waiting) {
            self.enter_seldom(at_us, TaskState::Running, Detail::default());
        }
    }
}
