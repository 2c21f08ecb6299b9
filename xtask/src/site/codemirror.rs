//! CodeMirror, which the editor of the page is made of: `www/pkg/codemirror.js`, one module with what
//! the editor takes of it, with its types and its licences.
//!
//! The sources of the page import that module, so that they run as they are. In the site as it is
//! published it is in the same file as the editor.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::progress::Step;
use crate::tools::npm;
use crate::{process, project};

/// The script that makes it, and what it takes.
const SCRIPT: &str = "xtask/src/site/codemirror.mjs";
const ENTRY: &str = "xtask/src/site/codemirror.ts";

const MODULE: &str = "codemirror.js";
/// For who reads the editor's sources; nobody who embeds the page needs it.
pub const TYPES: &str = "codemirror.d.ts";
const LICENCES: &str = "codemirror-licences.txt";

/// Updates it in the folder `pkg`. Without npm the page has no editor, and a sentence says so.
///
/// # Errors
///
/// When it cannot be made of what npm has installed, or not be written.
pub fn bring_up_to_date(pkg: &Path) -> Result<()> {
    let node = process::find("node").context("node is missing");
    match node.and_then(|node| Ok((node, npm::install()?))) {
        Ok((node, packages)) => {
            let made = made(&node, &packages)?;
            for name in [MODULE, TYPES, LICENCES] {
                let text = fs::read_to_string(made.join(name))
                    .with_context(|| format!("cannot read {name}"))?;
                project::write_if_changed(&pkg.join(name), &text)?;
            }
            Ok(())
        }
        Err(error) => {
            eprintln!("The page has no editor for Python: {error:#}.");
            Ok(())
        }
    }
}

/// The folder with all of it, which is made again when its packages or what is taken of them change.
fn made(node: &Path, packages: &Path) -> Result<PathBuf> {
    let folder = project::target().join("xtask/codemirror");
    let read = |file: &str| {
        fs::read_to_string(project::root().join(file))
            .with_context(|| format!("cannot read {file}"))
    };
    let entry = read(ENTRY)?;
    let stamp = [entry.as_str(), &read(SCRIPT)?, &read("xtask/npm/package-lock.json")?].concat();
    let stamp_file = folder.join("stamp");
    if fs::read_to_string(&stamp_file).is_ok_and(|old| old == stamp) {
        return Ok(folder);
    }
    let step = Step::start("codemirror");
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let mut command = Command::new(node);
    command.arg(project::root().join(SCRIPT)).arg(packages).arg(project::root().join(ENTRY));
    let output = command
        .args([folder.join(MODULE), folder.join(LICENCES)])
        .output()
        .context("cannot start node")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "the editor could not be bundled:\n{said}");
    // What is taken of the packages has the types that it has there.
    fs::write(folder.join(TYPES), entry)?;
    fs::write(&stamp_file, stamp)
        .with_context(|| format!("cannot write {}", stamp_file.display()))?;
    step.done("bundled");
    Ok(folder)
}
