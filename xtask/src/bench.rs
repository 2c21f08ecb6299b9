//! `cargo xtask bench`: the same work for Coroscope and its peers, in one browser, in one go.

use std::ffi::OsString;

use anyhow::{Result, bail};

use crate::serve::{Server, Site};
use crate::tools::{self, browsers::Browser};
use crate::wasm::{self, Profile};
use crate::{process, project};

/// What the command line of `bench` says.
#[derive(Debug, Clone)]
pub struct Options {
    /// What is handed on to the program that measures.
    pub rest: Vec<OsString>,
}

/// Builds the contestants and the page, serves both and has them measured.
pub fn bench(options: &Options) -> Result<()> {
    let page = wasm::Options::page(Profile::Release);
    wasm::build(&page)?;
    let folder = project::target().join("bench");
    let overlay = folder.join("site");
    // Timings mean something in release builds only, so there is no choice of profile.
    wasm::build(&wasm::Options { package: "bench", out: overlay.join("pkg"), ..page })?;

    Browser::ensure_asked_for(&options.rest)?;
    let contestants =
        Site { overlay: Some(overlay), ..Site::of(project::root().join("bench/page")) };
    let contestants = Server::bind(0)?.start(contestants)?;
    let page = Server::bind(0)?.start(Site::of(project::www()))?;

    let mut command = process::cargo();
    command.args(["run", "--quiet", "--release", "--package", "browser", "--bin", "bench", "--"]);
    command.args(["--bench-url", &contestants.url(), "--page-url", &page.url()]);
    command.arg("--out").arg(folder.join("bench.json"));
    command.args(&options.rest).env("PATH", tools::path());
    match process::run(&mut command) {
        Ok(()) => Ok(()),
        Err(_) => bail!("not everything could be measured"),
    }
}
