//! Every program does what the catalog promises, on the virtual clock.

#![cfg(not(target_arch = "wasm32"))]

mod registry;
mod tasks;
mod waiting;
mod workers;

use coroscope::drivers::simulation::simulate;
use coroscope::programs::find;
use coroscope::programs::params::{Value, Values};
use coroscope::runtime::Options;
use coroscope::runtime::trace::Trace;

/// Values of parameters that are numbers.
pub fn values(pairs: &[(&str, f64)]) -> Values {
    pairs.iter().map(|(id, number)| ((*id).to_owned(), Value::Number(*number))).collect()
}

/// Simulates a variant with some numbers other than the defaults.
pub fn run(program: &str, variant: &str, pairs: &[(&str, f64)]) -> Trace {
    let program = find(program).expect("it is in the catalog");
    simulate(Options::default(), program.start(variant, &values(pairs)).expect("valid values"))
}

/// How long a run took in all, in whole milliseconds.
pub fn total_ms(trace: &Trace) -> u64 {
    trace.last_us() / 1000
}
