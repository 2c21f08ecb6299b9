//! How a task is related to others at a time: which task woke it, which tasks it woke, which it waits
//! for and which wait for it, which task spawned it and which it spawned.

use serde::Serialize;

use crate::runtime::trace::{SiteId, TaskId, Trace};
use crate::timeline::lanes::{
    PollRef, TaskHistory, TaskState, Timeline, View, Wait, Wake, WakeKind, asked_by, cancelled,
    is_resumed, wake,
};
use crate::timeline::words::{asker, duration, number, to_ms, waiting_for};

/// At most this many relations of one kind are listed one by one.
const MOST_OF_A_KIND: usize = 6;

/// A relation of one task to another, to a timer or to the world outside.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Relation {
    /// The kind of relation.
    pub kind: RelationKind,
    /// The relation in words: "woken by `a` at 1,000 ms".
    pub text: String,
    /// The lane of the other task, if there is one.
    pub lane: Option<u32>,
    /// For a wake, when the task was woken; for a spawn, when it was spawned; for a wait, the time
    /// asked about.
    pub from_ms: f64,
    /// When the task that was woken or spawned was polled for it. Otherwise equal to `from_ms`.
    pub to_ms: f64,
}

/// The kind of a [`Relation`]. Each is about this task, and perhaps the other task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum RelationKind {
    /// The other task woke this one.
    WokenBy,
    /// A timer woke this task; it was due at `from_ms`.
    WokenByTimer,
    /// The world outside woke this task.
    WokenByHost,
    /// A request to cancel woke this task. It came from the other task, if there is one.
    CancelledBy,
    /// This task woke the other task.
    Wakes,
    /// This task waits for the other task, or for something that is no task.
    WaitsFor,
    /// The other task waits for this task.
    WaitedBy,
    /// The other task spawned this task.
    SpawnedBy,
    /// This task spawned the other task.
    Spawned,
}

impl Timeline {
    /// How the task of a lane is related to others at a time: through its poll at that time, or else
    /// the poll before, and through what it waits for. Empty outside of the lane.
    #[must_use]
    pub fn relations(&self, trace: &Trace, lane: u32, at_ms: f64) -> Vec<Relation> {
        let view = View { timeline: self, trace };
        let mut found = Found { view, relations: Vec::new() };
        let task = self.lanes.get(lane as usize).copied();
        if let Some((task, history)) = task.and_then(|task| Some((task, self.history(task)?)))
            && (0.0..=to_ms(history.until_us(self.now_us()))).contains(&at_ms)
        {
            found.ask(task, history, (at_ms * 1000.0).round() as u64);
        }
        found.relations
    }

    /// The waits for tasks at a time, among the lanes given: pairs of the lane that waits and the
    /// lane that it waits for.
    #[must_use]
    pub fn waits_for(&self, at_ms: f64, first_lane: u32, lanes: u32) -> Vec<u32> {
        let mut pairs = Vec::new();
        let (first, at_us) = (first_lane as usize, (at_ms * 1000.0).round() as u64);
        for (lane, task) in self.lanes.iter().enumerate().skip(first).take(lanes as usize) {
            let wait =
                self.history(*task).and_then(|history| wait_at(history, at_us, self.now_us()));
            if let Some(Wait::Task(of)) = wait
                && let Some(place) = self.places.get(of.0 as usize)
            {
                pairs.extend([lane as u32, place.lane]);
            }
        }
        pairs
    }
}

/// What a task waits for at a time; `None` if it does not wait then.
fn wait_at(history: &TaskHistory, at_us: u64, now_us: u64) -> Option<Wait> {
    let span = history.spans.at(at_us)?;
    let is_over =
        at_us > history.until_us(now_us) || history.ended.is_some_and(|end| at_us >= end.at_us);
    let waits = !is_over && history.spans.states[span].is_waiting();
    waits.then(|| history.spans.detail(span).wait)
}

struct Found<'a> {
    view: View<'a>,
    relations: Vec<Relation>,
}

impl<'a> Found<'a> {
    fn ask(&mut self, task: TaskId, history: &'a TaskHistory, at_us: u64) {
        let spans = &history.spans;
        let Some(span) = spans.at(at_us) else { return };
        let is_over = history.ended.is_some_and(|ended| at_us >= ended.at_us);
        let waits = spans.states[span].is_waiting() && !is_over;
        let is_polled = |span: &usize| {
            spans.states[*span].is_running() || matches!(spans.detail(*span).wait, Wait::Resumed(_))
        };
        // The spans of the poll at this time, or of the poll that led here.
        let last = if is_over || is_polled(&span) { Some(span) } else { span.checked_sub(1) };
        let last = last.filter(is_polled);
        let first = last.map(|last| (0..=last).rev().take_while(is_polled).last().unwrap_or(last));
        // The span that a wake began: before this poll, or after this wait.
        let ready = match (waits, first) {
            _ if spans.states[span] == TaskState::Ready && !is_over => Some(span),
            (true, _) => Some(span + 1),
            (false, Some(first)) if is_resumed(history, first) => Some(first),
            (false, first) => first.and_then(|first| first.checked_sub(1)),
        };
        let is_wake = |ready: &usize| {
            spans.states.get(*ready).is_some_and(|state| !state.is_waiting() && *ready > 0)
        };
        if let Some(wake) = ready.filter(is_wake).and_then(|ready| wake(self.view, history, ready))
        {
            self.woken(task, wake);
        }
        let is_last = is_over || span + 1 == spans.len();
        if let Some(wake) = cancelled(history).filter(|_| is_last) {
            self.woken(task, wake);
        }
        if waits {
            self.waits_for(spans.detail(span).wait, at_us);
        }
        if let Some(first) = first {
            self.wakes(task, history, first);
        }
        self.waited_by(task, at_us);
        self.family(history);
    }

    fn add(&mut self, kind: RelationKind, text: String, task: Option<TaskId>, us: (u64, u64)) {
        let place = task.and_then(|task| self.view.timeline.places.get(task.0 as usize));
        let lane = place.map(|place| place.lane);
        let (from_ms, to_ms) = (to_ms(us.0), to_ms(us.1));
        self.relations.push(Relation { kind, text, lane, from_ms, to_ms });
    }

    fn woken(&mut self, task: TaskId, wake: Wake) {
        let when = duration(wake.at_us);
        let name = wake.by.map(|by| self.view.quoted(by)).unwrap_or_default();
        let (kind, text) = match wake.kind {
            WakeKind::Spawn => return,
            WakeKind::Task if wake.by == Some(task) => {
                (RelationKind::WokenBy, format!("woken by itself at {when}"))
            }
            WakeKind::Task => (RelationKind::WokenBy, format!("woken by {name} at {when}")),
            WakeKind::Timer => {
                (RelationKind::WokenByTimer, format!("woken by a timer that was due at {when}"))
            }
            WakeKind::Host => (
                RelationKind::WokenByHost,
                format!("woken by the world outside of the loop at {when}"),
            ),
            WakeKind::Cancel => {
                let history = self.view.timeline.history(task);
                let by = history.and_then(|history| asked_by(history, wake.at_us));
                let by = by.map_or_else(String::new, |by| format!(" by {}", asker(self.view, by)));
                (RelationKind::CancelledBy, format!("asked to stop{by} at {when}"))
            }
        };
        self.add(kind, text, wake.by, (wake.at_us, wake.polled_us));
    }

    fn waits_for(&mut self, wait: Wait, at_us: u64) {
        let text = format!("waits {}", waiting_for(self.view, wait));
        let task = if let Wait::Task(of) = wait { Some(of) } else { None };
        self.add(RelationKind::WaitsFor, text, task, (at_us, at_us));
    }

    /// Adds the tasks that the task woke in the poll that begins with this span.
    fn wakes(&mut self, task: TaskId, history: &TaskHistory, first: usize) {
        let timeline = self.view.timeline;
        let Some(poll) = poll_of(timeline, task, first, history.spans.from_us[first]) else {
            return;
        };
        let begin = timeline.wakes.partition_point(|wake| wake.poll < poll);
        let of_poll = timeline.wakes[begin..].iter().take_while(|wake| wake.poll == poll);
        let mut others = 0;
        let mut listed: Vec<TaskId> = Vec::new();
        for woken in of_poll {
            let Some(other) = timeline.history(woken.task) else { continue };
            let span = woken.span as usize;
            // The span is missing if the task ended at once.
            let found = if span < other.spans.len() { wake(self.view, other, span) } else { None };
            let Some(found) = found.filter(|wake| wake.by == Some(task)) else { continue };
            if woken.task == task || listed.contains(&woken.task) {
                continue;
            }
            if listed.len() == MOST_OF_A_KIND {
                others += 1;
                continue;
            }
            listed.push(woken.task);
            let name = self.view.quoted(woken.task);
            let text = format!("woke {name} at {}", duration(found.at_us));
            let us = (found.at_us, found.polled_us);
            self.add(RelationKind::Wakes, text, Some(woken.task), us);
        }
        self.more(RelationKind::Wakes, "woke", others);
    }

    /// Adds the tasks that wait for the task at the time given.
    fn waited_by(&mut self, task: TaskId, at_us: u64) {
        let (timeline, mut listed, mut others) = (self.view.timeline, 0, 0);
        for (other, history) in timeline.histories.iter().enumerate() {
            if wait_at(history, at_us, timeline.now_us()) != Some(Wait::Task(task)) {
                continue;
            }
            if listed == MOST_OF_A_KIND {
                others += 1;
                continue;
            }
            listed += 1;
            let other = TaskId(other as u32);
            let text = format!("{} waits for it", self.view.quoted(other));
            self.add(RelationKind::WaitedBy, text, Some(other), (at_us, at_us));
        }
        self.more(RelationKind::WaitedBy, "waited for by", others);
    }

    fn family(&mut self, history: &TaskHistory) {
        if let Some(parent) = history.parent {
            let text = self.spawned("spawned by", parent, history.spawned_us, history.site);
            let us = (history.spawned_us, first_poll(self.view, history));
            self.add(RelationKind::SpawnedBy, text, Some(parent), us);
        }
        let (mut child, mut listed, mut others) = (history.first_child.map(TaskId), 0, 0);
        while let Some(task) = child {
            let Some(history) = self.view.timeline.history(task) else { break };
            child = history.next_sibling.map(TaskId);
            if listed == MOST_OF_A_KIND {
                others += 1;
                continue;
            }
            listed += 1;
            let text = self.spawned("spawned", task, history.spawned_us, history.site);
            let us = (history.spawned_us, first_poll(self.view, history));
            self.add(RelationKind::Spawned, text, Some(task), us);
        }
        self.more(RelationKind::Spawned, "spawned", others);
    }

    /// "spawned `a` at 0 ms (line 12)".
    fn spawned(&self, verb: &str, task: TaskId, at_us: u64, site: Option<SiteId>) -> String {
        let (name, place) = (self.view.quoted(task), self.view.in_line(site));
        format!("{verb} {name} at {}{place}", duration(at_us))
    }

    /// Adds how many relations there are besides those listed.
    fn more(&mut self, kind: RelationKind, verb: &str, others: u64) {
        if others > 0 {
            self.add(kind, format!("{verb} {} more", number(others)), None, (0, 0));
        }
    }
}

/// When a task was first polled, or the end of what is known if it was not.
fn first_poll(view: View<'_>, history: &TaskHistory) -> u64 {
    match history.spans.states.first() {
        Some(TaskState::Ready) => view.end(history, 0),
        _ => history.spawned_us,
    }
}

/// The number of the loop's poll that begins with a span of a task, or contains it.
fn poll_of(timeline: &Timeline, task: TaskId, span: usize, from_us: u64) -> Option<u32> {
    let begins = |poll: &PollRef| {
        let history = timeline.history(poll.task);
        history
            .and_then(|history| history.spans.from_us.get(poll.span as usize))
            .copied()
            .unwrap_or(0)
    };
    let end = timeline.polls.partition_point(|poll| begins(poll) <= from_us);
    let same = timeline.polls[..end].iter().rev().take_while(|poll| begins(poll) == from_us);
    let own = same.clone().position(|poll| poll.task == task && poll.span as usize == span);
    // A thread runs while the loop has polled nobody yet.
    Some(end.checked_sub(1)?.checked_sub(own.unwrap_or(0))? as u32)
}
