//! The documentation builds without a warning, also that of the parts only browsers see.

use anyhow::Result;

use super::{Report, Workshop};
use crate::process;
use crate::wasm::TARGET;

/// A broken link or a missing word fails.
pub fn run(_: &Workshop) -> Result<Report> {
    let sides: [&[&str]; 2] = [&["--workspace"], &["--package", "coroscope", "--target", TARGET]];
    Report::of_all(sides.map(|side| {
        let mut command = process::cargo();
        command.args(["doc", "--quiet", "--no-deps"]).args(side);
        command.env("RUSTDOCFLAGS", "-D warnings");
        Ok(Report::of(process::capture(&mut command)?))
    }))
}
