//! `cargo xtask test`: runs all checks, side by side where they do not need the same resources, and
//! prints a summary at the end.

mod affected;
mod bench;
mod board;
mod build;
mod cargo_arguments;
mod carry_out;
mod check;
mod checks;
mod choose;
mod clippy;
mod count;
mod docs;
mod format;
mod line;
mod lint;
mod look;
mod native;
mod node;
mod options;
mod page;
mod prebuilt;
mod python;
mod report;
mod schedule;
mod second_looks;
mod shard;
mod sites;
mod summary;
mod types;
mod viewers;
mod visible;
mod waiting;
mod wasm;
#[cfg(test)]
mod workflows;
mod workshop;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

use crate::process;

use choose::Chosen;
pub use options::Options;
pub use shard::Shard;
use workshop::Workshop;

/// Runs the checks that were asked for.
pub fn test(options: &Options) -> Result<ExitCode> {
    let Chosen { checks, look } = choose::choose(options)?;
    if options.list && options.affected.is_none() {
        for check in &checks {
            println!("{:<14} {}", check.name, check.about);
        }
    }
    if options.list || checks.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    if options.prebuilt {
        prebuilt::check(&checks)?;
    }

    let tools = checks.iter().flat_map(|check| check.tools).copied();
    let workshop = Workshop::open(tools, options, look);
    let began = Instant::now();
    let lines = schedule::run(&checks, &workshop);
    let passed = summary::print(&lines, began.elapsed(), process::is_ci());
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
