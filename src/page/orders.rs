//! In which orders a program's ready tasks could be polled.

use tsify::Ts;
use wasm_bindgen::prelude::*;

use super::input::read_values;
use super::plain::plain;
use super::run::Run;
use super::types::JsValues;
use crate::asyncio::end_of;
use crate::orders::{
    Choices, Explorer, Finding, Findings, LONGEST, Orders as Tried, OrdersReport, choices,
    recorded_choices,
};
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

/// The report on orders that Python has tried: what each outcome prints, what ended it (a text, empty if
/// nothing did), and numbers. These are: how many orders were tried, whether they are all, whether
/// nothing is left to try, and the largest number of choices; and of each outcome the number of its
/// end, how many orders gave it, a seed or -1, the shortest and the longest time in microseconds, how
/// many picks follow or -1, and the picks. The first is that of first in, first out.
// Texts and numbers, because to read objects takes more code, and a class more glue.
#[wasm_bindgen]
#[must_use]
pub fn orders_by_python(
    outputs: Vec<String>,
    failures: Vec<String>,
    numbers: &[i64],
) -> Ts<OrdersReport> {
    let mut numbers = numbers.iter().copied();
    let mut next = || numbers.next().unwrap_or_default();
    let tried = Tried {
        tried: next() as u32,
        every: next() != 0,
        done: next() != 0,
        most_choices: next() as u32,
    };
    let mut findings = Findings::default();
    for (output, failure) in outputs.iter().zip(failures) {
        let end = u32::try_from(next()).ok().and_then(end_of);
        let (count, seed) = (next() as u32, u32::try_from(next()).ok());
        let (min_us, max_us) = (next(), next());
        // No more are read than there are: a number may be wrong.
        let picks = usize::try_from(next()).ok().map(|length| {
            let length = length.min(LONGEST);
            (0..length).map(|_| next() as u32).collect()
        });
        findings.add(
            output,
            Finding {
                end: end.as_ref().map_or(EndState::Completed, EndState::from),
                errors: Vec::new(),
                failure: Some(failure).filter(|failure| !failure.is_empty()),
                count,
                picks,
                seed,
                min_total_ms: min_us as f64 / 1000.0,
                max_total_ms: max_us as f64 / 1000.0,
            },
        );
    }
    plain(&findings.report(tried))
}
