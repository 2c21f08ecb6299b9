//! What a run of Coroscope left behind.

use coroscope::runtime::trace::{EVENT_BYTES, End, Trace};
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// What was done, and the record of it. Everything that takes time is computed only when it is asked
/// for, which is after the time was taken.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Outcome {
    done: u32,
    trace: Trace,
}

#[wasm_bindgen]
impl Outcome {
    /// How much was done, in the unit of the work.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn done(&self) -> u32 {
        self.done
    }

    /// How many events were recorded; 0 of a run that recorded nothing.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn events(&self) -> usize {
        self.trace.rows()
    }

    /// How many bytes they take in memory, without the texts that some of them point to.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.trace.rows() * EVENT_BYTES
    }

    /// How many bytes they take in a saved run.
    #[must_use]
    pub fn saved_bytes(&self) -> usize {
        self.trace.to_bytes().len()
    }
}

impl Outcome {
    /// A run that was cut short, or recorded less than it might, is an error: it would look fast.
    pub(crate) fn of(done: u32, trace: Option<Trace>) -> Result<Self, JsError> {
        let Some(trace) = trace else {
            return Err(JsError::new("the run ended without a trace"));
        };
        match trace.end() {
            Some(End::Completed) if trace.dropped() == 0 => Ok(Self { done, trace }),
            Some(End::Completed) => Err(JsError::new("the trace was too small for the run")),
            _ => Err(JsError::new("the run did not complete")),
        }
    }
}
