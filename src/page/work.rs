//! What a worker does for the run that started it.

use std::cell::Cell;

use wasm_bindgen::prelude::*;

use super::input::{read_call, read_options};
use super::run::{Run, to_the_end};
use super::types::{JsCall, JsOptions};
use crate::runtime::trace::Handed;
use crate::{programs, workers};

/// Does the job that a run has given to the worker it started: see `www/job_worker.js`. The promise is
/// fulfilled with the job's output, or with nothing if the job got stuck; a panic is reported by
/// `on_panic`.
///
/// # Errors
///
/// A sentence, when there is no such job, or it takes no such input.
#[wasm_bindgen]
pub async fn serve(call: JsCall, options: JsOptions) -> Result<Option<String>, JsError> {
    let call = read_call(&call)?;
    let (main, answer) = programs::job(&call.job)
        .and_then(|job| workers::serve(job, &call.input, call.memory))
        .ok_or_else(|| JsError::new("There is no such job."))?;
    let mut options = read_options(&options)?;
    options.run.name = call.name.into();
    to_the_end(call.clock, main, options).await;
    Ok(answer.take())
}

thread_local! {
    /// How much of the run of this worker has been handed over. A worker does one job.
    static HANDED: Cell<Handed> = const { Cell::new(Handed::NOTHING) };
}

/// What the run of this worker has recorded since this was called the last time, for the run that started
/// the worker: nobody else can read it.
#[wasm_bindgen]
#[must_use]
pub fn next_part(run: &Run) -> Vec<u8> {
    let mut handed = HANDED.get();
    let part = run.0.with_trace(|trace| trace.part(&mut handed));
    HANDED.set(handed);
    part
}
