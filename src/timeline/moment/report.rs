//! The report on one moment: plain data for the page.

use serde::Serialize;

use crate::timeline::lanes::TaskState;

/// The state of a run at one moment.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Moment {
    /// The time of the moment.
    pub at_ms: f64,
    /// How many polls of the loop are over by then.
    pub poll: u32,
    /// How many polls there are in all.
    pub polls: u32,
    /// Where one poll back leads: how many polls are over there.
    pub back: Option<u32>,
    /// Where one poll forward leads, counted likewise.
    pub forward: Option<u32>,
    /// Whether this is the end of a run that is over.
    pub is_end: bool,
    /// What the loop is about to do, as a sentence.
    pub now: String,
    /// The last poll, and how long no task was ready after it, in words.
    pub last: String,
    /// The lines that this poll went through, as far as they are known: where the task went on, what it
    /// began, printed and waits for. At most 32 of them.
    pub acted: Vec<ActedLine>,
    /// The task that is being polled, if the moment lies within a poll.
    pub running: Option<TaskNow>,
    /// The poll that comes next in this run.
    pub next: Option<NextPoll>,
    /// The first 100 tasks in the ready queue, from its front.
    pub ready: Vec<ReadyTask>,
    /// How many tasks are in the ready queue.
    pub ready_count: u32,
    /// The first 100 sleeping tasks, in the order of their deadlines.
    pub sleeping: Vec<SleepingTask>,
    /// How many tasks are sleeping.
    pub sleeping_count: u32,
    /// The first 200 tasks that have begun and not ended, by lane, including those of workers.
    pub tasks: Vec<TaskNow>,
    /// How many tasks have begun and not ended.
    pub task_count: u32,
    /// How many tasks have completed.
    pub completed: u32,
    /// How many tasks were cancelled.
    pub cancelled: u32,
    /// How many lines of the report's output have been printed by then.
    pub printed: u32,
    /// The choices that the loop has made so far: whenever several tasks were ready, the place in the
    /// queue of the task that it took. `None` if there were more than 4,096 choices, or if some
    /// tasks were not recorded.
    pub picks: Option<Vec<u32>>,
}

/// A line on which something happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct ActedLine {
    /// The lane of the task whose turn it was.
    pub lane: u32,
    /// The line.
    pub line: u32,
    /// Its file.
    pub file: String,
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
    /// The place of the task in the ready queue, if it is in the queue already.
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
    /// When it became ready.
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
    /// How far away the deadline is.
    pub left_ms: f64,
    /// When the wait began.
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
    /// What the task does, as in the draw list.
    pub state: TaskState,
    /// The state in words: "waiting on a timer, 400 ms left".
    pub words: String,
    /// When that began.
    pub since_ms: f64,
    /// The line on which it stands.
    pub line: Option<u32>,
    /// The file of that line.
    pub file: Option<String>,
    /// Both in words: "line 31", and of which file where the run has several.
    pub place: Option<String>,
}
