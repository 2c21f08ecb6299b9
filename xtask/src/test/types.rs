//! The types in the page's JSDoc comments, against those of the generated glue.

use std::process::Command;

use anyhow::{Context, Result};

use super::{Report, Workshop};
use crate::tools::npm;
use crate::{process, project};

/// TypeScript only checks here: what is served is what was written.
pub fn run(workshop: &Workshop) -> Result<Report> {
    let built = workshop.built()?;
    if !built.success {
        return Ok(Report::of(built.clone()));
    }
    let compiler = npm::install()?.join("typescript/bin/tsc");
    let node = process::find("node").context("node is missing")?;
    let mut command = Command::new(node);
    command.arg(compiler).arg("--project").arg("tsconfig.json").current_dir(project::root());
    Ok(Report::of(process::capture(&mut command)?))
}
