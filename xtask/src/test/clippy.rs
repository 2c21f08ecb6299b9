//! clippy without a warning, on both sides of the house.

use anyhow::Result;

use super::{Report, Workshop};
use crate::process;
use crate::wasm::TARGET;

/// All that compiles natively: the library, its tests, the page tests and xtask itself.
pub fn native(_: &Workshop) -> Result<Report> {
    clippy(&["--workspace", "--all-targets", "--all-features"])
}

/// What runs in browsers. The page tests do not: they drive one.
pub fn wasm(_: &Workshop) -> Result<Report> {
    let target = ["--target", TARGET, "--features", "test-programs"];
    clippy(&[&["--package", "coroscope", "--lib", "--tests"][..], &target].concat())
}

fn clippy(arguments: &[&str]) -> Result<Report> {
    let mut command = process::cargo_giving_way();
    command.args(["clippy", "--quiet"]).args(arguments).args(["--", "-D", "warnings"]);
    Ok(Report::of(process::capture(&mut command)?))
}
