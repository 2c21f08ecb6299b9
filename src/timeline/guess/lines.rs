//! Which of the guessed lines were printed, and in which order.

use serde::Serialize;

use crate::timeline::report::OutputLine;

/// A guessed line of the output, and where it came.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct JudgedLine {
    /// The text of the line.
    pub text: String,
    /// Whether it came in the guessed place.
    pub right: bool,
    /// Its place among these lines, counted from 1; `None` if it was not printed.
    pub place: Option<u32>,
    /// When it was printed.
    pub at_ms: Option<f64>,
}

/// The guessed lines among the output, in the order in which they came. Of a line that came more
/// often than guessed, the first occurrences count.
pub(super) fn came<'a>(lines: &[String], output: &'a [OutputLine]) -> Vec<&'a OutputLine> {
    let mut left: Vec<&String> = lines.iter().collect();
    let mut came = Vec::new();
    for line in output {
        if let Some(at) = left.iter().position(|text| **text == line.text) {
            left.swap_remove(at);
            came.push(line);
        }
        if left.is_empty() {
            break;
        }
    }
    came
}

/// The places of the guessed lines that were printed. There are as many as in `came`.
pub(super) fn kept(lines: &[String], came: &[&OutputLine]) -> Vec<usize> {
    let mut left: Vec<&String> = came.iter().map(|line| &line.text).collect();
    let mut kept = Vec::new();
    for (at, text) in lines.iter().enumerate() {
        if let Some(found) = left.iter().position(|line| *line == text) {
            left.swap_remove(found);
            kept.push(at);
        }
    }
    kept
}

/// Finds where each guessed line came. Equal lines are interchangeable.
pub(super) fn judged(lines: &[String], kept: &[usize], came: &[&OutputLine]) -> Vec<JudgedLine> {
    let mut judged: Vec<JudgedLine> = lines
        .iter()
        .map(|text| JudgedLine { text: text.clone(), right: false, place: None, at_ms: None })
        .collect();
    let mut taken = vec![false; came.len()];
    for is_right in [true, false] {
        for (at, line) in kept.iter().enumerate() {
            let line = &mut judged[*line];
            let fits = |place: &usize| !taken[*place] && came[*place].text == line.text;
            let place = if is_right { Some(at).filter(fits) } else { (0..came.len()).find(fits) };
            let Some(place) = place.filter(|_| line.place.is_none()) else { continue };
            taken[place] = true;
            line.right = is_right;
            line.place = Some(place as u32 + 1);
            line.at_ms = Some(came[place].at_ms);
        }
    }
    judged
}
