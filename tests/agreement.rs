//! Whether a run on a real clock printed what its simulation printed.

/// A line of output.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// When, in milliseconds from the beginning of the run.
    pub at_ms: f64,
    /// By which task.
    pub task: String,
    /// What.
    pub text: String,
}

/// How `measured` differs from `predicted`; nothing if it does not.
///
/// Both must have the same texts in the same order, those of one instant as well. But a machine that
/// is busy with something else is late, and when it is so late that two timers are due at once, who
/// waits for the first one no longer comes before the second. So two lines of different tasks may be
/// the other way round if no more lies between them than this run was late.
pub fn difference(predicted: &[Line], measured: &[Line]) -> Option<String> {
    let texts = |lines: &[Line]| lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>();
    if texts(predicted) == texts(measured) {
        return None;
    }
    let places: Option<Vec<usize>> = (0..predicted.len())
        .map(|at| {
            let is_same = |line: &&Line| same(line, &predicted[at]);
            let before = predicted[..at].iter().filter(is_same).count();
            let mut all = (0..measured.len()).filter(|&place| is_same(&&measured[place]));
            all.nth(before)
        })
        .collect();
    let Some(places) = places.filter(|_| predicted.len() == measured.len()) else {
        return Some("the lines are not the same".into());
    };
    let late = predicted.iter().zip(&places).map(|(line, &at)| measured[at].at_ms - line.at_ms);
    let latest = late.fold(0.0, f64::max);
    for (at, line) in predicted.iter().enumerate() {
        for (other, before) in predicted[..at].iter().enumerate() {
            let between = line.at_ms - before.at_ms;
            let may_turn = line.task != before.task && between > 0.0 && between <= latest;
            if places[other] > places[at] && !may_turn {
                return Some(format!("{:?} came before {:?}", line.text, before.text));
            }
        }
    }
    None
}

fn same(one: &Line, other: &Line) -> bool {
    (&one.task, &one.text) == (&other.task, &other.text)
}
