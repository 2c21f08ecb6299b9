//! Packages from npm, in the versions that `xtask/npm/` pins. CodeMirror and Pyodide become parts of
//! the page, and all others are for development only.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::turn;
use crate::{process, project};

/// What is installed, for who waits for it.
pub const STEP: &str =
    "npm: binaryen, rolldown, typescript, axe-core, oxlint, oxfmt and codemirror";

/// Installs what `xtask/npm/package-lock.json` pins into `target/npm/`, unless that is done, and
/// returns its `node_modules`.
pub fn install() -> Result<PathBuf> {
    install_from("npm")
}

/// A program of one of these packages, given by its file in `node_modules`. It runs in node.
pub fn command(program: &str) -> Result<Command> {
    let program = install()?.join(program);
    let mut command = Command::new(process::find("node").context("node is missing")?);
    command.arg(program).current_dir(project::root());
    Ok(command)
}

/// Installs Pyodide, which the page has, and the benchmark on request.
pub fn install_pyodide() -> Result<PathBuf> {
    install_from("npm/pyodide")
}

/// Installs what the lock file in a folder of `xtask/` pins into the folder of `target/` with the same
/// name.
fn install_from(name: &str) -> Result<PathBuf> {
    let read = |file: &str| read(name, file);
    let folder = project::target().join(name);
    let modules = folder.join("node_modules");
    let lock = read("package-lock.json")?;
    // This is written last, so it means that the installation is complete.
    let stamp = folder.join("installed-lock.json");
    let _turn = turn::take(&folder)?;
    if modules.is_dir() && fs::read_to_string(&stamp).is_ok_and(|old| old == lock) {
        return Ok(modules);
    }
    let Some(npm) = process::find("npm") else {
        bail!("npm is missing (install Node.js 20 or later)");
    };
    project::write_if_changed(&folder.join("package.json"), &read("package.json")?)?;
    project::write_if_changed(&folder.join("package-lock.json"), &lock)?;
    process::run_quietly(
        Command::new(npm)
            .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"])
            .current_dir(&folder),
    )?;
    fs::write(&stamp, lock)?;
    Ok(modules)
}

fn read(folder: &str, file: &str) -> Result<String> {
    let path = project::root().join("xtask").join(folder).join(file);
    fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}
