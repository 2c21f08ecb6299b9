//! A work in one size.

use serde_json::Value;

use crate::answer::Expected;
use crate::contestants::Contestant;

/// A work in one size.
#[derive(Debug, Clone)]
pub struct Case {
    /// The name of its table.
    pub id: String,
    /// What is done, in words.
    pub title: String,
    /// What makes the comparison fair, or what to keep in mind.
    pub note: &'static str,
    /// The name that contestants know it by.
    pub work: &'static str,
    /// The arguments for the contestants.
    pub arguments: Value,
    /// What their answers must report.
    pub expected: Expected,
    /// Whether each contestant begins in a page or process of its own.
    pub fresh: bool,
    /// Whether a first round does not count, because engines are slow at first.
    pub warm_up: bool,
    /// At most this many rounds are measured.
    pub most_rounds: usize,
    /// Whether the work makes sense for a contestant.
    pub takes_part: fn(Contestant) -> bool,
    /// Why a contestant does not take part, if it does not.
    pub left_out: fn(Contestant) -> Option<&'static str>,
}

impl Case {
    /// A case for all contestants, with a warm-up.
    pub fn new(work: &'static str, id: String, title: String, arguments: Value, done: u64) -> Case {
        Case {
            id,
            title,
            note: "",
            work,
            arguments,
            expected: Expected { done, or_more: false, least_ms: 0.0 },
            fresh: false,
            warm_up: true,
            most_rounds: usize::MAX,
            takes_part: |_| true,
            left_out: |_| None,
        }
    }
}
