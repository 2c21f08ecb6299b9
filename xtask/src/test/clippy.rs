//! clippy has no warning, for native code or for wasm.

use anyhow::Result;

use super::report::Report;
use super::workshop::Workshop;
use crate::process;
use crate::wasm::TARGET;

/// Everything that compiles natively: the library, its tests, the page tests and xtask.
pub fn native(_: &Workshop) -> Result<Report> {
    clippy(&["--workspace", "--all-targets", "--all-features"])
}

/// Everything that runs in browsers. The page tests run outside and drive a browser.
pub fn wasm(_: &Workshop) -> Result<Report> {
    let library = ["--package", "coroscope", "--lib", "--target", TARGET];
    Report::of_all([
        clippy(&[&library[..], &["--tests", "--features", "test-programs"]].concat()),
        // What an app of somebody else's takes of it.
        clippy(&[&library[..], &["--no-default-features"]].concat()),
    ])
}

fn clippy(arguments: &[&str]) -> Result<Report> {
    let mut command = process::cargo_giving_way();
    command.args(["clippy", "--quiet"]).args(arguments).args(["--", "-D", "warnings"]);
    Ok(Report::of(process::capture(&mut command)?))
}
