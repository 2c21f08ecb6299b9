//! The tools of the checks. They are installed in the background, while checks that need none run.

use std::collections::HashMap;
use std::fmt;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

use anyhow::Result;

use super::cargo_arguments::{COROSCOPE, NOT_OPTIMISED};
use super::look::Look;
use super::options::Options;
use super::sites::{Sites, overlay};
use crate::process::{self, Captured};
use crate::tools::browsers::Browser;
use crate::tools::{install, npm};
use crate::{project, wasm};

/// A tool that a check may need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tool {
    /// The standard library for browsers.
    Target,
    /// Binaryen, rolldown, TypeScript, axe-core, oxlint and oxfmt.
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
    /// All tools, in the order in which the checks want them.
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
    /// Arguments for the test binaries.
    pub arguments: Vec<String>,
    /// Which claims about the page are checked.
    pub look: Look,
    /// Whether to use what is built already.
    prebuilt: bool,
    ready: Arc<Ready>,
    page: Once<Captured>,
    failing: Once<Captured>,
    sites: Once<Sites>,
    page_tests: Once<Result<PathBuf, Captured>>,
}

/// Something that is made when it is first wanted. Other threads that want it wait meanwhile.
#[derive(Debug)]
struct Once<T>(Mutex<Option<T>>);

impl<T: Clone> Once<T> {
    fn get(&self, make: impl FnOnce() -> Result<T>) -> Result<T> {
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(made) = made.as_ref() {
            return Ok(made.clone());
        }
        Ok(made.insert(make()?).clone())
    }
}

impl<T> Default for Once<T> {
    fn default() -> Once<T> {
        Once(Mutex::new(None))
    }
}

/// The tools that are ready, or that failed, with a sentence that says why.
#[derive(Debug, Default)]
struct Ready {
    tools: Mutex<HashMap<Tool, Result<(), String>>>,
    changed: Condvar,
}

impl Workshop {
    /// Starts to install `wanted`. On two cores this hardly slows down the checks that run meanwhile,
    /// because both have long stretches on one core.
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
        Workshop {
            arguments: options.arguments.clone(),
            look,
            prebuilt: options.prebuilt,
            ready,
            page: Once::default(),
            failing: Once::default(),
            sites: Once::default(),
            page_tests: Once::default(),
        }
    }

    /// Waits until `tool` can be used. An error is a sentence that says why it cannot.
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
    pub fn built(&self) -> Result<Captured> {
        self.page.get(|| self.build(&[]))
    }

    /// Builds the page's wasm with the programs that go wrong on purpose, as an overlay of the page, the
    /// first time that a check asks.
    pub fn built_failing(&self) -> Result<Captured> {
        let out = overlay().join("pkg").display().to_string();
        self.failing.get(|| self.build(&["--features", "test-programs", "--out", &out]))
    }

    /// Makes the sites that the claims about the page look at, the first time that a check asks. What
    /// they are made of must be built.
    pub fn sites(&self) -> Result<Sites> {
        self.sites.get(Sites::make)
    }

    /// Compiles the claims about the page, the first time that a check asks. Returns their program, or
    /// the output of the compiler.
    pub fn page_tests(&self) -> Result<Result<PathBuf, Captured>> {
        self.page_tests.get(|| {
            let mut command = process::cargo();
            command.args(["test", "--no-run", "--test", "page"]).args(COROSCOPE);
            // They simulate little, and browsers wait for them.
            command.args(NOT_OPTIMISED);
            let captured = process::capture(&mut command)?;
            Ok(match process::executable(&captured.text) {
                Some(program) if captured.success => Ok(project::root().join(program)),
                _ => Err(captured),
            })
        })
    }

    /// Runs `cargo xtask build` with `arguments`, in a process of its own so that its output is kept.
    fn build(&self, arguments: &[&str]) -> Result<Captured> {
        if self.prebuilt {
            return Ok(Captured { success: true, text: "nothing is built (--prebuilt)\n".into() });
        }
        // It does not go through cargo, which would wait for other compilations.
        let mut command = Command::new(std::env::current_exe()?);
        process::capture(command.arg("build").args(arguments).current_dir(project::root()))
    }
}
