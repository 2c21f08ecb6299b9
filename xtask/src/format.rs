//! `cargo xtask format`: formats Rust and JavaScript as the checks expect.

use anyhow::Result;

use crate::process;
use crate::tools::npm;

/// Rewrites the files that need it.
pub fn format() -> Result<()> {
    process::run(process::cargo().args(["fmt", "--all"]))?;
    process::run(&mut npm::command("oxfmt/bin/oxfmt")?)
}
