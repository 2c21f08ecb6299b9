//! The package for Python, tested with every Python that is found.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::Result;

use super::count;
use super::report::Report;
use super::workshop::Workshop;
use crate::{process, project};

/// The versions that a machine may have side by side.
const NAMES: [&str; 5] = ["python3", "python3.11", "python3.12", "python3.13", "python3.14"];

/// Prints the version, and fails if it is too old.
const VERSION: &str = "import sys; print('.'.join(map(str, sys.version_info[:3]))); \
                       sys.exit(sys.version_info < (3, 11))";

/// Runs the tests in `python/tests/`, once with each version from 3.11 on.
pub fn run(_: &Workshop) -> Result<Report> {
    let found = pythons();
    if found.is_empty() {
        return Ok(Report::NotRun("Python is missing (install Python 3.11 or later)".into()));
    }
    Report::of_all(found.into_iter().map(|(version, program)| {
        let mut command = Command::new(program);
        command.args(["-m", "unittest", "discover", "-s", "tests", "-t", "."]);
        command.current_dir(project::root().join("python"));
        let captured = process::capture(&mut command)?;
        let mut counts = count::unittest(&captured.text);
        for name in &mut counts.names {
            *name = format!("{name} with Python {version}");
        }
        let output = format!("Python {version}:\n{}", captured.text);
        Ok(Report::Ran { success: captured.success, counts, output })
    }))
}

/// One program for each version. Those on `PATH` come before those that pyenv keeps.
fn pythons() -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    for program in NAMES.iter().filter_map(|name| process::find(name)).chain(kept_by_pyenv()) {
        if let Some(version) = version(&program) {
            found.entry(version).or_insert(program);
        }
    }
    found
}

/// The version of a Python, if it works and is recent enough. What pyenv puts on `PATH` works only
/// for the version that is chosen at the moment.
fn version(program: &PathBuf) -> Option<String> {
    let output = Command::new(program).args(["-c", VERSION]).stderr(Stdio::null()).output().ok()?;
    let version = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !version.is_empty()).then_some(version)
}

fn kept_by_pyenv() -> Vec<PathBuf> {
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".pyenv"));
    let root = std::env::var_os("PYENV_ROOT").filter(|root| *root != OsString::new());
    let Some(root) = root.map(PathBuf::from).or_else(home) else { return Vec::new() };
    let versions = std::fs::read_dir(root.join("versions")).into_iter().flatten().flatten();
    let mut programs: Vec<_> = versions.map(|entry| entry.path().join("bin/python3")).collect();
    programs.sort();
    programs
}
