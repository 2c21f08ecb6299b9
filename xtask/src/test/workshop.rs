//! The tools of the checks, installed in the background while the checks that need none run.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError};
use std::thread;

use anyhow::Result;

use super::Options;
use super::choose::Look;
use crate::process::{self, Captured};
use crate::tools::browsers::Browser;
use crate::tools::{install, npm};
use crate::wasm;

/// What a check may need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tool {
    /// The standard library for browsers.
    Target,
    /// Binaryen and TypeScript.
    Npm,
    /// Chromium and chromedriver.
    Chromium,
    /// Firefox and geckodriver.
    Firefox,
    /// wasm-pack.
    WasmPack,
    /// wasm-bindgen's test runner.
    WasmBindgen,
}

impl Tool {
    /// In the order in which the checks want them.
    const ALL: [Tool; 6] =
        [Tool::Target, Tool::Npm, Tool::Chromium, Tool::WasmPack, Tool::WasmBindgen, Tool::Firefox];

    fn ensure(self) -> Result<()> {
        match self {
            Tool::Target => wasm::ensure_target(),
            Tool::Npm => npm::install().map(drop),
            Tool::Chromium => Browser::Chromium.ensure(),
            Tool::Firefox => Browser::Firefox.ensure(),
            Tool::WasmPack => install::wasm_pack(),
            Tool::WasmBindgen => install::wasm_bindgen(),
        }
    }
}

impl fmt::Display for Tool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Tool::Target => wasm::TARGET,
            Tool::Npm => "npm's packages",
            Tool::Chromium => "Chromium and chromedriver",
            Tool::Firefox => "Firefox and geckodriver",
            Tool::WasmPack => "wasm-pack",
            Tool::WasmBindgen => "wasm-bindgen's test runner",
        })
    }
}

/// What the checks share.
#[derive(Debug)]
pub struct Workshop {
    /// Handed to the test binaries.
    pub arguments: Vec<String>,
    /// What of the page is looked at.
    pub look: Look,
    /// Whether what is built is taken as it is.
    prebuilt: bool,
    ready: Arc<Ready>,
    built: OnceLock<Captured>,
}

/// The tools that are done, well or with a sentence that says why not.
#[derive(Debug, Default)]
struct Ready {
    tools: Mutex<HashMap<Tool, Result<(), String>>>,
    changed: Condvar,
}

impl Workshop {
    /// Starts to install `wanted`. On two cores that takes little from the checks that run
    /// meanwhile, because both have long stretches on one core.
    pub fn open(wanted: impl Iterator<Item = Tool>, options: &Options, look: Look) -> Workshop {
        let wanted: Vec<Tool> = wanted.collect();
        let ready = Arc::new(Ready::default());
        thread::spawn({
            let ready = Arc::clone(&ready);
            move || {
                for tool in Tool::ALL.into_iter().filter(|tool| wanted.contains(tool)) {
                    let outcome = tool.ensure().map_err(|error| format!("{error:#}"));
                    let mut tools = ready.tools.lock().unwrap_or_else(PoisonError::into_inner);
                    tools.insert(tool, outcome);
                    ready.changed.notify_all();
                }
            }
        });
        let arguments = options.arguments.clone();
        let prebuilt = options.prebuilt;
        Workshop { arguments, look, prebuilt, ready, built: OnceLock::new() }
    }

    /// Waits until `tool` can be used, or returns the sentence that says why it cannot.
    pub fn wait_for(&self, tool: Tool) -> Result<(), String> {
        let tools = self.ready.tools.lock().unwrap_or_else(PoisonError::into_inner);
        let tools = self
            .ready
            .changed
            .wait_while(tools, |tools| !tools.contains_key(&tool))
            .unwrap_or_else(PoisonError::into_inner);
        tools.get(&tool).cloned().unwrap_or(Ok(()))
    }

    /// Builds the page as `cargo xtask build` does, the first time that a check asks.
    pub fn built(&self) -> Result<&Captured> {
        if let Some(captured) = self.built.get() {
            return Ok(captured);
        }
        let captured = self.build(&[])?;
        Ok(self.built.get_or_init(|| captured))
    }

    /// Runs `cargo xtask build` with `arguments`, in a process of its own so that its output is kept.
    pub fn build(&self, arguments: &[&str]) -> Result<Captured> {
        if self.prebuilt {
            return Ok(Captured { success: true, text: "nothing is built (--prebuilt)\n".into() });
        }
        let mut command = process::cargo();
        process::capture(
            command.args(["run", "--quiet", "--package", "xtask", "--", "build"]).args(arguments),
        )
    }
}
