//! How a check ended, and what it printed.

use anyhow::Result;

use super::count::{self, Counts};
use crate::process::Captured;

/// How a check ended.
#[derive(Debug, Clone)]
pub enum Report {
    /// It ran, and printed this.
    Ran { success: bool, counts: Counts, output: String },
    /// It could not run, for this reason.
    NotRun(String),
}

impl Report {
    /// The report on a program that counts no tests.
    pub fn of(captured: Captured) -> Report {
        Report::Ran { success: captured.success, counts: Counts::default(), output: captured.text }
    }

    /// The report on a program with the output of Rust's test harness.
    pub fn of_rust_tests(captured: Captured) -> Report {
        let counts = count::rust(&captured.text);
        Report::Ran { success: captured.success, counts, output: captured.text }
    }

    /// The report on several programs. Each ran, whatever the outcome of the others.
    pub fn of_all(all: impl IntoIterator<Item = Result<Report>>) -> Result<Report> {
        let mut whole = Captured { success: true, text: String::new() };
        let mut counts = Counts::default();
        for report in all {
            match report? {
                Report::Ran { success, counts: more, output } => {
                    whole.success &= success;
                    counts.add(more);
                    whole.text.push_str(&output);
                }
                not_run @ Report::NotRun(_) => return Ok(not_run),
            }
        }
        Ok(Report::Ran { success: whole.success, counts, output: whole.text })
    }
}
