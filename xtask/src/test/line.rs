//! One line of the summary.

use std::time::Duration;

use super::count::Counts;

/// One check in the summary.
#[derive(Debug, Clone)]
pub struct Line {
    /// The check's name.
    pub name: &'static str,
    /// The reason, if it did not run.
    pub not_run: Option<String>,
    /// Its tests.
    pub counts: Counts,
    /// How long it took.
    pub time: Duration,
}
