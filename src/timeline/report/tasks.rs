//! The report on each task of a run.

use serde::Serialize;

use crate::runtime::trace::TaskId;
use crate::timeline::lanes::{Cancellation, LaneKind, TaskHistory, View};
use crate::timeline::words::{standing, to_ms, waiting_for};

/// The report on a task.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct TaskReport {
    /// The number of the task, in the order of spawning.
    pub id: u32,
    /// Its lane.
    pub lane: u32,
    /// How many tasks it is nested in.
    pub depth: u32,
    /// Its name.
    pub name: String,
    /// The task that spawned it.
    pub parent: Option<u32>,
    /// Whether it is a generator. Generators run inside the polls of their callers.
    pub generator: bool,
    /// The source line that spawned it.
    pub line: Option<u32>,
    /// The file of that line, where the run has several.
    pub file: Option<String>,
    /// When it was spawned.
    pub spawned_ms: f64,
    /// When it ended.
    pub ended_ms: Option<f64>,
    /// How it ended.
    pub end: TaskEnd,
    /// The error with which it failed.
    pub error: Option<String>,
    /// How often it was polled.
    pub polls: u32,
    /// How often it was woken.
    pub wakes: u32,
    /// How long it was being polled, without the generators that ran inside its polls.
    pub busy_ms: f64,
    /// How long it was ready, but the loop had not come to it.
    pub ready_ms: f64,
    /// How long it waited.
    pub idle_ms: f64,
    /// Its longest single wait.
    pub longest_wait: Option<LongestWait>,
    /// What it reported to have dropped, in that order.
    pub dropped: Vec<String>,
    /// The request to stop it, if there was one.
    pub cancellation: Option<CancellationReport>,
}

/// The longest single wait of a task.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct LongestWait {
    /// What it waited for: "on a timer", "for `greet`".
    pub text: String,
    /// How long it waited.
    pub ms: f64,
}

/// How a task ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum TaskEnd {
    /// It goes on, or the record ends before the task does.
    Running,
    /// It returned its output.
    Completed,
    /// It returned an error.
    Failed,
    /// It was dropped before it completed.
    Cancelled,
}

/// A request to stop a task.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct CancellationReport {
    /// When it was made.
    pub requested_ms: f64,
    /// The task that made it; `None` if the run was stopped or had come to its end, or if no task made
    /// it.
    pub requested_by: Option<u32>,
    /// The line on which it was made.
    pub requested_line: Option<u32>,
    /// When the task ended.
    pub ended_ms: Option<f64>,
    /// What the task was waiting on.
    pub waited_on: String,
    /// The line on which it stood.
    pub line: Option<u32>,
}

/// A report lists at most this many tasks.
pub(in crate::timeline) const MOST_LISTED: usize = 1_000;

/// The first tasks, in the order of their lanes.
pub(super) fn task_reports(view: View<'_>) -> Vec<TaskReport> {
    let mut dropped = dropped(view);
    let report = |task: &TaskId| {
        let of_task = dropped.get_mut(task.0 as usize).map(std::mem::take);
        Some(task_report(view, *task, view.timeline.history(*task)?, of_task.unwrap_or_default()))
    };
    view.timeline.lanes.iter().take(MOST_LISTED).filter_map(report).collect()
}

/// What each task reported to have dropped; empty if no task reported anything.
fn dropped(view: View<'_>) -> Vec<Vec<String>> {
    let all = &view.timeline.dropped;
    let tasks = if all.is_empty() { 0 } else { view.timeline.histories.len() };
    let mut dropped = vec![Vec::new(); tasks];
    for thing in all {
        if let Some(things) = dropped.get_mut(thing.task.0 as usize) {
            things.push(view.trace.text(thing.text).to_owned());
        }
    }
    dropped
}

fn task_report(
    view: View<'_>,
    task: TaskId,
    history: &TaskHistory,
    dropped: Vec<String>,
) -> TaskReport {
    let place = view.timeline.places.get(task.0 as usize).copied().unwrap_or_default();
    let totals = history.totals_at(view.timeline.now_us());
    TaskReport {
        id: task.0,
        lane: place.lane,
        depth: place.depth,
        name: view.name(task),
        parent: history.parent.map(|parent| parent.0),
        generator: history.kind == LaneKind::Generator,
        line: view.line(history.site),
        file: view.file_of_several(history.site),
        spawned_ms: to_ms(history.spawned_us),
        ended_ms: history.ended.map(|ended| to_ms(ended.at_us)),
        end: match history.ended {
            // Callbacks are no task, and nobody waits for their end.
            None if history.kind == LaneKind::Callbacks && view.trace.end().is_some() => {
                TaskEnd::Completed
            }
            None => TaskEnd::Running,
            Some(ended) if ended.cancelled => TaskEnd::Cancelled,
            Some(_) if history.error.is_some() => TaskEnd::Failed,
            Some(_) => TaskEnd::Completed,
        },
        error: history.error.map(|error| view.trace.text(error).to_owned()),
        polls: history.polls,
        wakes: history.wakes,
        busy_ms: to_ms(totals.busy_us),
        ready_ms: to_ms(totals.ready_us),
        idle_ms: to_ms(totals.idle_us),
        longest_wait: longest_wait(view, history),
        dropped,
        cancellation: history
            .cancellation
            .as_deref()
            .map(|request| cancelled(view, history, request)),
    }
}

fn longest_wait(view: View<'_>, history: &TaskHistory) -> Option<LongestWait> {
    let (wait, us) = history.longest_wait_at(view.timeline.now_us());
    (us > 0).then(|| LongestWait { text: waiting_for(view, wait), ms: to_ms(us) })
}

fn cancelled(view: View<'_>, history: &TaskHistory, request: &Cancellation) -> CancellationReport {
    CancellationReport {
        requested_ms: to_ms(request.at_us),
        requested_by: request.by.task().map(|by| by.0),
        requested_line: view.line(request.asked_at),
        ended_ms: history.ended.map(|ended| to_ms(ended.at_us)),
        waited_on: standing(view, request.state, request.wait),
        line: view.line(request.site),
    }
}
