//! Each program does what the catalog promises, on the virtual clock.

#![cfg(not(target_arch = "wasm32"))]

mod cancelling;
#[path = "../cpython.rs"]
mod cpython;
mod first_rows;
mod gathering;
mod generators;
mod job_queue;
mod known_early;
mod python;
#[path = "../random.rs"]
mod random;
mod registry;
mod serving;
mod tasks;
mod unread;
mod waiting;
mod workers;

use coroscope::drivers::simulation::simulate;
use coroscope::programs::find;
use coroscope::programs::params::{Value, Values};
use coroscope::runtime::Options;
use coroscope::runtime::trace::Trace;
use coroscope::timeline::{Report, Timeline};

/// Values of parameters that are numbers.
pub fn values(pairs: &[(&str, f64)]) -> Values {
    pairs.iter().map(|(id, number)| ((*id).to_owned(), Value::Number(*number))).collect()
}

/// Simulates a variant with some numbers other than the defaults.
pub fn run(program: &str, variant: &str, pairs: &[(&str, f64)]) -> Trace {
    run_with(program, variant, &values(pairs))
}

/// Simulates a variant with some words chosen instead of the defaults.
pub fn run_with_words(program: &str, variant: &str, pairs: &[(&str, &str)]) -> Trace {
    let value = |(id, word): &(&str, &str)| ((*id).to_owned(), Value::Text((*word).to_owned()));
    run_with(program, variant, &pairs.iter().map(value).collect())
}

/// Simulates a variant with some switches other than the defaults.
pub fn run_with_flags(program: &str, variant: &str, pairs: &[(&str, bool)]) -> Trace {
    let value = |(id, flag): &(&str, bool)| ((*id).to_owned(), Value::Flag(*flag));
    run_with(program, variant, &pairs.iter().map(value).collect())
}

/// Simulates a variant with some values of any kind other than the defaults.
pub fn run_with_values(program: &str, variant: &str, pairs: &[(&str, Value)]) -> Trace {
    let value = |(id, value): &(&str, Value)| ((*id).to_owned(), value.clone());
    run_with(program, variant, &pairs.iter().map(value).collect())
}

fn run_with(program: &str, variant: &str, values: &Values) -> Trace {
    let program = find(program).expect("it is in the catalog");
    simulate(Options::default(), program.start(variant, values).expect("valid values"))
}

/// The report on a run, as the page gets it.
pub fn report(trace: &Trace) -> Report {
    Timeline::of(trace).report(trace)
}

/// The lines of a run, each with the whole millisecond in which it was printed.
pub fn timed(trace: &Trace) -> Vec<(u64, String)> {
    let output = report(trace).output.into_iter();
    output.map(|line| (line.at_ms as u64, line.text)).collect()
}

/// The source line on which a program has this text for the `nth` time, counted from 0.
pub fn line_of(program: &str, text: &str, nth: usize) -> Option<u32> {
    let program = find(program).expect("it is in the catalog");
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/").to_owned() + program.file;
    let source = std::fs::read_to_string(source).expect("the source of the program");
    let found = source.lines().enumerate().filter(|(_, line)| line.contains(text)).nth(nth);
    found.map(|(line, _)| line as u32 + 1)
}

/// How long a run took in all, in whole milliseconds.
pub fn total_ms(trace: &Trace) -> u64 {
    trace.last_us() / 1000
}

/// Expected lines with their times.
pub fn at<const N: usize>(lines: [(u64, &str); N]) -> Vec<(u64, String)> {
    lines.map(|(ms, text)| (ms, text.to_owned())).to_vec()
}
