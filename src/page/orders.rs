//! In which orders a program's ready tasks could be polled.

use tsify::Ts;
use wasm_bindgen::prelude::*;

use super::input::read_values;
use super::plain::plain;
use super::types::JsValues;
use crate::orders::{Choices, Explorer, OrdersReport, choices};
use crate::programs;

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
