//! The report on many orders.

use serde::Serialize;

use super::outputs::{LONGEST, MOST_REPORTED, OutputReport, Outputs};

/// The outcome of the orders that were tried.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct OrdersReport {
    /// How many orders were tried.
    pub tried: u32,
    /// Whether these are all orders. Otherwise they are first in, first out, and random orders; of a
    /// Python listing half of them are those with the fewest picks.
    pub every: bool,
    /// Whether there is nothing left to try.
    pub done: bool,
    /// The largest number of choices that a run had.
    pub most_choices: u32,
    /// How many different outputs were found.
    pub distinct: u32,
    /// The first 50 outputs that were found. That of first in, first out comes first.
    pub outputs: Vec<OutputReport>,
    /// How many lines at the beginning are the same in all outputs.
    pub same_first: u32,
    /// How many lines at the end are the same in all outputs, beyond those at the beginning.
    pub same_last: u32,
    /// Whether all outputs consist of the same lines.
    pub same_lines: bool,
    /// How long the shortest run took, in milliseconds.
    pub min_total_ms: f64,
    /// How long the longest run took, in milliseconds.
    pub max_total_ms: f64,
    /// The seed of the order that is tried next, if that is a random order.
    pub next_seed: Option<u32>,
    /// The picks of the order that is tried next, if it is given by picks. First in, first out has
    /// none.
    pub next_picks: Option<Vec<u32>>,
}

/// What orders were tried. Its fields are those of [`OrdersReport`].
#[derive(Clone, Copy, Debug)]
pub struct Orders {
    /// How many.
    pub tried: u32,
    /// Whether these are all.
    pub every: bool,
    /// Whether there is nothing left to try.
    pub done: bool,
    /// The largest number of choices.
    pub most_choices: u32,
}

impl OrdersReport {
    /// The report on these outputs, which so many orders gave.
    pub(super) fn of(outputs: &Outputs, tried: Orders) -> Self {
        let Outputs { found, same_first, same_last, same_lines, .. } = outputs;
        let reports = found.iter().map(|found| &found.report);
        let shortest = reports.clone().map(|report| report.total_lines as usize).min().unwrap_or(0);
        Self {
            tried: tried.tried,
            every: tried.every,
            done: tried.done,
            most_choices: tried.most_choices,
            distinct: found.len() as u32,
            outputs: reports.clone().take(MOST_REPORTED).map(reported).collect(),
            same_first: *same_first as u32,
            same_last: (*same_last).min(shortest.saturating_sub(*same_first)) as u32,
            same_lines: *same_lines,
            min_total_ms: reports
                .clone()
                .map(|report| report.min_total_ms)
                .reduce(f64::min)
                .unwrap_or(0.0),
            max_total_ms: reports.map(|report| report.max_total_ms).fold(0.0, f64::max),
            next_seed: None,
            next_picks: None,
        }
    }
}

/// The report on an output, without picks that are too long to read if there is a seed.
fn reported(report: &OutputReport) -> OutputReport {
    let mut reported = report.clone();
    reported.picks =
        reported.picks.filter(|picks| picks.len() <= LONGEST || reported.seed.is_none());
    reported
}
