//! Whether a run on a real clock printed what its simulation printed.

/// A line of output.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// When it was printed, in milliseconds since the run began.
    pub at_ms: f64,
    /// The task that printed it.
    pub task: String,
    /// The text.
    pub text: String,
}

/// Programs in which whoever is first decides what else is printed: timers that are due together, because
/// the machine is late, look alike to whoever waits for the first of them, or for the first that fails.
/// Where they are run for real their delays are far apart.
pub const FIRST_DECIDES: [&str; 3] = ["futures", "gather-and-wait", "top-stories"];

/// How `measured` differs from `predicted`; `None` if it does not.
///
/// Both must have the same texts in the same order, even those of the same instant. But a machine
/// that is busy with something else is late. If it is late enough for two timers to be due at once,
/// a task that waits for the first may no longer come before a task that waits for the second. So
/// two lines of different tasks may be swapped if the time between them is at most the lateness of
/// this run.
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
