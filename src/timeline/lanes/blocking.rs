//! Polls that block the loop: on purpose, or because they take long.

use crate::runtime::trace::{SiteId, TaskId};

use super::history::LaneKind;
use super::polls::{Blocked, Poll};
use super::state::{BLOCKING_US, Detail, TaskState};
use super::timeline::Timeline;

impl Timeline {
    /// Marks the spans of a poll that blocked the loop, and keeps the poll for the warnings.
    pub(super) fn mark_blocking(&mut self, at_us: u64, poll: &Poll) {
        let took_us = at_us.saturating_sub(poll.from_us);
        let from_us = self.blocking_from_us(poll);
        if took_us < from_us || self.is_of_listing(self.polling.first().unwrap_or(poll)) {
            return;
        }
        let Some(history) = self.histories.get_mut(poll.task.0 as usize) else { return };
        if let Some(caller) = self.polling.last_mut() {
            caller.nested_blocking_us = caller.nested_blocking_us.saturating_add(took_us);
        }
        // If a generator inside this poll did the blocking, its own poll is marked instead.
        if took_us.saturating_sub(poll.nested_blocking_us) < from_us {
            return;
        }
        let spans = &mut history.spans;
        for state in &mut spans.states[poll.first_span..] {
            *state = if *state == TaskState::Running { TaskState::Blocking } else { *state };
        }
        let longest = (poll.first_span..spans.len())
            .max_by_key(|span| spans.end(*span, at_us) - spans.from_us[*span]);
        let site = longest.and_then(|span| spans.site(span));
        let (task, from_us) = (poll.task, poll.from_us);
        self.blocked.push(Blocked { task, from_us, to_us: at_us, site });
    }

    /// A poll that takes this long counts as blocking. A poll that blocks on purpose is measured in
    /// the program's time, whatever the scale of the clock.
    pub(super) fn blocking_from_us(&self, poll: &Poll) -> u64 {
        if poll.blocks { BLOCKING_US } else { self.blocking_us }
    }

    /// Whether the loop's current poll has been blocking it.
    pub(super) fn is_blocked(&self) -> bool {
        let poll = self.polling.first();
        poll.is_some_and(|poll| {
            self.open_poll_us(self.now_us()) >= self.blocking_from_us(poll)
                && !self.is_of_listing(poll)
        })
    }

    /// Whether a poll is of what runs before, between and after loops, so that there is none to block.
    fn is_of_listing(&self, poll: &Poll) -> bool {
        self.history(poll.task).is_some_and(|history| history.kind == LaneKind::Listing)
    }

    /// Records that the task begins to block the loop on purpose.
    pub(super) fn start_block(
        &mut self,
        at_us: u64,
        task: TaskId,
        asked_us: u64,
        site: Option<SiteId>,
    ) {
        let Some(history) =
            self.histories.get_mut(task.0 as usize).filter(|history| history.running)
        else {
            return;
        };
        if history.kind == LaneKind::Thread {
            return history.sleep_thread(at_us, asked_us, site);
        }
        self.polling.iter_mut().for_each(|poll| poll.blocks = true);
        history.blocks = true;
        let detail = Detail { site, ..history.detail() };
        if history.spans.from_us.last() == Some(&at_us) {
            history.spans.replace_last(TaskState::Running, detail);
        } else {
            history.enter_seldom(at_us, TaskState::Running, detail);
        }
    }

    /// Records that the task has stopped blocking on purpose.
    pub(super) fn end_block(&mut self, at_us: u64, task: TaskId) {
        let Some(history) = self.history_mut(task).filter(|history| history.running) else {
            return;
        };
        history.blocks = false;
        if history.kind == LaneKind::Thread {
            return history.wake_thread(at_us);
        }
        if history.spans.from_us.last() != Some(&at_us) {
            let detail = Detail { site: None, ..history.detail() };
            history.enter_seldom(at_us, TaskState::Running, detail);
        }
    }
}
