//! The outcome of a run of Coroscope.

use coroscope::runtime::trace::{EVENT_BYTES, End, Trace};
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// What was done, and the trace of it. What takes time is computed when it is asked for, after the
/// time was taken.
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

    /// How many events were recorded; 0 if the run recorded nothing.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn events(&self) -> usize {
        self.trace.rows()
    }

    /// How many bytes the events take in memory, without the texts that some of them refer to.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.trace.rows() * EVENT_BYTES
    }

    /// How many bytes the events take in a saved run.
    #[must_use]
    pub fn saved_bytes(&self) -> usize {
        self.trace.to_bytes().len()
    }
}

impl Outcome {
    /// The outcome of a run. It is an error if the run was cut short or its trace became full, because it
    /// would look fast.
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
