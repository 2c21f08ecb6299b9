//! rustfmt has nothing to change.

use anyhow::Result;

use super::report::Report;
use super::workshop::Workshop;
use crate::process;

/// Fails with the differences.
pub fn run(_: &Workshop) -> Result<Report> {
    Ok(Report::of(process::capture(process::cargo().args(["fmt", "--all", "--check"]))?))
}
