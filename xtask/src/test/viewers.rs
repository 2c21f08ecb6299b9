//! Runs that are exported, opened in the tools of others, which come from npm.

use anyhow::Result;

use super::node;
use super::report::Report;
use super::workshop::Workshop;
use crate::process;
use crate::tools::npm;

/// The wasm of the page makes the runs, in node.
pub fn run(workshop: &Workshop) -> Result<Report> {
    if process::find("node").is_none() {
        return Ok(Report::NotRun("node is missing (install Node.js 20 or later)".into()));
    }
    let built = workshop.built()?;
    if !built.success {
        return Ok(Report::of(built));
    }
    npm::install()?;
    node::below("tests/viewers")
}
