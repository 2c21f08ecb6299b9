//! How a guess turned out.

use serde::Serialize;

use crate::timeline::lanes::View;
use crate::timeline::report::{EndState, Report};
use crate::timeline::words::{duration, number, to_us};

use super::lines::{JudgedLine, came, judged, kept};
use super::order::{Find, why};
use super::total::judge_total;

/// How a guess turned out.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Verdict {
    /// The lines in the order of the guess.
    pub lines: Vec<JudgedLine>,
    /// The outcome as a sentence.
    pub score: String,
    /// Where the order was first wrong, and why. `None` if it was right.
    pub first: Option<String>,
    /// Whether the guessed total is right; `None` if that cannot be known.
    pub is_total_right: Option<bool>,
    /// Sentences about the total.
    pub total: Vec<String>,
}

/// Compares a guess with a run.
pub(in crate::timeline) fn judge(
    view: View<'_>,
    report: &Report,
    find: Find<'_, '_>,
    lines: &[String],
    total_ms: Option<f64>,
) -> Verdict {
    let came = came(lines, &report.output);
    let kept = kept(lines, &came);
    let lines = judged(lines, &kept, &came);
    let broken = (0..came.len()).find(|at| lines[kept[*at]].text != came[*at].text);
    let first = broken.and_then(|at| {
        let wanted = &lines[kept[at]].text;
        let expected = came[at..].iter().find(|line| line.text == *wanted)?;
        Some(why(find, at, came[at], expected))
    });
    let (is_total_right, total) = match total_ms {
        Some(guessed_ms) => judge_total(view, report, guessed_ms),
        None if report.end == EndState::Completed => {
            let took = duration(to_us(report.total_ms));
            let takes = if view.is_virtual() { "takes" } else { "took" };
            (None, vec![format!("You gave no time. It {takes} {took}.")])
        }
        None => (None, Vec::new()),
    };
    Verdict { score: score(&lines, is_total_right), lines, first, is_total_right, total }
}

fn score(lines: &[JudgedLine], is_total_right: Option<bool>) -> String {
    let right = lines.iter().filter(|line| line.right).count();
    let order = match (lines.len(), right) {
        (0, _) => None,
        (1, 1) => Some("The line came as you said.".to_owned()),
        (2, 2) => Some("Both lines came in the order that you gave.".to_owned()),
        (all, right) if all == right => {
            Some(format!("All {} lines came in the order that you gave.", number(all as u64)))
        }
        (all, right) => {
            let are = if right == 1 { "is" } else { "are" };
            Some(format!(
                "{} of {} lines {are} in the right place.",
                number(right as u64),
                number(all as u64)
            ))
        }
    };
    let total = is_total_right.map(|right| {
        let text = if right { "The total is right." } else { "The total is not right." };
        text.to_owned()
    });
    let parts: Vec<String> = order.into_iter().chain(total).collect();
    if parts.is_empty() { "There is nothing to compare.".to_owned() } else { parts.join(" ") }
}
