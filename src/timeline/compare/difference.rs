//! One part of the difference between two totals.

use serde::Serialize;

use crate::timeline::words::to_ms;

/// One part of the difference between two totals.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Difference {
    /// What differs, as a sentence.
    pub text: String,
    /// How long it took on the critical path of this run.
    pub this_ms: f64,
    /// How long it took on the critical path of the other run.
    pub other_ms: f64,
    /// How much longer it took here.
    pub difference_ms: f64,
    /// The source line.
    pub line: Option<u32>,
    /// The file of that line, where the run has several.
    pub file: Option<String>,
}

impl Difference {
    pub(super) fn new(text: String, this_us: u64, other_us: u64) -> Self {
        let (this_ms, other_ms) = (to_ms(this_us), to_ms(other_us));
        let difference_ms = less(this_us, other_us);
        Self { text, this_ms, other_ms, difference_ms, line: None, file: None }
    }
}

/// `this_us` less `other_us`, in milliseconds.
pub(super) fn less(this_us: u64, other_us: u64) -> f64 {
    let by = to_ms(this_us.abs_diff(other_us));
    if this_us < other_us { -by } else { by }
}
