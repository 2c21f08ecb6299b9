//! The report on a run, as plain data.

use serde::Serialize;

use crate::runtime::trace::{Clock, End, TaskId, Trace};
use crate::timeline::lanes::{Timeline, View};
use crate::timeline::why::{Explanation, OfWorker, explain};
use crate::timeline::words::{duration, to_ms};

use super::lateness::{LatenessReport, lateness};
use super::levels::{LevelReport, levels};
use super::sleeps::{SleepReport, sleeps};
use super::tasks::{TaskReport, task_reports};
use super::warnings::{Warning, warnings};

/// The report on a run. Times are in milliseconds since it began.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Report {
    /// How the run ended.
    pub end: EndState,
    /// How the run ended, as a sentence.
    pub end_text: String,
    /// Why the program could not do its work, if it said so: its main coroutine has ended with this.
    pub failure: Option<String>,
    /// Whether the times were measured or computed.
    pub clock: ClockKind,
    /// How many times faster than real time the clock went. All times here are the program's own:
    /// divided by this they are real time.
    pub time_scale: u32,
    /// How long the run took, or has taken so far.
    pub total_ms: f64,
    /// What the program printed.
    pub output: Vec<OutputLine>,
    /// The first 1,000 tasks by lane: a parent, then its children in the order of spawning.
    pub tasks: Vec<TaskReport>,
    /// How many lanes there are: one for each task that was recorded.
    pub lanes: u32,
    /// How many further tasks there were that the trace did not record.
    pub unrecorded_tasks: u32,
    /// What people should know about the run.
    pub warnings: Vec<Warning>,
    /// The first 1,000 sleeps: what each asked for, and what it got.
    pub sleeps: Vec<SleepReport>,
    /// How late all sleeps were, including those not listed. `None` if no task slept.
    pub lateness: Option<LatenessReport>,
    /// What the program counts over time.
    pub levels: Vec<LevelReport>,
    /// Why the run took as long as it did.
    pub explanation: Explanation,
    /// The workers that the program started.
    pub workers: Vec<WorkerReport>,
    /// What recording cost.
    pub cost: Cost,
}

/// The report on a worker.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct WorkerReport {
    /// Its name.
    pub name: String,
    /// The first lane of what runs in it. `None` if nothing has been recorded of it yet.
    pub lane: Option<u32>,
    /// Whether it is still running.
    pub alive: bool,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum EndState {
    /// It goes on.
    Running,
    /// The program's own coroutine completed.
    Completed,
    /// It was stopped from outside.
    Stopped,
    /// Every task waits, and nothing can wake any of them.
    Stuck,
    /// A simulation took more polls than it is allowed to, or computed for longer.
    PollLimit,
    /// A coroutine panicked.
    Panicked,
}

impl EndState {
    /// How the run of a trace ended.
    #[must_use]
    pub fn of(trace: &Trace) -> Self {
        trace.end().map_or(Self::Running, Self::from)
    }
}

impl From<&End> for EndState {
    fn from(end: &End) -> Self {
        match end {
            End::Completed => Self::Completed,
            End::Stopped => Self::Stopped,
            End::Stuck => Self::Stuck,
            End::PollLimit | End::StepLimit => Self::PollLimit,
            End::Panicked { .. } => Self::Panicked,
        }
    }
}

/// The clock that the times of a run are measured on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum ClockKind {
    /// Real time, measured.
    Wall,
    /// Simulated time, computed: exact.
    Virtual,
}

/// A line of output.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct OutputLine {
    /// When it was printed.
    pub at_ms: f64,
    /// The task that printed it.
    pub task: u32,
    /// The name of that task.
    pub task_name: String,
    /// The text of the line.
    pub text: String,
    /// The source line that printed it.
    pub line: Option<u32>,
    /// The file of that line, where the run has several.
    pub file: Option<String>,
    /// Whether it was printed on standard error.
    pub is_error: bool,
}

/// What recording cost.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Cost {
    /// How many events were recorded.
    pub events: u32,
    /// How many bytes they take.
    pub bytes: u32,
    /// How many events were left out because the record was full.
    pub dropped: f64,
}

impl Timeline {
    /// The report on the loop, without its workers.
    #[must_use]
    pub fn report(&self, trace: &Trace) -> Report {
        self.report_with(trace, &[])
    }

    /// The report on the loop, with an explanation that includes its workers.
    pub(in crate::timeline) fn report_with(
        &self,
        trace: &Trace,
        workers: &[OfWorker<'_>],
    ) -> Report {
        let view = View { timeline: self, trace };
        let mut all = vec![view];
        all.extend(workers.iter().map(|worker| worker.view));
        Report {
            end: EndState::of(trace),
            end_text: end_text(view),
            failure: failure(view).map(ToOwned::to_owned),
            clock: match trace.clock() {
                Clock::Wall => ClockKind::Wall,
                Clock::Virtual => ClockKind::Virtual,
            },
            time_scale: trace.time_scale(),
            total_ms: to_ms(view.total_us()),
            output: output(view),
            tasks: task_reports(view),
            lanes: view.timeline.lanes.len() as u32,
            unrecorded_tasks: trace.unrecorded_tasks(),
            warnings: warnings(view),
            sleeps: sleeps(view),
            lateness: lateness(&all),
            levels: levels(view),
            explanation: explain(view, workers),
            workers: Vec::new(),
            cost: Cost {
                events: u32::try_from(trace.rows()).unwrap_or(u32::MAX),
                bytes: u32::try_from(trace.bytes()).unwrap_or(u32::MAX),
                dropped: trace.dropped() as f64,
            },
        }
    }
}

/// The error of the program's own coroutine.
pub(in crate::timeline) fn failure(view: View<'_>) -> Option<&str> {
    let main = view.timeline.history(TaskId(0)).filter(|main| main.ended.is_some())?;
    Some(view.trace.text(main.error?))
}

fn end_text(view: View<'_>) -> String {
    let after = duration(view.total_us());
    match view.trace.end() {
        None => format!("The run has been going on for {after}."),
        Some(End::Completed) if failure(view).is_some() => {
            let error = failure(view).unwrap_or_default();
            if view.is_listing() {
                return format!("The program failed after {after}: {error}");
            }
            format!("The program could not do its work, and ended after {after}: {error}")
        }
        Some(End::Completed) => format!("The run completed after {after}."),
        Some(End::Stopped) => format!("The run was stopped after {after}."),
        Some(End::Stuck) => format!(
            "The run got stuck after {after}: every task waits, and nothing is left that could \
             wake one."
        ),
        Some(end @ (End::PollLimit | End::StepLimit)) => {
            let is_long = *end == End::StepLimit;
            let did = if is_long { "computed for longer" } else { "taken more polls" };
            format!(
                "The simulation was ended at {after}, because it had {did} than it may: perhaps the \
                 program never ends."
            )
        }
        Some(End::Panicked { message }) => format!("The run panicked after {after}: {message}"),
    }
}

fn output(view: View<'_>) -> Vec<OutputLine> {
    let printed = view.timeline.printed.iter();
    let line = printed.map(|printed| OutputLine {
        at_ms: to_ms(printed.at_us),
        task: printed.task.0,
        task_name: view.name(printed.task),
        text: view.trace.text(printed.text).to_owned(),
        line: view.line(printed.site),
        file: view.file_of_several(printed.site),
        is_error: printed.is_error,
    });
    line.collect()
}
