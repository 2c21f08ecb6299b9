//! oxlint and oxfmt have no complaints about the page's JavaScript.

use anyhow::Result;

use super::report::Report;
use super::workshop::Workshop;
use crate::process;
use crate::tools::npm;

/// Runs both. Their rules, with reasons, are in `.oxlintrc.jsonc` and `.oxfmtrc.jsonc`.
pub fn run(_: &Workshop) -> Result<Report> {
    if process::find("node").is_none() {
        return Ok(Report::NotRun("node is missing (install Node.js 20 or later)".into()));
    }
    Report::of_all([
        of("oxlint/bin/oxlint", &["--deny-warnings"]),
        of("oxfmt/bin/oxfmt", &["--check"]),
    ])
}

fn of(program: &str, arguments: &[&str]) -> Result<Report> {
    Ok(Report::of(process::capture(npm::command(program)?.args(arguments))?))
}
