//! Tests that need no browser: the runtime and the timeline on the virtual clock, and xtask.

use anyhow::Result;

use super::{Report, Workshop};
use crate::process;

/// Package by package, because together they would be compiled with all their features united,
/// which means compiling most dependencies of xtask a second time.
pub fn run(workshop: &Workshop) -> Result<Report> {
    Report::of_all(["coroscope", "xtask", "browser", "measure"].map(|package| {
        let mut command = process::cargo();
        command.args(["test", "--no-fail-fast", "--package", package, "--"]);
        command.args(&workshop.arguments);
        Ok(Report::of_rust_tests(process::capture(&mut command)?))
    }))
}
