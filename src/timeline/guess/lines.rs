//! Which of the guessed lines were printed, and in which order they came.

use serde::Serialize;

use crate::timeline::report::OutputLine;

/// A line of the output, and where it came.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct JudgedLine {
    /// The line.
    pub text: String,
    /// Whether it came where it was guessed to come.
    pub right: bool,
    /// Where it came among these lines, counted from 1; none if it was not printed.
    pub place: Option<u32>,
    /// When it was printed.
    pub at_ms: Option<f64>,
}

/// The lines of the output that were asked for, in the order in which they came. Of a line that
/// came more often than asked for, the first times count.
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

/// Which of the guessed lines were printed: as many of them as there are that came.
pub(super) fn kept(lines: &[String], came: &[&OutputLine]) -> Vec<usize> {
    let mut left: Vec<&String> = came.iter().map(|line| &line.text).collect();
    let mut kept = Vec::new();
    for (at, text) in lines.iter().enumerate() {
        if let Some(found) = left.iter().position(|one| *one == text) {
            left.swap_remove(found);
            kept.push(at);
        }
    }
    kept
}

/// Finds for each guessed line where it came. Lines that say the same are interchangeable.
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
