//! How polls are read. A poll begins when the loop takes up a task and ends when the task gives
//! control back.

use crate::runtime::trace::{Cause, On, Packed, SiteId, TaskId};

use super::history::{LaneKind, TaskHistory};
use super::polls::{PAUSE_US, Poll, PollRef, Waits, WakeRef};
use super::state::{Detail, Several, TaskState, Wait};
use super::timeline::Timeline;

impl Timeline {
    /// Begins a poll. The poll of a generator begins within another poll, on a line of its caller.
    #[inline(never)]
    pub(super) fn start_poll(&mut self, at_us: u64, task: TaskId, site: Option<SiteId>) {
        let caller = self.polling.last().map(|poll| poll.task);
        let Some(history) = self.histories.get_mut(task.0 as usize) else { return };
        if history.running || history.ended.is_some() {
            return;
        }
        if history.kind == LaneKind::Thread {
            return history.run_thread(at_us);
        }
        let before = history.detail_inlined();
        // A task that was never polled stands on no line of its own yet.
        let resumed_at = if history.polls == 0 { None } else { before.site };
        // A generator is resumed instead of woken.
        let resumed_by = caller.map(Cause::Task);
        let woken =
            if history.state() == Some(TaskState::Ready) { before.woken } else { resumed_by };
        let detail = Detail { wait: Wait::Unknown, woken, site: resumed_at };
        history.enter(at_us, TaskState::Running, detail);
        history.running = true;
        history.polls = history.polls.saturating_add(1);
        let first_span = history.spans.len() - 1;
        if let Some(caller) = caller.and_then(|caller| self.history_mut(caller)) {
            // The generator has control now; the caller stands on the line that resumed it.
            caller.enter_seldom(
                at_us,
                TaskState::Task,
                Detail { wait: Wait::Resumed(task), woken: None, site },
            );
        } else {
            self.polls.push(PollRef { task, span: first_span as u32 });
            if at_us.saturating_sub(self.busy.1) > PAUSE_US {
                self.busy.0 = at_us;
            }
            self.busy.1 = at_us;
        }
        self.polling.push(Poll {
            task,
            from_us: at_us,
            first_span,
            waits: Waits::default(),
            nested: None,
            nested_blocking_us: 0,
            blocks: false,
        });
    }

    /// Whether a poll of this task would be a poll of the loop, and not one of a generator within
    /// another poll.
    pub(in crate::timeline) fn begins_poll_of_loop(&self, task: TaskId) -> bool {
        let can_run = |history: &TaskHistory| {
            !history.running && history.ended.is_none() && history.kind != LaneKind::Thread
        };
        self.polling.is_empty() && self.history(task).is_some_and(can_run)
    }

    /// Ends the poll of a task and the polls nested inside it. The task is then ready or waiting.
    #[inline(never)]
    pub(super) fn end_poll(&mut self, at_us: u64, task: TaskId) {
        let Some(history) = self.history_mut(task) else { return };
        if history.kind == LaneKind::Thread {
            return history.stop_thread(at_us);
        }
        while self.history(task).is_some_and(|history| history.running) {
            if !self.end_top_poll(at_us) {
                return;
            }
        }
    }

    /// How long the loop's current poll has taken, with the generators inside it.
    pub(in crate::timeline) fn open_poll_us(&self, now_us: u64) -> u64 {
        self.polling.first().map_or(0, |poll| now_us.saturating_sub(poll.from_us))
    }

    /// Ends the innermost poll. Returns whether there was one.
    // A poll is not moved: it is large, and most of it is not asked for.
    #[inline(always)]
    fn end_top_poll(&mut self, at_us: u64) -> bool {
        let Some(poll) = self.polling.last() else { return false };
        if at_us.saturating_sub(poll.from_us) >= self.blocking_from_us(poll) {
            self.end_blocking(at_us);
        }
        let Some(poll) = self.polling.last() else { return false };
        let (task, from_us, first_span) = (poll.task, poll.from_us, poll.first_span);
        let (mut wait, site) = match poll.plain_wait(at_us) {
            Some(plain) => plain,
            None => self.resolve(at_us),
        };
        let _ = self.polling.pop();
        let caller = self.polling.last_mut().map(|caller| {
            caller.nested = Some(task);
            caller.task
        });
        if caller.is_none() {
            self.worked_us = self.worked_us.saturating_add(at_us.saturating_sub(from_us));
            self.busy.1 = at_us;
        }
        if self.history(task).is_some_and(|history| history.kind == LaneKind::Callbacks) {
            wait = Wait::Callback;
        }
        let state = self.state_of(wait);
        let Some(history) = self.history_mut(task) else { return true };
        (history.running, history.blocks) = (false, false);
        let (state, detail) = match history.woken.take() {
            Some(cause) => {
                (TaskState::Ready, Detail { wait: Wait::Unknown, woken: Some(cause), site })
            }
            None => (state, Detail { wait, woken: None, site }),
        };
        // A part of the poll that took no time, after a part that did, is dropped.
        let last = history.spans.len() - 1;
        if last > first_span && history.spans.from_us[last] == at_us {
            history.spans.replace_last(state, detail);
        } else {
            history.enter(at_us, state, detail);
        }
        if matches!(detail.woken, Some(Cause::Task(_))) {
            self.keep_wake(task);
        }
        if let Some(caller) = caller.and_then(|caller| self.history_mut(caller)) {
            caller.enter_seldom(at_us, TaskState::Running, Detail::default());
        }
        true
    }

    /// Marks what the innermost poll blocked.
    #[cold]
    #[inline(never)]
    fn end_blocking(&mut self, at_us: u64) {
        if let Some(poll) = self.polling.pop() {
            self.mark_blocking(at_us, &poll);
            self.polling.push(poll);
        }
    }

    /// What the task of the innermost poll waits on after it, whatever that is.
    #[inline(never)]
    fn resolve(&mut self, at_us: u64) -> (Wait, Option<SiteId>) {
        let Some(Poll { waits, nested, .. }) = self.polling.last() else {
            return (Wait::Unknown, None);
        };
        let nested = *nested;
        let limit = waits.limit_us.map(|due_us| Packed::from_us(due_us.saturating_sub(at_us)));
        let other = match waits.other {
            Some((Wait::Task(_) | Wait::AllOf(_), site))
                if waits.others > 1 && !waits.not_only_tasks =>
            {
                Some((Wait::Tasks, site))
            }
            other => other,
        };
        match (waits.timer, other) {
            // A limit that comes later than what it limits is of no consequence.
            (Some((due_us, site)), None) if waits.limit_us.is_some_and(|limit| limit < due_us) => {
                (limit.map_or(Wait::Unknown, Wait::Limit), site)
            }
            (Some((due_us, site)), None) => {
                let left = Packed::from_us(due_us.saturating_sub(at_us));
                let wait = if waits.several_timers { Wait::Timers } else { Wait::Timer };
                (wait(left), site)
            }
            (None, Some((other, site)))
                if limit.is_none() && (waits.others <= 1 || !waits.not_only_tasks) =>
            {
                (other, site)
            }
            (timer, Some((other, site))) => {
                let left = timer.map(|(due, _)| Packed::from_us(due.saturating_sub(at_us)));
                let site = timer.and_then(|(_, site)| site).or(site);
                let is_limit = left.is_none() && limit.is_some();
                self.several.push(Several { timer: left.or(limit), is_limit, other });
                (Wait::Several((self.several.len() - 1) as u32), site)
            }
            (None, None) if limit.is_some() => (limit.map_or(Wait::Unknown, Wait::Limit), None),
            // A caller waits on what its generator waits on.
            (None, None) => {
                let is_generator = |task: &TaskId| {
                    let history = self.history(*task);
                    history.is_some_and(|history| history.kind == LaneKind::Generator)
                };
                (nested.filter(is_generator).map_or(Wait::Unknown, Wait::Task), None)
            }
        }
    }

    /// Records that the polled task will wait on something.
    #[inline(always)]
    pub(super) fn waits(&mut self, at_us: u64, task: TaskId, on: On, site: Option<SiteId>) {
        let Some(poll) = self.polling.last_mut().filter(|poll| poll.task == task) else { return };
        let wait = match on {
            On::Yield => return,
            On::TimeLimit { left_us } => {
                let due_us = at_us.saturating_add(left_us);
                poll.waits.limit_us =
                    Some(poll.waits.limit_us.map_or(due_us, |other| other.min(due_us)));
                return;
            }
            On::Timer { asked_us } => {
                let due_us = at_us.saturating_add(asked_us);
                poll.waits.several_timers |=
                    poll.waits.timer.is_some_and(|(_, other)| other != site);
                if poll.waits.timer.is_none_or(|(earliest_us, _)| due_us < earliest_us) {
                    poll.waits.timer = Some((due_us, site));
                }
                if let Some(history) = self.history_mut(task) {
                    history.sleeps.goes_on(history.polls, at_us, due_us, site);
                }
                return;
            }
            On::Task(of) => Wait::Task(of),
            On::AnyTask => Wait::Tasks,
            On::FirstTask { of } => Wait::FirstOf(of),
            On::AllTasks { of } => Wait::AllOf(of),
            On::With(of) => Wait::With(of),
            On::Channel(_) => Wait::Channel,
            On::Semaphore(_) => Wait::Semaphore,
            On::Event(_) => Wait::Event,
            On::Queue(_) => Wait::Queue,
            On::QueueDone(_) => Wait::QueueDone,
            On::Lock(_) => Wait::Lock,
            On::Condition(_) => Wait::Condition,
            On::Barrier(_) => Wait::Barrier,
            On::Future => Wait::Future,
            On::LoopStop => Wait::LoopStop,
            On::Send => Wait::Send,
            On::Host(text) => Wait::Host(text),
        };
        poll.waits.others = poll.waits.others.saturating_add(1);
        poll.waits.not_only_tasks |= wait.state() != TaskState::Task;
        poll.waits.other.get_or_insert((wait, site));
    }

    /// Records that the task was put in the ready queue. While the loop is busy no timer can fire,
    /// so a task whose deadline passed during a poll of another task has been ready since its
    /// deadline, whatever wakes it now.
    #[inline(never)]
    pub(super) fn wake(&mut self, at_us: u64, task: TaskId, cause: Cause) {
        let (busy_from_us, busy_to_us) = self.busy;
        let Some(history) = self.history_mut(task) else { return };
        let since_us = match history.deadline(at_us, cause) {
            Some(due_us) if busy_from_us <= due_us && due_us <= busy_to_us => due_us,
            _ => at_us,
        };
        let spans = history.spans.len();
        history.wake(since_us, cause);
        if matches!(cause, Cause::Task(_)) && history.spans.len() > spans {
            self.keep_wake(task);
        }
    }

    /// Keeps the last span of a task as one that the current poll woke it for.
    fn keep_wake(&mut self, task: TaskId) {
        let Some(poll) = self.polls.len().checked_sub(1) else { return };
        let Some(history) = self.history(task) else { return };
        let span = history.spans.len() as u32 - 1;
        self.wakes.push(WakeRef { poll: poll as u32, task, span });
    }
}
