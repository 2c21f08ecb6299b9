//! The report on a run: plain data for the page.

mod lateness;
mod levels;
mod sleeps;
mod tasks;
mod warnings;
mod whole;

pub use lateness::{LateRange, LatenessReport};
pub use levels::{LevelPoint, LevelReport};
pub use sleeps::SleepReport;
pub(super) use tasks::MOST_LISTED;
pub use tasks::{CancellationReport, LongestWait, TaskEnd, TaskReport};
pub use warnings::{Warning, WarningKind};
pub(super) use whole::failure;
pub use whole::{ClockKind, Cost, EndState, OutputLine, Report, WorkerReport};
