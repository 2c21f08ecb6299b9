//! What there is to say about one moment, as plain data for the page.

use serde::Serialize;

use crate::timeline::lanes::State;

/// The state of a run at one moment.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Moment {
    /// When it is.
    pub at_ms: f64,
    /// How many polls of the loop are over by then.
    pub poll: u32,
    /// How many polls there are in all.
    pub polls: u32,
    /// Where one poll back leads: the number of polls that are over there.
    pub back: Option<u32>,
    /// Where one poll forward leads.
    pub forward: Option<u32>,
    /// Whether this is the end of a run that is over.
    pub is_end: bool,
    /// What the loop is about to do, as a sentence.
    pub now: String,
    /// What the last poll was, as a sentence, and for how long nobody was ready after it.
    pub last: String,
    /// The task that the loop is in the middle of polling.
    pub running: Option<TaskNow>,
    /// The poll that came next in this run.
    pub next: Option<NextPoll>,
    /// The ready queue, from its front on: the first 100 tasks in it.
    pub ready: Vec<ReadyTask>,
    /// How many tasks are in the ready queue.
    pub ready_count: u32,
    /// Who sleeps, in the order of their deadlines: the first 100.
    pub sleeping: Vec<SleepingTask>,
    /// How many tasks sleep.
    pub sleeping_count: u32,
    /// The tasks that have begun and not ended, by lane, those of workers among them: the first 200.
    pub tasks: Vec<TaskNow>,
    /// How many of those there are.
    pub task_count: u32,
    /// How many tasks have come to their end, and how many of the others were cancelled.
    pub completed: u32,
    /// See `completed`.
    pub cancelled: u32,
    /// How many lines of the report's output are printed by then.
    pub printed: u32,
    /// The choices that the loop has made so far: each time that several tasks were ready, the
    /// place in the queue of the one that it took. None if there were more than 4,096, or if the
    /// record does not tell of all tasks.
    pub picks: Option<Vec<u32>>,
}

/// The poll that comes next.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct NextPoll {
    /// The task that is polled.
    pub task: u32,
    /// Its lane.
    pub lane: u32,
    /// Its name.
    pub name: String,
    /// When the poll begins.
    pub at_ms: f64,
    /// At which place in the ready queue the task is by now, if it is in there.
    pub place: Option<u32>,
}

/// A task in the ready queue.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct ReadyTask {
    /// Its number.
    pub task: u32,
    /// Its lane.
    pub lane: u32,
    /// Its name.
    pub name: String,
    /// Since when it is ready.
    pub since_ms: f64,
    /// Why it is ready: "woken by a timer", "just spawned by `main`".
    pub why: String,
    /// The line on which it stands.
    pub line: Option<u32>,
}

/// A task that waits for a deadline.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct SleepingTask {
    /// Its number.
    pub task: u32,
    /// Its lane.
    pub lane: u32,
    /// Its name.
    pub name: String,
    /// Its deadline, or the earliest of several.
    pub due_ms: f64,
    /// How far away that is.
    pub left_ms: f64,
    /// Since when it waits.
    pub since_ms: f64,
    /// The line on which it stands.
    pub line: Option<u32>,
}

/// What a task does at the moment.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct TaskNow {
    /// Its number, as in the report.
    pub id: u32,
    /// Its lane.
    pub lane: u32,
    /// Its name.
    pub name: String,
    /// What it does: as in the draw list.
    pub state: State,
    /// The same in words: "waiting on a timer, 400 ms left".
    pub words: String,
    /// Since when.
    pub since_ms: f64,
    /// The line on which it stands.
    pub line: Option<u32>,
    /// The file of that line.
    pub file: Option<String>,
}
