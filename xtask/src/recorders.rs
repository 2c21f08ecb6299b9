//! What it costs to record a Python program at home, beside VizTracer: a part of `cargo xtask bench`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::{process, project};

/// The peer, at the version that the figures are of.
const VIZTRACER: &str = "viztracer==1.1.1";

/// The name of this work, for `--only`.
pub const NAME: &str = "recorders";

/// Whether these arguments ask for this work.
#[must_use]
pub fn are_asked_for(rest: &[OsString]) -> bool {
    !rest.iter().any(|word| word == "--only") || are_all(rest)
}

/// Whether these arguments ask for nothing else.
#[must_use]
pub fn are_all(rest: &[OsString]) -> bool {
    is_only(rest, NAME)
}

/// Whether these arguments ask for this work, and for nothing else.
#[must_use]
pub fn is_only(rest: &[OsString], work: &str) -> bool {
    rest.windows(2).any(|words| words[0] == "--only" && words[1] == work)
}

/// Measures, prints what was found, and leaves the figures in `folder`. What is missing on this machine is
/// said in a sentence.
pub fn measure(rest: &[OsString], folder: &Path) -> Result<()> {
    println!("\n## Recording a Python program at home\n");
    let Some(python) = process::find("python3") else {
        println!("python3 is missing, so nothing was recorded (install Python 3.11 or later).");
        return Ok(());
    };
    let root = project::root();
    let is_quick = rest.iter().any(|word| word == "--quick");
    // Whoever only looks whether this works need not fetch the peer.
    let viztracer = if is_quick { None } else { viztracer(&python, folder) };
    let mut command = Command::new(viztracer.as_ref().unwrap_or(&python));
    command.arg(root.join("bench/python/recording.py"));
    command.arg("--package").arg(root.join("python"));
    command.arg("--out").arg(folder.join("recorders.json"));
    match &viztracer {
        Some(python) => drop(command.arg("--viztracer").arg(python)),
        None if is_quick => {}
        None => println!("VizTracer takes no part, because {VIZTRACER} could not be installed.\n"),
    }
    if is_quick {
        command.args(["--rounds", "1", "--downloads", "300", "--switches", "2000"]);
    }
    process::run(&mut command)
}

/// A Python with VizTracer, in a folder of its own.
fn viztracer(python: &Path, folder: &Path) -> Option<PathBuf> {
    let folder = folder.join("viztracer");
    let inside = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let is_there = |python: &Path| {
        let check = "import viztracer, sys; sys.exit(viztracer.__version__ not in sys.argv[1])";
        let mut command = Command::new(python);
        process::run_quietly(command.args(["-c", check, VIZTRACER])).is_ok()
    };
    if !is_there(&inside) {
        let mut make = Command::new(python);
        process::run_quietly(make.args(["-m", "venv"]).arg(&folder)).ok()?;
        let mut install = Command::new(&inside);
        install.args(["-m", "pip", "install", "--quiet", VIZTRACER]);
        process::run_quietly(&mut install).ok()?;
    }
    is_there(&inside).then_some(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_measured_unless_something_else_is_asked_for() {
        let of = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>();
        assert!(are_asked_for(&of(&["--quick"])));
        assert!(!are_asked_for(&of(&["--only", "switches"])));
        assert!(are_asked_for(&of(&["--only", NAME])));
        assert!(are_all(&of(&["--quick", "--only", NAME])) && !are_all(&of(&["--quick"])));
    }
}
