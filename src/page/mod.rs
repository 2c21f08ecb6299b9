//! The surface that the page calls: only this folder has exports. It converts, and decides nothing.
//!
//! What whoever embeds the runs needs first is here: the catalog, and how a run is made.

mod asyncio;
mod catalog;
mod input;
mod live;
mod orders;
mod panic;
mod plain;
mod run;
mod types;
mod work;

pub use orders::{Orders, choices_of};
pub use panic::on_panic;
pub use run::Run;
pub use types::{JsCall, JsOptions, JsValues, OnPanic};
pub use work::serve;

use tsify::Ts;
use wasm_bindgen::prelude::*;

use crate::drivers::{cost, simulation};
use crate::programs;
use crate::runtime::TimeSource;
use catalog::{Program, Texts};
use input::{read_options, read_values};
use live::WatchedRun;
use plain::plain;
use run::to_the_end;

/// Every program, in the order in which a learner meets them.
#[wasm_bindgen]
#[must_use]
pub fn catalog() -> Vec<Ts<Program>> {
    programs::all().map(|program| plain(&Program::from(program))).collect()
}

/// What the text of a program's file says about it.
///
/// # Errors
///
/// A sentence, when the id is unknown, or the text is not that of the file which runs, or of the
/// same in Python: so a text of another version is noticed after an update.
#[wasm_bindgen]
pub fn describe(program: &str, source: &str) -> Result<Ts<Texts>, JsError> {
    Ok(plain(&programs::find(program)?.describe(source)?.into()))
}

/// Runs a variant of a program on a virtual clock, at once and to its end.
///
/// # Errors
///
/// A sentence, when an id is unknown or a value is not allowed.
#[wasm_bindgen]
pub fn simulate(
    program: &str,
    variant: &str,
    values: &JsValues,
    options: &JsOptions,
) -> Result<Run, JsError> {
    let main = programs::find(program)?.start(variant, &read_values(values)?)?;
    let options = read_options(options)?;
    Ok(Run(WatchedRun::ended(simulation::simulate(options.run, main))))
}

/// Runs a variant of a program in real time, on the event loop of the page or worker that calls
/// this. The promise is fulfilled when the run has ended, however it did; after a panic it stays
/// pending for ever, and `on_panic` reports it.
///
/// # Errors
///
/// A sentence, when an id is unknown or a value is not allowed.
#[wasm_bindgen]
pub async fn run(
    program: String,
    variant: String,
    values: JsValues,
    options: JsOptions,
) -> Result<Run, JsError> {
    let main = programs::find(&program)?.start(&variant, &read_values(&values)?)?;
    Ok(Run(to_the_end(TimeSource::wall(), main, read_options(&options)?).await))
}

/// Does the same work recorded and unrecorded, and measures both: what recording costs in this
/// browser. Two coroutines take `turns` turns each.
///
/// Returns three numbers: how long the work took recorded and how long unrecorded, both in
/// milliseconds, and how many events were recorded. The work is short, and a browser's clock may be
/// coarse: call this a few times and add up.
#[wasm_bindgen]
#[must_use]
pub fn recording_cost(turns: u32) -> Vec<f64> {
    let sample = cost::sample(turns);
    let to_ms = |us: u64| us as f64 / 1000.0;
    vec![to_ms(sample.recorded_us), to_ms(sample.unrecorded_us), f64::from(sample.events)]
}

/// The version of this program.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
