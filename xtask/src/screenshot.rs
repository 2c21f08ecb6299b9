//! `cargo xtask screenshot`: takes the README's picture, or a picture of the page in any state.

use std::ffi::OsString;
use std::process::Command;

use anyhow::Result;

use crate::serve::{Server, Website};
use crate::tools::{self, browsers::Browser};
use crate::wasm::{self, Profile};
use crate::{project, site, usage};

/// The README's picture shows a coroutine that blocks while the others are ready…
const PICTURE: &str = "/?program=blocking&variant=blocking-sleep";

/// …after it was run.
const PICTURE_STEPS: [&str; 6] = [
    "--eval",
    "document.querySelector('[data-testid=run]').click()",
    "--wait-for",
    "document.documentElement.dataset.state === 'running'",
    "--wait-for",
    "document.documentElement.dataset.state === 'done'",
];

/// The options of `screenshot`.
#[derive(Debug, Clone)]
pub struct Options {
    /// The path and query of the page.
    pub path: Option<String>,
    /// How the wasm is built first; `None` builds nothing.
    pub profile: Option<Profile>,
    /// Further arguments for the program that takes the picture.
    pub rest: Vec<OsString>,
}

/// Serves the page on a free port and takes a picture of it.
pub fn screenshot(options: &Options) -> Result<()> {
    if let Some(profile) = options.profile {
        site::build(&wasm::Options::page(profile))?;
    }
    Browser::ensure_asked_for(&options.rest)?;
    let site = site::folder(options.profile.unwrap_or_default());
    let server = Server::bind(0)?.start(Website::of(site))?;
    let path = options.path.as_deref().unwrap_or(PICTURE);

    // It runs in the caller's folder and not at the root, because `--out` is relative to that.
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["run", "--quiet", "--package", "browser", "--bin", "screenshot"]);
    command.arg("--manifest-path").arg(project::root().join("Cargo.toml")).arg("--");
    command.arg("--url").arg(format!("{}{}", server.url(), path.trim_start_matches('/')));
    if !options.rest.iter().any(|argument| argument == "--out") {
        command.arg("--out").arg(project::root().join("docs/screenshot.png"));
    }
    if options.path.is_none() {
        command.args(PICTURE_STEPS);
    }
    command.args(&options.rest).env("PATH", tools::path());
    usage::run(&mut command, "no picture was taken, or not of the state that was asked for")
}
