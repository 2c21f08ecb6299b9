//! Runs of Python listings, from the records that they leave.

use js_sys::Date;
use wasm_bindgen::prelude::*;

use super::live::{Growing, WatchedRun};
use super::run::Run;
use crate::asyncio::{BadFile, Record, SavedRecord, end_of};
use crate::runtime::trace::{BadTrace, Clock, End, Trace};

#[wasm_bindgen]
impl Run {
    /// A run that grows with a record of asyncio, as the package in `python/` makes it. For one in real
    /// time, when its clock began, in milliseconds since 1970.
    #[must_use]
    pub fn of_record(began_ms: Option<f64>) -> Self {
        let clock = if began_ms.is_some() { Clock::Wall } else { Clock::Virtual };
        let mut record = Record::new(clock);
        if let Some(began_ms) = began_ms {
            record.began(began_ms);
        }
        Self(WatchedRun::growing(Box::new(record)))
    }

    /// Adds the next part of the record: rows of six numbers, and the texts and names of files that are
    /// new. Does nothing to a run that is of no record.
    ///
    /// # Errors
    ///
    /// A sentence, when a row makes no sense. What came before it stays.
    pub fn grow(
        &self,
        rows: &[i64],
        texts: Vec<String>,
        files: Vec<String>,
    ) -> Result<(), JsError> {
        let grow = |record: &mut dyn Growing| record.grow(rows, &texts, &files);
        self.0.with_growing(grow).unwrap_or(Ok(()))
    }

    /// Says how the listing ended, after how long, and how many rows the record left out. Ends have the
    /// numbers that the package gives them; without one the run was stopped. Does nothing to a run that
    /// is of no record, and for a number that is no end.
    pub fn finish(&self, end: Option<u32>, total_ms: f64, left_out: f64) {
        let end = end.map_or(Some(End::Stopped), end_of);
        // A cast turns what is no such number into the nearest one.
        let total_us = (total_ms * 1000.0).round() as u64;
        if let Some(end) = end {
            self.0.with_growing(|record| record.finish(total_us, end, left_out as u64));
        }
    }
}

impl Run {
    /// The run in a file that a recorder has written.
    pub(super) fn of_file(bytes: &[u8]) -> Result<Self, JsError> {
        match SavedRecord::open(bytes) {
            Ok(saved) => Ok(Self(WatchedRun::growing(Box::new(saved.record)))),
            Err(BadFile::Row(error)) => Err(error.into()),
            // A sentence that is there already: texts are in what Run waits for.
            Err(_) => Err(BadTrace::Damaged.into()),
        }
    }
}

impl Growing for Record {
    fn trace(&self) -> &Trace {
        Self::trace(self)
    }

    fn now_us(&self) -> u64 {
        let trace = Self::trace(self);
        let began_ms = trace.began_epoch_ms().filter(|_| trace.end().is_none());
        let now_us = began_ms.map_or(0.0, |began_ms| (Date::now() - began_ms) * 1000.0);
        trace.last_us().max(now_us as u64)
    }

    fn grow(&mut self, rows: &[i64], texts: &[String], files: &[String]) -> Result<(), JsError> {
        Ok(self.push(rows, texts, files)?)
    }

    fn finish(&mut self, at_us: u64, end: End, left_out: u64) {
        Self::finish(self, at_us, end, left_out);
    }
}
