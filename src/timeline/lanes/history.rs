//! The history of one task: its spans and its numbers.

use crate::runtime::trace::{By, Cause, Packed, SiteId, TaskId, TextId};

use super::sleeps::{OpenSleep, OpenSleeps};
use super::spans::Spans;
use super::state::{Detail, TaskState, Wait};

/// What is known about one task.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::timeline) struct TaskHistory {
    pub parent: Option<TaskId>,
    pub name: Option<TextId>,
    /// The line that spawned it.
    pub site: Option<SiteId>,
    pub kind: LaneKind,
    pub spawned_us: u64,
    pub ended: Option<Ended>,
    pub error: Option<TextId>,
    /// Whether another task received its error.
    pub error_received: bool,
    pub polls: u32,
    pub wakes: u32,
    /// The totals over its spans that are over.
    pub totals: Totals,
    /// Its longest single wait that is over: what it waited for, and how long.
    pub longest_wait: (Wait, u64),
    pub cancellation: Option<Box<Cancellation>>,
    pub spans: Spans,
    /// Whether it is being polled.
    pub running: bool,
    /// Whether it is blocking the loop on purpose.
    pub blocks: bool,
    /// What woke it during the current poll.
    pub woken: Option<Cause>,
    pub(super) sleeps: OpenSleeps,
    /// The first of its children. They are a linked list, which needs no allocation of its own.
    pub first_child: Option<u32>,
    /// The last of its children.
    pub last_child: Option<u32>,
    /// The next child of its parent.
    pub next_sibling: Option<u32>,
}

/// What a lane is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::timeline) enum LaneKind {
    #[default]
    Task,
    /// Its polls nest in those of whoever resumes it.
    Generator,
    /// The program itself, which waits while its loop runs.
    Listing,
    /// A thread, whose polls overlap with all others.
    Thread,
    /// All callbacks that belong to no task, each of which is a poll.
    Callbacks,
}

/// When and how a task ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::timeline) struct Ended {
    pub at_us: u64,
    pub cancelled: bool,
}

/// A request to stop a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::timeline) struct Cancellation {
    pub at_us: u64,
    /// Who asked.
    pub by: By,
    /// The line that asked.
    pub asked_at: Option<SiteId>,
    /// What the task was doing at that moment.
    pub state: TaskState,
    /// What it was waiting on, if it was waiting.
    pub wait: Wait,
    /// The line on which it stood.
    pub site: Option<SiteId>,
    /// If the task was sleeping: the duration that it had asked for.
    pub asked_us: Option<u64>,
    /// How often the task had been polled.
    pub polls: u32,
}

/// How long a task was busy, ready and idle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::timeline) struct Totals {
    pub busy_us: u64,
    pub ready_us: u64,
    pub idle_us: u64,
    /// The part of `idle_us` spent waiting on the world outside, and on deadlines, however late.
    pub waited_us: u64,
}

impl Totals {
    /// Adds a span.
    #[inline(always)]
    pub(super) fn add(&mut self, state: TaskState, us: u64) {
        let total = match state {
            TaskState::Running | TaskState::Blocking => &mut self.busy_us,
            TaskState::Ready => &mut self.ready_us,
            _ => &mut self.idle_us,
        };
        *total = total.saturating_add(us);
        if matches!(state, TaskState::Timer | TaskState::Host) {
            self.waited_us = self.waited_us.saturating_add(us);
        }
    }
}

impl TaskHistory {
    /// When the lane ends in a run that has reached `now_us`.
    pub fn until_us(&self, now_us: u64) -> u64 {
        self.ended.map_or(now_us, |ended| ended.at_us)
    }

    /// How the task ended, as its lane ends.
    pub fn end_state(&self) -> Option<TaskState> {
        Some(match self.ended? {
            ended if ended.cancelled => TaskState::Cancelled,
            _ if self.error.is_some() => TaskState::Failed,
            _ => TaskState::Completed,
        })
    }

    #[inline(always)]
    pub fn state(&self) -> Option<TaskState> {
        self.spans.states.last().copied()
    }

    /// The details of the last span. Reading a trace inlines this; whoever asks seldom has it out of line,
    /// because what unpacks them is long.
    #[inline(never)]
    pub fn detail(&self) -> Detail {
        self.detail_inlined()
    }

    #[inline(always)]
    pub(super) fn detail_inlined(&self) -> Detail {
        self.spans.last_detail().unwrap_or_default()
    }

    /// Records that the lane is of something that the loop does not poll as it polls tasks, and what it
    /// waits on before it runs. In the middle of a poll it comes too late: the poll has begun as that of
    /// another kind, and must end as it.
    pub(super) fn is_no_task(&mut self, kind: LaneKind, wait: Wait) {
        if self.running {
            return;
        }
        self.kind = kind;
        if self.polls == 0 {
            let detail = Detail { wait, ..self.detail() };
            self.spans.replace_last(wait.state(), detail);
        }
    }

    /// Ends the current span and begins the next.
    #[inline(always)]
    pub(super) fn enter(&mut self, at_us: u64, state: TaskState, detail: Detail) {
        self.close(at_us);
        self.spans.push(at_us, state, detail);
    }

    /// The same out of line, for what is rare.
    #[inline(never)]
    pub(super) fn enter_seldom(&mut self, at_us: u64, state: TaskState, detail: Detail) {
        self.enter(at_us, state, detail);
    }

    /// Records that the task was put in the ready queue.
    #[inline(always)]
    pub(super) fn wake(&mut self, at_us: u64, cause: Cause) {
        self.wakes = self.wakes.saturating_add(1);
        if self.ended.is_some() {
            return;
        }
        if self.running {
            self.woken.get_or_insert(cause);
            return;
        }
        match self.state() {
            Some(state) if state.is_waiting() => {
                let site = self.detail_inlined().site;
                let detail = Detail { wait: Wait::Unknown, woken: Some(cause), site };
                self.enter(at_us, TaskState::Ready, detail);
            }
            // The task is in the ready queue already.
            _ => {
                let mut detail = self.detail_inlined();
                detail.woken.get_or_insert(cause);
                self.spans.set_detail(detail);
            }
        }
    }

    /// The deadline that the task has been waiting for, if it has passed.
    #[inline(always)]
    pub(super) fn deadline(&mut self, at_us: u64, cause: Cause) -> Option<u64> {
        let since_us = *self.spans.from_us.last()?;
        if self.running || self.state() != Some(TaskState::Timer) {
            return None;
        }
        let fired = if cause == Cause::Timer { self.sleeps.due_by(at_us) } else { None };
        let mut detail = self.detail_inlined();
        let due_us = match (fired, detail.wait) {
            (Some(due_us), _) => {
                if let Wait::Timer(left) | Wait::Timers(left) | Wait::Limit(left) = &mut detail.wait
                {
                    // This deadline may be earlier than the recorded one: a sleep that is polled
                    // again before it is over records its whole duration anew.
                    *left = Packed::from_us(due_us.saturating_sub(since_us));
                    self.spans.set_detail(detail);
                }
                due_us.max(since_us)
            }
            (None, wait) => since_us.saturating_add(wait.left()?.us()),
        };
        (due_us <= at_us).then_some(due_us)
    }

    /// Records a request to stop the task. Of several only the first counts, unless the task has gone
    /// on after that one.
    /// Returns that one then.
    pub(super) fn request_cancel(
        &mut self,
        at_us: u64,
        by: By,
        asked_at: Option<SiteId>,
    ) -> Option<Cancellation> {
        let before = self.cancellation.as_deref();
        if self.ended.is_some() || before.is_some_and(|request| request.polls == self.polls) {
            return None;
        }
        let stopped = Cancellation { asked_at, ..self.stopped_at(at_us, by) };
        self.cancellation.replace(Box::new(stopped)).map(|before| *before)
    }

    /// What a request to stop the task now would find it doing.
    fn stopped_at(&self, at_us: u64, by: By) -> Cancellation {
        let Detail { wait, site, .. } = self.detail();
        let state = self.state().unwrap_or(TaskState::Ready);
        let asked_us = match state {
            TaskState::Timer => self.sleeps.asked_us(self.polls, site),
            _ => None,
        };
        let polls = self.polls;
        Cancellation { at_us, by, asked_at: None, state, wait, site, asked_us, polls }
    }

    /// What the task was doing when the run or its record broke off, if it had not ended by then. A
    /// task that was cancelled to clean up the run counts as not ended.
    pub fn broke_off(&self, now_us: u64) -> Option<Cancellation> {
        match (self.cancellation.as_deref(), self.ended) {
            // There can always be another callback.
            _ if self.kind == LaneKind::Callbacks => None,
            (_, None) => Some(self.stopped_at(now_us, By::RunEnd)),
            (Some(request), Some(ended)) if ended.cancelled && request.by == By::RunEnd => {
                Some(*request)
            }
            _ => None,
        }
    }

    /// Records the end of the task. Returns the sleeps that this cuts short.
    pub(super) fn end(&mut self, at_us: u64, cancelled: bool) -> Vec<OpenSleep> {
        // A span that begins at the end of its task is none.
        let begins_now = self.spans.from_us.last() == Some(&at_us);
        if begins_now && self.state().is_some_and(|state| !state.is_running()) {
            self.spans.pop();
        } else {
            self.close(at_us);
        }
        self.ended = Some(Ended { at_us, cancelled });
        let open = self.sleeps.take(self.polls);
        if cancelled { open } else { Vec::new() }
    }

    /// The totals up to now, with the current span.
    pub fn totals_at(&self, now_us: u64) -> Totals {
        let mut totals = self.totals;
        if self.ended.is_none() {
            self.add_last(&mut totals, now_us);
        }
        totals
    }

    /// The longest single wait up to now, including the current one, and how long it took.
    pub fn longest_wait_at(&self, now_us: u64) -> (Wait, u64) {
        let goes_on = self.ended.is_none().then(|| self.last_wait(now_us)).flatten();
        goes_on.filter(|(_, us)| *us > self.longest_wait.1).unwrap_or(self.longest_wait)
    }

    /// Every span of a large run ends here, so its columns are read once, and only those that count.
    #[inline(always)]
    fn close(&mut self, at_us: u64) {
        let Some((from_us, state, wait)) = self.spans.last() else { return };
        let us = at_us.saturating_sub(from_us);
        self.totals.add(state, us);
        if state.is_waiting() && us > self.longest_wait.1 {
            self.longest_wait = (wait, us);
        }
    }

    /// The last span, if it is a wait: what the task waits for, and how long it has waited.
    fn last_wait(&self, until_us: u64) -> Option<(Wait, u64)> {
        let (from_us, state, wait) = self.spans.last()?;
        state.is_waiting().then(|| (wait, until_us.saturating_sub(from_us)))
    }

    fn add_last(&self, totals: &mut Totals, until_us: u64) {
        if let Some((from_us, state, _)) = self.spans.last() {
            totals.add(state, until_us.saturating_sub(from_us));
        }
    }
}
