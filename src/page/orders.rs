//! In which orders a program's ready tasks could be polled.

use tsify::Ts;
use wasm_bindgen::prelude::*;

use super::input::read_values;
use super::plain::plain;
use super::run::Run;
use super::types::JsValues;
use crate::asyncio::end_of;
use crate::orders::{self, Choices, Explorer, Finding, OrdersReport, choices, recorded_choices};
use crate::programs;
use crate::timeline::EndState;

/// The choices among several ready tasks that a variant comes to with these picks, up to the first
/// that is still to be made.
///
/// # Errors
///
/// A sentence, when an id is unknown or a value is not allowed.
#[wasm_bindgen(js_name = choices)]
pub fn choices_of(
    program: &str,
    variant: &str,
    values: &JsValues,
    picks: &[u32],
) -> Result<Ts<Choices>, JsError> {
    let main = programs::find(program)?.start(variant, &read_values(values)?)?;
    Ok(plain(&choices(main, picks)))
}

/// Tries in how many ways a variant can turn out, if its ready tasks are polled in other orders.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Orders(Explorer);

#[wasm_bindgen]
impl Orders {
    /// Will try this many orders; or all of them, if those are not many more.
    ///
    /// # Errors
    ///
    /// A sentence, when an id is unknown or a value is not allowed.
    #[wasm_bindgen(constructor)]
    pub fn new(
        program: &str,
        variant: &str,
        values: &JsValues,
        most: u32,
    ) -> Result<Self, JsError> {
        let (program, variant, values) =
            (programs::find(program)?, variant.to_owned(), read_values(values)?);
        drop(program.start(&variant, &values)?);
        Ok(Self(Explorer::new(most, move || match program.start(&variant, &values) {
            Ok(main) => main,
            // It could be started right before, so it always can.
            Err(_) => Box::pin(async {}),
        })))
    }

    /// Simulates at most `runs` runs, one after the other. Returns whether there is more to try. A
    /// panic ends the instance: before each run, `report` says which order is tried next.
    pub fn try_some(&mut self, runs: u32) -> bool {
        self.0.try_some(runs)
    }

    /// What came of the orders that were tried so far.
    #[must_use]
    pub fn report(&self) -> Ts<OrdersReport> {
        plain(&self.0.report())
    }
}

#[wasm_bindgen]
impl Run {
    /// The first choices among several ready tasks that the run came to, at most so many, and the
    /// one that came next: of a run with so many picks, the first that is still to be made.
    #[must_use]
    pub fn choices(&self, most: u32) -> Ts<Choices> {
        plain(&self.0.with_timeline(|timeline, trace| recorded_choices(timeline, trace, most)))
    }
}

/// What came of orders that Python has tried.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Findings(orders::Findings);

#[wasm_bindgen]
impl Findings {
    /// Nothing yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an outcome: what is printed, the number of the end, what ended it, how many orders gave
    /// it, picks and a seed that do, and how long the shortest and the longest of them take. The
    /// first is that of first in, first out.
    // They are numbers and texts, because to read an object takes more code.
    #[allow(clippy::too_many_arguments)]
    pub fn add(
        &mut self,
        output: &str,
        end: u32,
        failure: Option<String>,
        count: u32,
        picks: Option<Vec<u32>>,
        seed: Option<u32>,
        min_total_ms: f64,
        max_total_ms: f64,
    ) {
        let end = end_of(end).as_ref().map_or(EndState::Completed, EndState::from);
        let errors = Vec::new();
        self.0.add(
            output,
            Finding { end, errors, failure, count, picks, seed, min_total_ms, max_total_ms },
        );
    }

    /// The report on so many orders: whether they are all, whether nothing is left to try, and the
    /// largest number of choices that a run had.
    #[must_use]
    pub fn report(
        &self,
        tried: u32,
        every: bool,
        done: bool,
        most_choices: u32,
    ) -> Ts<OrdersReport> {
        plain(&self.0.report(orders::Orders { tried, every, done, most_choices }))
    }
}
