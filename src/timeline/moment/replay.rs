//! A run replayed up to some place between two of its events.

use crate::runtime::trace::{Cause, Event, Reader as _, SiteId, TaskId, TextId, What};
use crate::timeline::lanes::{Detail, LaneKind, TaskHistory, TaskState, Timeline, Wait};

use super::queue::Queue;

/// What has happened up to some place in the trace.
#[derive(Clone, Debug, Default)]
pub(super) struct Replay {
    /// How many rows of the trace have been read.
    pub(super) rows: usize,
    /// The time that the trace gave there, from which the next row counts.
    pub(super) read_to_us: u64,
    /// What each task is doing. Most of what each did before is forgotten.
    pub(super) timeline: Timeline,
    pub(super) queue: Queue,
    /// How many polls of the loop have begun.
    pub(super) polls: u32,
    pub(super) last: Option<LastPoll>,
    /// The lines on which something happened in it, in order.
    pub(super) acted: Vec<SiteId>,
    /// How many lines have been printed.
    pub(super) printed: u32,
    /// How many choices the loop has made among several ready tasks.
    pub(super) choices: usize,
    /// While a task is dropped instead of polled: how many tasks were in the queue when that began.
    /// No event records this, but the consequences of the drop show it.
    dropping: Option<usize>,
}

/// The poll of the loop that began last.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LastPoll {
    pub(super) task: TaskId,
    pub(super) from_us: u64,
    pub(super) woken: Option<Cause>,
    /// How many lines were printed in it.
    pub(super) printed: u32,
    /// The last of those lines.
    pub(super) text: Option<TextId>,
    /// When it ended, and what the task did after that.
    pub(super) ended: Option<(u64, TaskState, Detail)>,
}

/// At most this many lines of a poll are kept.
const MOST_ACTED: usize = 32;

/// A place in a trace.
#[derive(Clone, Copy, Debug)]
pub(super) enum Target {
    /// The place after this many polls of the loop, where the next is about to begin.
    Poll(u32),
    /// The place after everything that happened up to this time, in microseconds.
    Time(u64),
}

impl Replay {
    /// Whether the replay is already past the place given.
    pub(super) fn is_beyond(&self, target: Target) -> bool {
        match target {
            Target::Poll(polls) => self.polls > polls,
            Target::Time(us) => self.timeline.at_us() > us,
        }
    }

    /// Whether the replay is at the place given, with `next` as the next event.
    pub(super) fn is_at(&self, target: Target, next: &Event) -> bool {
        match target {
            Target::Poll(polls) => self.polls == polls && self.begins_poll(next),
            Target::Time(us) => next.at_us > us,
        }
    }

    fn begins_poll(&self, event: &Event) -> bool {
        event.what == What::PollStarted && self.timeline.begins_poll_of_loop(event.task)
    }

    /// The choice that the loop makes if `next` is what happens next: the place in the queue that it
    /// takes, and of how many.
    pub(super) fn choice(&self, next: &Event) -> Option<(usize, usize)> {
        let of = self.queue.len();
        let place = self.queue.place(next.task).filter(|_| of > 1 && self.begins_poll(next))?;
        Some((place, of))
    }

    /// How many polls of the loop are over.
    pub(super) fn polls_over(&self) -> u32 {
        self.polls - u32::from(!self.timeline.polling.is_empty())
    }

    /// Applies the next event. `picks` has the choices of the loop at least up to here.
    pub(super) fn apply(&mut self, event: Event, picks: &mut Vec<u32>) {
        self.notice_drop(&event);
        let task = event.task;
        let is_poll = self.begins_poll(&event);
        let was_polling = !self.timeline.polling.is_empty();
        let tasks = self.timeline.histories.len();
        self.read_to_us = event.at_us;
        self.timeline.read(event);
        match event.what {
            What::Spawned { .. } if self.timeline.histories.len() > tasks => self.queue.push(task),
            // A task that was destroyed is polled no more, and these others never are: nobody chooses them.
            What::IsListing
            | What::IsGenerator
            | What::IsThread
            | What::IsCallbacks
            | What::Destroyed { known: true }
            | What::Completed => {
                let _ = self.queue.take(task);
            }
            What::PollStarted if is_poll => self.begin_poll(task, picks),
            // A task may begin within the poll of the one that spawns it.
            What::PollStarted => {
                let _ = self.queue.take(task);
            }
            What::Cancelled => {
                let waiting = self.queue.len();
                if let Some(place) = self.queue.take(task) {
                    let among = self.dropping.take().unwrap_or(waiting);
                    self.choose(place, among, picks);
                }
            }
            What::Woken { .. } => {
                let is_queued = |history: &TaskHistory| {
                    history.ended.is_none() && history.kind == LaneKind::Task
                };
                if self.timeline.history(task).is_some_and(is_queued) {
                    self.queue.push(task);
                }
            }
            What::Logged { text } | What::LoggedError { text } => {
                self.printed += 1;
                if let Some(last) = self.last.as_mut().filter(|_| was_polling) {
                    (last.printed, last.text) = (last.printed + 1, Some(text));
                }
            }
            _ => {}
        }
        if was_polling {
            self.acts(event.site);
            if self.timeline.polling.is_empty() {
                self.end_poll();
            }
        }
    }

    fn acts(&mut self, site: Option<SiteId>) {
        let Some(site) = site else { return };
        if self.acted.len() < MOST_ACTED && !self.acted.contains(&site) {
            self.acted.push(site);
        }
    }

    fn begin_poll(&mut self, task: TaskId, picks: &mut Vec<u32>) {
        self.dropping = None;
        let among = self.queue.len();
        if let Some(place) = self.queue.take(task) {
            self.choose(place, among, picks);
        }
        self.polls += 1;
        let detail = self.timeline.history(task).map(TaskHistory::detail);
        self.acted.clear();
        // Where it goes on.
        self.acts(detail.and_then(|detail| detail.site));
        self.last = Some(LastPoll {
            task,
            from_us: self.timeline.at_us(),
            woken: detail.unwrap_or_default().woken,
            printed: 0,
            text: None,
            ended: None,
        });
    }

    fn end_poll(&mut self) {
        let Some(last) = &mut self.last else { return };
        let Some(history) = self.timeline.history(last.task) else { return };
        let state = match history.ended {
            Some(ended) if ended.cancelled => TaskState::Cancelled,
            Some(_) => TaskState::Completed,
            None => history.state().unwrap_or(TaskState::Ready),
        };
        last.ended = Some((self.timeline.at_us(), state, history.detail()));
    }

    /// Records that the loop took the task at this place among the ready tasks.
    fn choose(&mut self, place: usize, among: usize, picks: &mut Vec<u32>) {
        // A single ready task leaves no choice.
        if among < 2 {
            return;
        }
        if picks.len() == self.choices {
            picks.push(place as u32);
        }
        self.choices += 1;
    }

    /// Notices that the loop has taken a task out of the queue to drop it: a task acts although none
    /// is being polled.
    fn notice_drop(&mut self, event: &Event) {
        if !self.timeline.polling.is_empty() || self.dropping.is_some() {
            return;
        }
        let actor = match event.what {
            What::Spawned { by } => by,
            What::CancelRequested { by } => by.task(),
            What::Woken { cause: Cause::Task(by) }
            | What::WakeMerged { cause: Cause::Task(by) } => Some(by),
            What::Woken { .. }
            | What::WakeMerged { .. }
            | What::Named { .. }
            | What::IsGenerator
            | What::IsListing
            | What::IsThread
            | What::IsCallbacks
            | What::PollStarted
            | What::ErrorReceived => None,
            _ => Some(event.task)
                .filter(|task| event.what != What::Cancelled || !self.queue.contains(*task)),
        };
        // The end of a task may still wake others.
        let acts =
            |task| self.timeline.history(task).is_some_and(|history| history.ended.is_none());
        if actor.is_some_and(acts) {
            self.dropping = Some(self.queue.len());
        }
    }

    /// Forgets the part of the past that is never asked for again.
    pub(super) fn forget_the_past(&mut self) {
        let timeline = &mut self.timeline;
        let before = std::mem::take(&mut timeline.several);
        let mut several = Vec::new();
        let mut keep = |wait: &mut Wait| {
            if let Wait::Several(place) = wait
                && let Some(known) = before.get(*place as usize)
            {
                several.push(*known);
                *wait = Wait::Several(several.len() as u32 - 1);
            }
        };
        // The current poll refers to its spans by their places.
        for history in timeline.histories.iter_mut().filter(|history| !history.running) {
            history.spans.keep_last();
            let mut detail = history.detail();
            if let Wait::Several(_) = detail.wait {
                keep(&mut detail.wait);
                history.spans.set_detail(detail);
            }
        }
        if let Some((_, _, detail)) = self.last.as_mut().and_then(|last| last.ended.as_mut()) {
            keep(&mut detail.wait);
        }
        timeline.several = several;
        timeline.polls.clear();
        timeline.slept.clear();
        timeline.blocked.clear();
        timeline.printed.clear();
        timeline.remarks.clear();
        timeline.never_awaited.clear();
        timeline.dropped.clear();
        timeline.levels.clear();
    }
}
