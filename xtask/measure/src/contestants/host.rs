//! What a contestant is: a way to run coroutines, in the host that runs it.

use anyhow::{Error, Result, anyhow};
use serde_json::Value;

/// Something that runs coroutines in one or several ways.
pub trait Host {
    /// Its name in lower case.
    fn name(&self) -> &'static str;

    /// Its version.
    fn version(&self) -> &str;

    /// The ways that it can run.
    fn ways(&self) -> Vec<Way>;

    /// Does a work in one of the ways.
    fn ask(&mut self, way: Way, work: &str, arguments: &Value) -> Result<Value>;

    /// Starts afresh: forgets everything that happened before.
    fn refresh(&mut self) -> Result<()>;
}

/// A way to run coroutines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// Promises and timers of the browser.
    Native,
    /// wasm-bindgen-futures, and one gloo timer for each sleep.
    Plain,
    /// Coroscope, without a trace.
    Coroscope,
    /// Coroscope, with a trace.
    Recorded,
    /// asyncio under CPython.
    CPython,
    /// asyncio under Pyodide.
    Pyodide,
    /// Coroscope as it was in another revision.
    Before,
}

impl Way {
    /// Its name, in lower case and one word.
    pub fn name(self) -> &'static str {
        match self {
            Way::Native => "native",
            Way::Plain => "plain",
            Way::Coroscope => "coroscope",
            Way::Recorded => "recorded",
            Way::CPython => "cpython",
            Way::Pyodide => "pyodide",
            Way::Before => "before",
        }
    }
}

/// Those to whom others are compared.
pub const PEERS: [Way; 3] = [Way::Native, Way::CPython, Way::Before];

/// A way in a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contestant {
    /// The way.
    pub way: Way,
    /// The host's name.
    pub host: &'static str,
}

/// An error in a page, in one line: without the script and without the stack.
pub fn in_short(error: &Error) -> Error {
    let cause = error.root_cause().to_string();
    let line = cause.lines().next().unwrap_or_default();
    anyhow!("{}", line.trim_start_matches("webdriver returned error: "))
}
