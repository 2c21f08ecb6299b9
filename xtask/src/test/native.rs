//! Tests that need no browser: the runtime and the timeline on the virtual clock, and xtask.

use anyhow::Result;

use super::cargo_arguments::{COROSCOPE, NOT_OPTIMISED};
use super::report::Report;
use super::workshop::Workshop;
use crate::process;

/// What is run of it here, and not in browsers, beside the library's own tests and the catalog.
const WITHOUT_BROWSER: [&str; 18] = [
    "--test",
    "simulation",
    "--test",
    "asyncio",
    "--test",
    "asyncio_records",
    "--test",
    "saved",
    "--test",
    "format",
    "--test",
    "record_memory",
    "--test",
    "own_program",
    "--test",
    "queue",
    "--test",
    "layers",
];

/// Simulates whole programs, for which the library is optimised.
const OPTIMISED: [&str; 2] = ["--test", "catalog"];

/// Runs the tests package by package. Together they would be compiled with the union of all features,
/// and most dependencies of xtask would be compiled a second time.
pub fn run(workshop: &Workshop) -> Result<Report> {
    let test = |arguments: &[&str]| {
        let mut command = process::cargo_giving_way();
        command.args(["test", "--no-fail-fast"]).args(arguments).arg("--");
        command.args(&workshop.arguments);
        Ok(Report::of_rust_tests(process::capture(&mut command)?))
    };
    Report::of_all([
        test(&[&COROSCOPE[..], &NOT_OPTIMISED, &["--lib"], &WITHOUT_BROWSER].concat()),
        test(&[&COROSCOPE[..], &OPTIMISED].concat()),
        test(&[&COROSCOPE[..], &NOT_OPTIMISED, &["--doc"]].concat()),
        test(&["--package", "xtask"]),
        test(&["--package", "browser", "--package", "measure"]),
    ])
}

#[cfg(test)]
mod tests {
    use crate::project;

    use super::*;

    #[test]
    fn no_tests_are_forgotten_but_those_for_browsers() {
        let manifest = std::fs::read_to_string(project::root().join("Cargo.toml")).unwrap();
        let tests = manifest.split("[[test]]\n").skip(1);
        let names: Vec<&str> = tests.filter_map(|test| test.split('"').nth(1)).collect();
        let folders = std::fs::read_dir(project::root().join("tests")).unwrap().flatten();
        let folders = folders.filter(|entry| entry.path().join("main.rs").is_file());
        let folders: Vec<_> = folders.map(|entry| entry.file_name()).collect();
        let folders = folders.iter().map(|name| name.to_str().unwrap());
        for name in names.into_iter().chain(folders) {
            let in_browsers = ["page", "browser", "worker"].contains(&name);
            let is_run = WITHOUT_BROWSER.contains(&name) || OPTIMISED.contains(&name);
            assert!(in_browsers || is_run, "tests/{name} is never run");
        }
    }
}
