//! A contestant's answer, and the check that it did what it was asked for.

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

/// An answer that has been checked.
#[derive(Debug, Clone)]
pub struct Answer(Value);

/// What an answer must report to be accepted.
#[derive(Debug, Clone, Copy)]
pub struct Expected {
    /// How much must be done in all, in the unit of the work.
    pub done: u64,
    /// Whether more than that may be done.
    pub or_more: bool,
    /// The least time that the work can take, in milliseconds. A contestant that is quicker has not done
    /// it.
    pub least_ms: f64,
}

/// How much coarser a clock may be than the timers of the same browser, in milliseconds. Browsers
/// round both.
const CLOCK_MS: f64 = 2.0;

impl Answer {
    /// Accepts an answer, unless it contradicts what was asked for.
    pub fn check(answer: Value, expected: Expected) -> Result<Answer> {
        if let Some(error) = answer["error"].as_str() {
            bail!("{error}");
        }
        let answer = Answer(answer);
        let done = answer.number("done")?;
        let asked_for = expected.done as f64;
        ensure!(
            done == asked_for || expected.or_more && done > asked_for,
            "{done} were done, of {} that were asked for",
            expected.done
        );
        let ms = answer.number("ms")?;
        ensure!(
            ms + CLOCK_MS >= expected.least_ms,
            "it said to be done after {ms} ms, which cannot be"
        );
        Ok(answer)
    }

    /// One of its numbers, which must be finite.
    pub fn number(&self, key: &str) -> Result<f64> {
        let number = self.0[key].as_f64().filter(|number| number.is_finite());
        number.with_context(|| format!("there is no figure {key:?} in {}", self.0))
    }

    /// One of its lists of numbers.
    pub fn numbers(&self, key: &str) -> Result<Vec<f64>> {
        let list = self.0[key].as_array().with_context(|| format!("there is no list {key:?}"))?;
        let number = |value: &Value| value.as_f64().context("there is something else in a list");
        list.iter().map(number).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const EXPECTED: Expected = Expected { done: 10, or_more: false, least_ms: 100.0 };

    #[test]
    fn what_was_done_in_part_is_no_figure() {
        assert!(Answer::check(json!({ "ms": 120.0, "done": 10 }), EXPECTED).is_ok());
        let error = Answer::check(json!({ "ms": 120.0, "done": 9 }), EXPECTED).unwrap_err();
        assert_eq!(error.to_string(), "9 were done, of 10 that were asked for");
    }

    #[test]
    fn more_than_asked_for_is_right_only_where_it_was_said() {
        let answer = json!({ "ms": 120.0, "done": 11 });
        assert!(Answer::check(answer.clone(), EXPECTED).is_err());
        assert!(Answer::check(answer, Expected { or_more: true, ..EXPECTED }).is_ok());
    }

    #[test]
    fn what_is_too_quick_to_be_true_is_no_figure() {
        assert!(Answer::check(json!({ "ms": 50.0, "done": 10 }), EXPECTED).is_err());
        assert!(Answer::check(json!({ "ms": null, "done": 10 }), EXPECTED).is_err());
    }

    #[test]
    fn an_error_is_told_in_the_words_of_the_contestant() {
        let error = Answer::check(json!({ "error": "out of memory" }), EXPECTED).unwrap_err();
        assert_eq!(error.to_string(), "out of memory");
    }
}
