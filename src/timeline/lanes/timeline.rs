//! The timeline: a lane for each task, built from a trace as it grows.

use crate::runtime::trace::{Event, SiteId, TaskId, TextId, Trace, What};

use super::levels::Levels;
use super::life::Life;
use super::polls::{Blocked, Poll, PollRef, WakeRef};
use super::sleeps::{Lateness, Slept};
use super::state::{BLOCKING_US, Detail, Several, State, Wait};

/// How many sleeps are kept to be listed one by one.
const MOST_SLEEPS: usize = 1_000;

/// What a trace says, ordered by task and time.
///
/// [`update`](Self::update) reads what is new in a trace; every other question takes the same
/// trace once more, for the texts and source lines in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// How many rows of the trace have been read, and the time as the trace told it there.
    rows: usize,
    read_to_us: u64,
    /// The time of the event read last. Other than `read_to_us` it never goes back.
    at_us: u64,
    /// The time of the last event that is not output. In a trace that is full, more output may
    /// follow long after everything else has been left out.
    lanes_to_us: u64,
    /// Whether events were left out, so that nothing is known after `lanes_to_us`.
    cut: bool,
    /// From how long on a poll counts as blocking that does not say so. On a clock that goes faster
    /// than real time that is more time of the program.
    pub(in crate::timeline) blocking_us: u64,
    now_us: u64,
    /// The tasks, by number.
    pub(in crate::timeline) lives: Vec<Life>,
    /// The task of each lane, and the lane of each task with how deep it is nested.
    pub(in crate::timeline) lanes: Vec<TaskId>,
    pub(in crate::timeline) places: Vec<Place>,
    /// The polls that go on, the innermost last.
    pub(in crate::timeline) polling: Vec<Poll>,
    /// The polls of the loop, in the order of time.
    pub(in crate::timeline) polls: Vec<PollRef>,
    /// Where tasks were woken by others, in the order of time.
    pub(in crate::timeline) wakes: Vec<WakeRef>,
    /// The last stretch of polls without a pause: from when to when.
    pub(in crate::timeline) busy: (u64, u64),
    /// How long the loop polled in all.
    pub(in crate::timeline) worked_us: u64,
    pub(in crate::timeline) several: Vec<Several>,
    pub(in crate::timeline) slept: Vec<Slept>,
    pub(in crate::timeline) lateness: Lateness,
    pub(in crate::timeline) blocked: Vec<Blocked>,
    pub(in crate::timeline) printed: Vec<Printed>,
    pub(in crate::timeline) never_awaited: Vec<Printed>,
    pub(in crate::timeline) dropped: Vec<Printed>,
    pub(in crate::timeline) levels: Levels,
}

/// Where a task is in the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::timeline) struct Place {
    pub lane: u32,
    pub depth: u32,
}

/// A text that a task gave at some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::timeline) struct Printed {
    pub at_us: u64,
    pub task: TaskId,
    pub text: TextId,
    pub site: Option<SiteId>,
}

impl Timeline {
    /// A timeline of nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A timeline of a whole trace.
    #[must_use]
    pub fn of(trace: &Trace) -> Self {
        let mut timeline = Self::new();
        timeline.update(trace);
        timeline
    }

    /// Reads those events of the trace that are new since the last call. It must be the same
    /// trace each time; one that is shorter than what has been read is read from its beginning.
    pub fn update(&mut self, trace: &Trace) {
        if trace.rows() < self.rows {
            *self = Self::new();
        }
        let tasks = self.lives.len();
        self.blocking_us = BLOCKING_US.saturating_mul(trace.time_scale().into());
        for event in trace.events_from(self.rows, self.read_to_us) {
            self.read(event);
        }
        self.rows = trace.rows();
        self.cut = trace.dropped() > 0;
        self.now_us = if self.cut { self.lanes_to_us } else { self.at_us.max(trace.last_us()) };
        if self.lives.len() > tasks {
            self.order();
        }
    }

    /// Reads the next event. Without [`update`](Self::update) there are lives, but no lanes.
    pub(in crate::timeline) fn read(&mut self, event: Event) {
        self.read_to_us = event.at_us;
        self.at_us = self.at_us.max(event.at_us);
        if !matches!(event.what, What::Logged { .. }) {
            self.lanes_to_us = self.at_us;
        }
        self.take(event.task, event.what, event.site);
    }

    /// The time of the event read last, in microseconds.
    pub(in crate::timeline) fn at_us(&self) -> u64 {
        self.at_us
    }

    /// Says what time it is in a run that goes on, so that what goes on is drawn up to there. To
    /// be called after [`update`](Self::update), which knows only the time of the last event.
    pub fn advance(&mut self, now_us: u64) {
        if !self.cut {
            self.now_us = self.now_us.max(now_us);
        }
    }

    /// The time that the run has reached as far as it was recorded, in microseconds.
    #[must_use]
    pub fn now_us(&self) -> u64 {
        self.now_us
    }

    /// How many lanes there are: one for each task.
    #[must_use]
    pub fn lanes(&self) -> usize {
        self.lanes.len()
    }

    pub(in crate::timeline) fn life(&self, task: TaskId) -> Option<&Life> {
        self.lives.get(task.0 as usize)
    }

    pub(in crate::timeline) fn life_mut(&mut self, task: TaskId) -> Option<&mut Life> {
        self.lives.get_mut(task.0 as usize)
    }

    /// The state of a task that waits on this.
    pub(in crate::timeline) fn state_of(&self, wait: Wait) -> State {
        match wait {
            Wait::Several(several) => {
                self.several.get(several as usize).map_or(State::Host, |several| several.state())
            }
            wait => wait.state(),
        }
    }

    fn take(&mut self, task: TaskId, what: What, site: Option<SiteId>) {
        let at_us = self.at_us;
        match what {
            What::Spawned { by } => self.spawn(at_us, task, by, site),
            What::PollStarted => self.start_poll(at_us, task, site),
            What::PollEnded => self.end_poll(at_us, task),
            What::Completed => self.end(at_us, task, false),
            What::Cancelled => self.end(at_us, task, true),
            What::Waits(on) => self.waits(at_us, task, on, site),
            What::Woken { cause } => self.wake(at_us, task, cause),
            What::BlockStarted { .. } => self.start_block(at_us, task, site),
            What::BlockEnded => self.end_block(at_us, task),
            What::Logged { text } => self.printed.push(Printed { at_us, task, text, site }),
            What::NamedLevel { name, held } => self.levels.keep(at_us, name, held),
            What::NeverAwaited { text } => {
                self.never_awaited.push(Printed { at_us, task, text, site });
            }
            What::Dropped { text } => self.dropped.push(Printed { at_us, task, text, site }),
            _ => self.take_by_life(at_us, task, what, site),
        }
        // A generator's poll begins on a line of its caller.
        if site.is_some() && what != What::PollStarted {
            self.stand_on(task, site);
        }
    }

    /// Takes what concerns nothing but the task's own life.
    fn take_by_life(&mut self, at_us: u64, task: TaskId, what: What, site: Option<SiteId>) {
        let Some(life) = self.life_mut(task) else { return };
        match what {
            What::IsGenerator => {
                life.generator = true;
                if life.polls == 0 {
                    // Nobody polls a generator by itself: it waits to be sent something.
                    let detail = Detail { wait: Wait::Send, ..life.detail() };
                    life.spans.replace_last(State::Signal, detail);
                }
            }
            What::Named { text } => life.name = Some(text),
            What::Failed { error } => life.error = Some(error),
            What::ErrorReceived => life.error_received = true,
            What::WakeMerged { .. } => life.wakes = life.wakes.saturating_add(1),
            What::CancelRequested { by } => life.request_cancel(at_us, by, site),
            What::Slept { asked_us } => {
                if let Some(slept) = life.sleeps.slept(task, at_us, asked_us, site) {
                    self.keep_sleep(slept);
                }
            }
            _ => {}
        }
    }

    fn spawn(&mut self, at_us: u64, task: TaskId, by: Option<TaskId>, site: Option<SiteId>) {
        // Tasks are numbered in the order in which they are spawned, parents before children.
        // This also keeps a trace that says otherwise from making anything go round in a circle.
        if task.0 as usize != self.lives.len() {
            return;
        }
        let parent = by.filter(|by| by.0 < task.0);
        let mut life = Life { parent, site, spawned_us: at_us, ..Life::default() };
        life.enter(at_us, State::Ready, Detail { site, ..Detail::default() });
        self.lives.push(life);
        let Some(parent) = parent.and_then(|parent| self.life_mut(parent)) else { return };
        let before = parent.last_child.replace(task.0);
        match before {
            None => parent.first_child = Some(task.0),
            Some(before) => self.lives[before as usize].next_sibling = Some(task.0),
        }
    }

    fn end(&mut self, at_us: u64, task: TaskId, cancelled: bool) {
        self.end_poll(at_us, task);
        let Some(life) = self.life_mut(task).filter(|life| life.ended.is_none()) else { return };
        let cut_short = life.end(at_us, cancelled);
        for sleep in cut_short {
            self.keep_sleep(sleep.cut_short(task, at_us));
        }
    }

    /// Keeps a sleep that is over, for the report.
    fn keep_sleep(&mut self, slept: Slept) {
        self.lateness.add(slept);
        if self.slept.len() < MOST_SLEEPS {
            self.slept.push(slept);
        }
    }

    /// The task is known to stand on a line while it is polled.
    fn stand_on(&mut self, task: TaskId, site: Option<SiteId>) {
        if let Some(life) = self.life_mut(task).filter(|life| life.running)
            && life.detail().site.is_none()
        {
            life.spans.set_detail(Detail { site, ..life.detail() });
        }
    }

    /// Puts the lanes in order: each task, then its children in the order of spawning.
    fn order(&mut self) {
        self.lanes.clear();
        self.places.resize(self.lives.len(), Place::default());
        for root in 0..self.lives.len() {
            if self.lives[root].parent.is_none() {
                self.place(root as u32);
            }
        }
    }

    /// Places a task and all below it. Without recursion, because a trace may nest as deep as it
    /// is long.
    fn place(&mut self, root: u32) {
        let mut next = Some((root, 0));
        while let Some((task, depth)) = next {
            self.places[task as usize] = Place { lane: self.lanes.len() as u32, depth };
            self.lanes.push(TaskId(task));
            next = self.lives[task as usize].first_child.map(|child| (child, depth + 1));
            let mut up = (task, depth);
            while next.is_none() && up.0 != root {
                let life = &self.lives[up.0 as usize];
                next = life.next_sibling.map(|sibling| (sibling, up.1));
                let Some(parent) = life.parent else { break };
                up = (parent.0, up.1 - 1);
            }
        }
    }
}
