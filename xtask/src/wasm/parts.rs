//! The wasm of the page in parts: what running the first program needs, what showing a run needs, and
//! the rest.
//!
//! Which function belongs where is measured and not declared: an instrumented module, driven as the
//! page drives it, reports what was called.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use super::split::{self, Functions};
use crate::{process, project};

/// The parts, in the order in which the page loads them: `NAME_PART.wasm`, besides the whole.
pub const NAMES: [&str; 3] = ["first", "view", "rest"];

/// Runs the page's first view on an instrumented module.
const FIRST_VIEW: &str = "xtask/src/wasm/first_view.mjs";

/// A text that changes whenever the parts are made in another way.
///
/// # Errors
///
/// When the script that drives the first view cannot be read.
pub fn stamp() -> Result<String> {
    let script = project::root().join(FIRST_VIEW);
    let node = process::find("node").is_some();
    Ok(format!("{}parts: {node}\n", super::listings::stamp(&[script])?))
}

/// Writes the parts of `NAME_bg.wasm` beside it. Without node to measure with, or in a quick build, the
/// first part is the whole.
///
/// # Errors
///
/// When the module cannot be split, or does not run as in the page.
pub fn make(folder: &Path, name: &str, is_quick: bool) -> Result<()> {
    let file = folder.join(format!("{name}_bg.wasm"));
    let wasm = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let node = if is_quick { None } else { process::find("node") };
    let parts = match node {
        Some(node) => {
            let (run, view) = called(&node, &wasm, folder, name)?;
            let mut sum = flate2::Crc::new();
            sum.update(&wasm);
            split::split(&wasm, &format!("{name} {:08x}", sum.sum()), &run, vec![("view", view)])?
        }
        None => vec![wasm],
    };
    for (part, bytes) in NAMES.iter().zip(parts) {
        let to = folder.join(format!("{name}_{part}.wasm"));
        fs::write(&to, bytes).with_context(|| format!("cannot write {}", to.display()))?;
    }
    Ok(())
}

/// The functions that running the first program needs, and those that showing its run needs.
fn called(node: &Path, wasm: &[u8], folder: &Path, name: &str) -> Result<(Functions, Functions)> {
    let file = project::target().join("xtask").join(format!("{name}_instrumented.wasm"));
    fs::write(&file, split::instrument(wasm)?)
        .with_context(|| format!("cannot write {}", file.display()))?;
    // Node recognises a module by the name of the file.
    let glue = file.with_extension("mjs");
    fs::copy(folder.join(format!("{name}.js")), &glue).context("cannot copy the glue")?;
    let mut command = Command::new(node);
    command.arg(project::root().join(FIRST_VIEW)).args([&glue, &file]);
    let listing = project::root().join("src/programs/greetings.rs");
    let output = command.arg(listing).output().context("cannot start node")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "the first view did not run in node:\n{said}");
    let text = String::from_utf8_lossy(&output.stdout);
    let mut lines = text.lines().map(|line| line.split(' ').map(str::parse).collect());
    match (lines.next(), lines.next(), lines.next()) {
        (Some(Ok(run)), Some(Ok(view)), None) => Ok((run, view)),
        _ => bail!("the first view says something else than it is asked:\n{text}"),
    }
}
