//! The spans of all lanes as slices, in the order in which they began, with the arrows between them.

use crate::runtime::trace::{Cause, Event, Reader as _, SiteId, TaskId};
use crate::timeline::lanes::{TaskHistory, TaskState, Timeline};
use crate::timeline::words::{category, waiting_for, waker};

use super::entry::{Args, Entry, ticks};
use super::writer::Json;

/// What of the lanes has been written. It reads the trace anew, because only the trace knows the
/// order of what happened at the same time; what the spans are is known to the whole timeline.
pub(super) struct Slices {
    replay: Timeline,
    lanes: Vec<Lane>,
    /// The tasks that are being polled, the innermost last.
    polling: Vec<TaskId>,
}

/// What has been written of a lane, with times in ticks.
#[derive(Clone, Copy, Default)]
struct Lane {
    /// How many of its spans have begun.
    begun: usize,
    has_ended: bool,
    /// The slice that was written last.
    from: u64,
    to: u64,
    last: Option<(TaskState, Option<SiteId>)>,
    /// Where the arrow begins that leads to its next poll.
    woken: u64,
}

impl Slices {
    pub fn of(timeline: &Timeline) -> Self {
        let lanes = vec![Lane::default(); timeline.histories.len()];
        Self { replay: Timeline::new(), lanes, polling: Vec::new() }
    }

    /// Reads the next event and writes what begins with it.
    pub fn read(&mut self, event: Event, json: &mut Json<'_>) {
        self.replay.read(event);
        self.follow(event.task, json);
        // The beginning and the end of a poll change the callers of generators, too.
        while self.polling.len() > self.replay.polling.len() {
            if let Some(task) = self.polling.pop() {
                self.follow(task, json);
            }
        }
        for depth in self.replay.polling.len().saturating_sub(2)..self.replay.polling.len() {
            let task = self.replay.polling[depth].task;
            self.polling.truncate(depth);
            self.polling.push(task);
            self.follow(task, json);
        }
    }

    /// When something happened that lies in the slice that was written last of a lane.
    pub fn inside(&self, task: TaskId, at_us: u64) -> u64 {
        let lane = self.lanes.get(task.0 as usize).copied().unwrap_or_default();
        let at = ticks(at_us);
        if lane.to == 0 { at } else { at.clamp(lane.from, lane.to - 1) }
    }

    /// Writes what is new in a lane.
    fn follow(&mut self, task: TaskId, json: &mut Json<'_>) {
        let Some(replayed) = self.replay.history(task) else { return };
        let (begun, has_ended) = (replayed.spans.len(), replayed.ended.is_some());
        let Some(lane) = self.lanes.get_mut(task.0 as usize) else { return };
        let new = lane.begun..begun;
        lane.begun = begun.max(lane.begun);
        let ends_now = has_ended && !lane.has_ended;
        lane.has_ended = has_ended;
        // At the end of its task, a span that took no time is taken back.
        if let Some(history) = json.view.timeline.history(task) {
            for span in new.start..new.end.min(history.spans.len()) {
                self.begin(task, history, span, json);
            }
            if ends_now {
                json.ended(task, history, self.lanes[task.0 as usize].to);
            }
        }
    }

    /// Writes a span, and the ends of arrows in it.
    fn begin(&mut self, task: TaskId, history: &TaskHistory, span: usize, json: &mut Json<'_>) {
        let states = &history.spans.states;
        let from_us = history.spans.from_us[span];
        let to_us = json.view.end(history, span);
        let is_poll = states[span].is_running();
        let was_ready = span > 0 && states[span - 1] == TaskState::Ready;
        if is_poll && !was_ready {
            self.begin_arrow(task, history, span, from_us, json);
        }
        // Of the spans that take no time only polls mean something.
        if to_us > from_us || is_poll {
            let lane = &mut self.lanes[task.0 as usize];
            let woken = if is_poll { std::mem::take(&mut lane.woken) } else { 0 };
            let site = history.spans.site(span);
            // Two that may be alike do not touch: tools would put the second into the first.
            let gap = u64::from(lane.last == Some((states[span], site)));
            lane.last = Some((states[span], site));
            lane.from = ticks(from_us).max(lane.to + gap).max(woken);
            lane.to = ticks(to_us).max(lane.from + 1);
            json.slice(task, history, span, (lane.from, lane.to));
        }
        if is_poll {
            let from = self.lanes[task.0 as usize].from;
            if let Some((_, id)) = json.arrow(task, history, span) {
                let entry = Entry::new("wake", "wake", "f", from, task);
                json.push(&Entry { id: Some(id), bp: Some("e"), ..entry }, None);
            }
        } else if states[span] == TaskState::Ready {
            self.begin_arrow(task, history, span + 1, from_us, json);
        }
    }

    /// Writes the beginning of the arrow to a poll.
    fn begin_arrow(
        &mut self,
        task: TaskId,
        history: &TaskHistory,
        poll: usize,
        at_us: u64,
        json: &mut Json<'_>,
    ) {
        if let Some((by, id)) = json.arrow(task, history, poll) {
            let woken = self.inside(by, at_us);
            let entry = Entry::new("wake", "wake", "s", woken, by);
            json.push(&Entry { id: Some(id), ..entry }, None);
            self.lanes[task.0 as usize].woken = woken;
        }
    }
}

impl Json<'_> {
    fn slice(&mut self, task: TaskId, history: &TaskHistory, span: usize, (from, to): (u64, u64)) {
        let (state, detail) = (self.view.state(history, span), history.spans.detail(span));
        let category = category(state);
        let waiting = state.is_waiting().then(|| waiting_for(self.view, detail.wait));
        // What is waited for here has a name of its own on the page: a permit, an event, a channel.
        let named = waiting.as_ref().filter(|_| state == TaskState::Signal);
        let named = named.map(|what| format!("waiting {what}"));
        let name = named.as_deref().unwrap_or(category);
        let woken_by = detail.woken.map(|cause| waker(self.view, cause));
        let args =
            Args { waiting: waiting.as_deref(), woken_by: woken_by.as_deref(), ..Args::default() };
        let entry = Entry::new(name, category, "X", from, task);
        self.push(&Entry { dur: to - from, args, ..entry }, detail.site);
    }

    /// The arrow from a wake to the poll that it caused, if another task did the waking: that task,
    /// and the arrow's number.
    fn arrow(&self, task: TaskId, history: &TaskHistory, poll: usize) -> Option<(TaskId, u64)> {
        let states = &history.spans.states;
        states.get(poll).filter(|state| state.is_running())?;
        let before = poll.checked_sub(1).filter(|before| !states[*before].is_running())?;
        let by = match (history.spans.woken(poll), history.parent) {
            (Some(Cause::Task(by)), _) if by != task => by,
            // The first poll follows from being spawned.
            (None, Some(parent)) if before == 0 => parent,
            _ => return None,
        };
        // Tools look for the other end in every process, so the number must be unique. What
        // they read numbers with has 53 bits: 18 for the process, 14 for the task, 21 for the poll.
        Some((by, self.number(task) << 21 | poll as u64))
    }

    /// Writes how a task ended.
    fn ended(&mut self, task: TaskId, history: &TaskHistory, not_before: u64) {
        let Some((ended, state)) = history.ended.zip(history.end_state()) else { return };
        let error = history.error.map(|error| self.view.trace.text(error));
        let at = ticks(ended.at_us).max(not_before);
        let entry = Entry::new(category(state), "end", "i", at, task);
        let args = Args { error, ..Args::default() };
        self.push(&Entry { s: Some("t"), args, ..entry }, None);
    }
}
