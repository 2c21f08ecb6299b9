//! Runs variants of a program in Rust and in Python. A line is what is printed, after the time at
//! which it is, in microseconds.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::thread;

use coroscope::drivers::simulation::simulate;
use coroscope::programs::Program;
use coroscope::programs::params::Value;
use coroscope::runtime::Options;
use coroscope::runtime::trace::{Event, What};
use serde_json::{Map, Value as Json};

use super::listing::{Listing, repository};
use super::{Run, turns};
use crate::serving::serve;

/// What the program prints in Rust.
pub fn in_rust(program: &Program, run: &Run) -> Vec<String> {
    let main = program.start(&run.variant.replace('_', "-"), &run.values).expect("valid values");
    let trace = simulate(Options::default(), main);
    let line = |event: Event| match event.what {
        What::Logged { text } => {
            Some(without_detail(format!("{} {}", event.at_us, trace.text(text))))
        }
        _ => None,
    };
    trace.events().filter_map(line).collect()
}

/// Removes what a parser says about a malformed text, which differs from parser to parser.
fn without_detail(mut line: String) -> String {
    let what = "this is no list of stories:";
    if let Some(at) = line.find(what) {
        line.truncate(at + what.len());
    }
    line
}

/// A value as it is written in a constant.
fn json(value: &Value, constant: &str) -> Json {
    match value {
        Value::Number(ms) if constant.ends_with("_S") => Json::from(ms / 1000.0),
        // People write milliseconds as whole numbers.
        Value::Number(number) => Json::from(*number as i64),
        Value::Text(text) => Json::from(text.as_str()),
        Value::Flag(flag) => Json::from(*flag),
    }
}

/// Runs the listing of a program.
pub struct Interpreter<'a> {
    python: &'a str,
    program: &'static Program,
    listing: &'a Listing,
    /// Constants that are no parameters.
    fixed: Map<String, Json>,
}

impl<'a> Interpreter<'a> {
    pub fn new(python: &'a str, program: &'static Program, listing: &'a Listing) -> Self {
        let mut fixed = Map::new();
        if listing.has("BASE") {
            fixed.insert("BASE".to_owned(), Json::from(serve()));
        }
        Self { python, program, listing, fixed }
    }

    /// Those of the runs in which the listing prints other lines than are expected.
    pub fn different(&self, runs: &[Run]) -> Vec<Run> {
        let both = runs.iter().zip(self.lines(runs));
        let is_different = |(run, lines): &(&Run, Vec<String>)| {
            turns::expected(self.program, run, in_rust(self.program, run)) != *lines
        };
        both.filter(is_different).map(|(run, _)| run.clone()).collect()
    }

    /// What the listing prints in each of the runs.
    pub fn lines(&self, runs: &[Run]) -> Vec<Vec<String>> {
        let mut interpreter = Command::new(self.python)
            .args(["-I", "-B", "-X", "utf8"])
            .arg(repository().join("tests/catalog/python/prelude.py"))
            .arg(&self.listing.path)
            // A listing fetches from this machine.
            .env("no_proxy", "*")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("Python runs");
        let mut stdin = interpreter.stdin.take().expect("it is piped");
        let input: String = runs.iter().map(|run| self.in_json(run) + "\n").collect();
        // It prints as it reads, so both go on at once.
        let ran = thread::scope(|scope| {
            scope.spawn(move || stdin.write_all(input.as_bytes()));
            interpreter.wait_with_output().expect("Python runs")
        });
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        assert!(ran.status.success(), "{}: {}", self.program.id, text(&ran.stderr));
        let stdout = text(&ran.stdout);
        let printed = stdout.split_terminator("\u{c}\n");
        let lines = |text: &str| text.lines().map(|line| without_detail(line.to_owned())).collect();
        let printed: Vec<Vec<String>> = printed.map(lines).collect();
        assert_eq!(printed.len(), runs.len());
        printed
    }

    fn in_json(&self, run: &Run) -> String {
        let mut constants = self.fixed.clone();
        for param in self.program.params {
            let value = run.values.iter().find(|(id, _)| *id == param.id());
            let Some(constant) = self.listing.constant(param) else { continue };
            constants.extend(value.map(|(_, value)| (constant.to_owned(), json(value, constant))));
        }
        // Neither clock is that of a real run, which goes faster.
        if self.listing.has("TIME_SCALE") {
            constants.insert("TIME_SCALE".to_owned(), Json::from(1));
        }
        Json::from(vec![Json::from(run.variant), Json::from(constants)]).to_string()
    }
}
