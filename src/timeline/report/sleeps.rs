//! The sleeps of a run, one by one: what each asked for, and what it got.

use serde::Serialize;

use crate::timeline::lanes::{Slept, View};
use crate::timeline::words::to_ms;

/// One sleep: what was asked for, and what it got.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct SleepReport {
    /// The task that slept.
    pub task: u32,
    /// Its name.
    pub task_name: String,
    /// The line of the sleep.
    pub line: Option<u32>,
    /// The file of that line, where the run has several.
    pub file: Option<String>,
    /// When it began.
    pub at_ms: f64,
    /// The duration asked for.
    pub asked_ms: f64,
    /// How long it took until the task went on: more than was asked for if the timer was late or
    /// the loop was busy, less only if the sleep was cut short.
    pub got_ms: f64,
    /// Whether the task was cancelled before the sleep was over.
    pub cut_short: bool,
}

/// The finished sleeps of a run, in the order in which they ended.
pub(super) fn sleeps(view: View<'_>) -> Vec<SleepReport> {
    let report = |slept: &Slept| SleepReport {
        task: slept.task.0,
        task_name: view.name(slept.task),
        line: view.line(slept.site),
        file: view.file_of_several(slept.site),
        at_ms: to_ms(slept.from_us),
        asked_ms: to_ms(slept.asked_us),
        got_ms: to_ms(slept.got_us),
        cut_short: slept.cut_short,
    };
    view.timeline.slept.iter().map(report).collect()
}
