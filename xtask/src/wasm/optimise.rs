//! Binaryen's wasm-opt, which npm has in a form that runs on all platforms.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::progress::Step;
use crate::tools::npm;

/// The arguments of wasm-opt. The features are those that rustc enables for this target; they must be
/// named, because wasm-opt refuses them by default.
pub const FLAGS: &[&str] = &[
    "-O3",
    // LLVM has inlined what pays off. More inlining is not faster here, and adds 4 KiB of download.
    "--skip-pass=inlining-optimizing",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// A wasm-opt that is ready to run.
#[derive(Debug)]
pub struct Optimiser {
    node: PathBuf,
    script: OsString,
}

/// Finds wasm-opt. If npm or node is missing, prints a sentence about it: the page works without
/// wasm-opt, but is larger and slower.
pub fn find() -> Option<Optimiser> {
    let step = Step::start_if_slow(npm::STEP);
    let installed = npm::install().and_then(|modules| {
        let node = process::find("node").context("node is missing")?;
        Ok(Optimiser { node, script: modules.join("binaryen/bin/wasm-opt").into() })
    });
    match installed {
        Ok(optimiser) => {
            step.done("installed");
            Some(optimiser)
        }
        Err(error) => {
            drop(step);
            eprintln!("The wasm is not optimised: {error:#}.");
            None
        }
    }
}

impl Optimiser {
    /// Optimises `wasm` in place.
    pub fn run(&self, wasm: &Path) -> Result<()> {
        let mut command = Command::new(&self.node);
        process::run_quietly(command.arg(&self.script).args(FLAGS).arg(wasm).arg("-o").arg(wasm))
    }
}
