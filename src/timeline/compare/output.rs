//! How the outputs of two runs differ.

use crate::timeline::lanes::View;
use crate::timeline::words::{count, excerpt, number};

/// At most this many lines are searched for a line that came elsewhere.
const MOST_LINES: usize = 10_000;

/// The first difference between two outputs, in a sentence.
pub(super) fn output(here: View<'_>, there: View<'_>) -> String {
    let (a, b) = (texts(here), texts(there));
    let same = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    match (a.get(same), b.get(same)) {
        (None, None) if a.is_empty() => "Neither prints anything.".to_owned(),
        (None, None) => "Both print the same lines in the same order.".to_owned(),
        (Some(_), None) => format!("This run prints {} more.", lines(a.len() - same)),
        (None, Some(_)) => format!("The other run prints {} more.", lines(b.len() - same)),
        (Some(first), Some(second)) => {
            let is_in = |all: &[&str], text: &str| {
                all[same..].iter().take(MOST_LINES).any(|line| *line == text)
            };
            let how = if is_in(&b, first) && is_in(&a, second) {
                "The output comes in another order"
            } else {
                "The output differs"
            };
            let line = number(same as u64 + 1);
            format!("{how}: line {line} is {} here, and {} there.", excerpt(first), excerpt(second))
        }
    }
}

fn texts(view: View<'_>) -> Vec<&str> {
    view.timeline.printed.iter().map(|printed| view.trace.text(printed.text)).collect()
}

fn lines(more: usize) -> String {
    count(more as u64, "line")
}
