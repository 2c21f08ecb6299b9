//! Runs variants of a program in Rust and in Python. A line is what is printed, after the time at
//! which it is, in microseconds.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::thread;

use coroscope::drivers::simulation::simulate;
use coroscope::programs::Program;
use coroscope::runtime::Options;
use coroscope::runtime::trace::{Event, What};
use serde_json::Value as Json;

use super::listing::{Listing, repository};
use super::twins::{Twin, twins};
use super::{Run, turns};
use crate::serving::serve;

/// What the program prints in Rust.
pub fn in_rust(program: &Program, run: &Run) -> Vec<String> {
    let main = program.start(&run.variant.replace('_', "-"), &run.values).expect("valid values");
    let trace = simulate(Options::default(), main);
    let lines = |event: Event| match event.what {
        What::Logged { text } => {
            let line = |line| without_detail(format!("{} {line}", event.at_us));
            trace.text(text).split('\n').map(line).collect()
        }
        _ => Vec::new(),
    };
    trace.events().flat_map(lines).collect()
}

/// Removes what a parser says about a malformed text, which differs from parser to parser.
fn without_detail(mut line: String) -> String {
    let what = "this is no list of stories:";
    if let Some(at) = line.find(what) {
        line.truncate(at + what.len());
    }
    line
}

/// Who runs the listing of a program: plain CPython on a virtual clock, or the package that the page
/// has, in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runner {
    Plain,
    Package,
}

/// Runs the listing of a program.
pub struct Interpreter<'a> {
    python: &'a str,
    runner: Runner,
    program: &'static Program,
    listing: &'a Listing,
    /// Where the program's files are served, if it asks for any.
    served: Option<String>,
}

impl<'a> Interpreter<'a> {
    pub fn new(
        python: &'a str,
        runner: Runner,
        program: &'static Program,
        listing: &'a Listing,
    ) -> Self {
        let served = listing.has("BASE").then(serve);
        Self { python, runner, program, listing, served }
    }

    /// Those of the runs in which the listing prints other lines than are expected.
    pub fn different(&self, runs: &[Run]) -> Vec<Run> {
        let both = runs.iter().zip(self.lines(runs));
        let is_different = |(run, lines): &(&Run, Vec<String>)| {
            turns::expected(self.program, run, self.runner, in_rust(self.program, run)) != *lines
        };
        both.filter(is_different).map(|(run, _)| run.clone()).collect()
    }

    /// What the listing prints in each of the runs.
    pub fn lines(&self, runs: &[Run]) -> Vec<Vec<String>> {
        if runs.is_empty() {
            return Vec::new();
        }
        let script = match self.runner {
            Runner::Plain => "prelude.py",
            Runner::Package => "package.py",
        };
        let mut interpreter = Command::new(self.python);
        interpreter
            .args(["-I", "-B", "-X", "utf8"])
            .arg(repository().join("tests/catalog/python").join(script))
            // A listing fetches from this machine.
            .env("no_proxy", "*");
        let texts = twins(self.program, self.listing, runs).into_iter();
        let printed = ask(interpreter, texts.map(|twin| self.text_of(twin)), self.program.id);
        assert_eq!(printed.len(), runs.len());
        let line = |line: &Json| without_detail(line.as_str().expect("a line").to_owned());
        let lines = |lines: &Json| lines.as_array().expect("lines").iter().map(line).collect();
        printed.iter().map(lines).collect()
    }

    fn text_of(&self, twin: Twin) -> String {
        let text = match &self.served {
            Some(served) => twin.text.replace(BASE, served),
            None => twin.text,
        };
        Json::from(text).to_string()
    }
}

/// Where a listing finds the site.
const BASE: &str = "http://127.0.0.1:8080/";

/// Writes lines to a script, and reads one line in JSON for each.
pub fn ask(mut script: Command, lines: impl Iterator<Item = String>, about: &str) -> Vec<Json> {
    let mut script = script
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the script runs");
    let mut stdin = script.stdin.take().expect("it is piped");
    let input: String = lines.map(|line| line + "\n").collect();
    // It prints as it reads, so both go on at once.
    let ran = thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(input.as_bytes()));
        script.wait_with_output().expect("the script runs")
    });
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    assert!(ran.status.success(), "{about}: {}", text(&ran.stderr));
    let json = |line: &str| serde_json::from_str(line).expect("a line in JSON");
    text(&ran.stdout).split_terminator('\n').map(json).collect()
}
