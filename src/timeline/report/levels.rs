//! How many of something there were over time: jobs in a queue, for example.

use serde::Serialize;

use crate::timeline::lanes::{Level, View};
use crate::timeline::words::to_ms;

/// How many of something there were over time.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct LevelReport {
    /// What is counted.
    pub name: String,
    /// The changes. Between one point and the next the number is the same.
    pub points: Vec<LevelPoint>,
}

/// How many there were from a time on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct LevelPoint {
    /// The time.
    pub at_ms: f64,
    /// How many there were.
    pub held: u32,
}

/// The counts of a run, in the order in which they began.
pub(super) fn levels(view: View<'_>) -> Vec<LevelReport> {
    let point = |&(at_us, held): &(u64, u16)| LevelPoint { at_ms: to_ms(at_us), held: held.into() };
    let levels = view.timeline.levels.all().iter();
    let report = |level: &Level| LevelReport {
        name: view.trace.text(level.name).to_owned(),
        points: level.points.iter().map(point).collect(),
    };
    levels.map(report).collect()
}
