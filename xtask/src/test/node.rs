//! The page's modules without DOM, tested in node.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::count;
use super::report::Report;
use super::workshop::Workshop;
use crate::{process, project};

/// Runs all `*.test.js` and `*.test.mjs` files below `tests/www/`.
pub fn run(_: &Workshop) -> Result<Report> {
    below("tests/www")
}

/// Runs those below a folder.
pub(super) fn below(folder: &str) -> Result<Report> {
    let Some(node) = process::find("node") else {
        return Ok(Report::NotRun("node is missing (install Node.js 20 or later)".into()));
    };
    // The files are named one by one, because versions of node treat folders differently.
    let mut files = Vec::new();
    collect(&project::root().join(folder), &mut files);
    if files.is_empty() {
        return Ok(Report::NotRun(format!("there are no tests in {folder}/")));
    }
    files.sort();
    let mut command = Command::new(node);
    command.args(["--test", "--test-reporter=tap"]).args(files).current_dir(project::root());
    let captured = process::capture(&mut command)?;
    let counts = count::tap(&captured.text);
    Ok(Report::Ran { success: captured.success, counts, output: captured.text })
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if is_test(&path) {
            files.push(path);
        }
    }
}

fn is_test(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.ends_with(".test.js") || name.ends_with(".test.mjs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_told_from_their_helpers_by_name() {
        assert!(is_test(Path::new("a/url.test.js")) && is_test(Path::new("url.test.mjs")));
        assert!(!is_test(Path::new("a/helper.js")));
    }
}
