//! The types in the page's JSDoc comments, against those of the generated glue.

use anyhow::Result;

use super::report::Report;
use super::workshop::Workshop;
use crate::process;
use crate::tools::npm;

/// TypeScript only checks the files. Nothing is compiled of them.
pub fn run(workshop: &Workshop) -> Result<Report> {
    let built = workshop.built()?;
    if !built.success {
        return Ok(Report::of(built));
    }
    let mut compiler = npm::command("typescript/bin/tsc")?;
    Ok(Report::of(process::capture(compiler.args(["--project", "tsconfig.json"]))?))
}
