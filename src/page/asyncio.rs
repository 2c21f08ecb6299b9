//! Runs of Python listings, from the records that they leave.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::live::{Growing, WatchedRun};
use super::run::Run;
use crate::asyncio::{Record, end_of};
use crate::runtime::trace::{Clock, End};

/// A record of asyncio, as the package in `python/` makes it, while it comes and afterwards.
#[wasm_bindgen]
#[derive(Debug)]
pub struct AsyncioRecord(Rc<Growing>);

#[wasm_bindgen]
impl AsyncioRecord {
    /// An empty record. For a run in real time, when its clock began, in milliseconds since 1970.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(began_ms: Option<f64>) -> Self {
        let clock = if began_ms.is_some() { Clock::Wall } else { Clock::Virtual };
        let mut record = Record::new(clock);
        if let Some(began_ms) = began_ms {
            record.began(began_ms);
        }
        Self(Growing::new(record))
    }

    /// Adds the next part: rows of six numbers, and the texts and names of files that are new.
    ///
    /// # Errors
    ///
    /// A sentence, when a row makes no sense. What came before it stays.
    pub fn push(
        &self,
        rows: &[i64],
        texts: Vec<String>,
        files: Vec<String>,
    ) -> Result<(), JsError> {
        Ok(self.0.record.borrow_mut().push(rows, &texts, &files)?)
    }

    /// Says how the run ended, after how long, and how many rows the record left out. The ends have
    /// the numbers that the package gives them; none is that of a run that was stopped.
    ///
    /// # Errors
    ///
    /// A sentence, when there is no such end.
    pub fn finish(&self, end: Option<u32>, total_ms: f64, left_out: f64) -> Result<(), JsError> {
        let end = end.map_or(Some(End::Stopped), end_of);
        let end = end.ok_or_else(|| JsError::new("There is no such end."))?;
        // A cast turns what is no such number into the nearest one.
        let total_us = (total_ms * 1000.0).round() as u64;
        self.0.record.borrow_mut().finish(total_us, end, left_out as u64);
        Ok(())
    }

    /// The run, to be looked at while it goes on and afterwards: it grows as the record does.
    #[must_use]
    pub fn run(&self) -> Run {
        Run(WatchedRun::growing(Rc::clone(&self.0)))
    }
}
