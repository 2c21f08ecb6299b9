//! `cargo xtask format`: lays out Rust and JavaScript as the checks want them.

use anyhow::Result;

use crate::process;
use crate::tools::npm;

/// Rewrites the files in which something is to be changed.
pub fn format() -> Result<()> {
    process::run(process::cargo().args(["fmt", "--all"]))?;
    process::run(&mut npm::command("oxfmt/bin/oxfmt")?)
}
