//! What somebody guessed about a run, held against what it did: where the order of the output
//! first broke and why, and what the guessed total would have been the total of.

use serde::Serialize;

use crate::runtime::trace::TaskId;

use super::ask::state_text;
use super::lanes::View;
use super::report::{EndState, OutputLine, Report};
use super::why::decided;
use super::words::{duration, number};

/// How a guess turned out.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Verdict {
    /// The lines in the order of the guess.
    pub lines: Vec<JudgedLine>,
    /// The outcome in a sentence.
    pub score: String,
    /// Where the order first broke, and why. None if it did not.
    pub first: Option<String>,
    /// Whether the total was guessed; none if nobody can tell.
    pub is_total_right: Option<bool>,
    /// What there is to say about the total.
    pub total: Vec<String>,
}

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

/// Finds a task by the number that a report gives it, with the loop that it runs on.
type Find<'f, 'a> = &'f dyn Fn(u32) -> Option<(View<'a>, TaskId)>;

/// Holds a guess against a run.
pub(super) fn judge(
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
            let took = duration(us(report.total_ms));
            (None, vec![format!("You gave no time. It took {took}.")])
        }
        None => (None, Vec::new()),
    };
    Verdict { score: score(&lines, is_total_right), lines, first, is_total_right, total }
}

/// The lines of the output that were asked for, in the order in which they came. Of a line that
/// came more often than asked for, the first times count.
fn came<'a>(lines: &[String], output: &'a [OutputLine]) -> Vec<&'a OutputLine> {
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
fn kept(lines: &[String], came: &[&OutputLine]) -> Vec<usize> {
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
fn judged(lines: &[String], kept: &[usize], came: &[&OutputLine]) -> Vec<JudgedLine> {
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

/// Why a line came before the one that was expected in its place.
fn why(find: Find<'_, '_>, at: usize, came: &OutputLine, expected: &OutputLine) -> String {
    let place = number(at as u64 + 1);
    let (came_us, expected_us) = (us(came.at_ms), us(expected.at_ms));
    let opening = format!(
        "The order first broke at place {place}: you put {} there, but {} was printed, at {}.",
        line(expected),
        line(came),
        duration(came_us)
    );
    let reason = because(find, came, expected, came_us).map_or_else(String::new, |reason| {
        let later = if came_us == expected_us {
            "in the same moment, but later".to_owned()
        } else {
            format!("only at {}", duration(expected_us))
        };
        format!(" {} came {later}, because {reason}.", line(expected))
    });
    opening + &reason
}

/// What the task of the expected line did when another line came.
fn because(
    find: Find<'_, '_>,
    came: &OutputLine,
    expected: &OutputLine,
    came_us: u64,
) -> Option<String> {
    let (view, task) = find(expected.task)?;
    let life = view.timeline.life(task)?;
    let (name, same) = (view.quoted(task), came.task == expected.task);
    if came_us < life.spawned_us {
        let by = life.parent.map_or_else(|| "it".to_owned(), |parent| view.quoted(parent));
        return Some(format!(
            "{name} did not exist yet: {by} started it at {}{}",
            duration(life.spawned_us),
            view.in_line(life.site)
        ));
    }
    if came_us == us(expected.at_ms) {
        if same {
            return Some(format!(
                "{name} prints both, and goes through its lines one after the other{}",
                lines(came, expected)
            ));
        }
        let (view, other) = find(came.task)?;
        return Some(format!("{} had its turn before {name}", view.quoted(other)));
    }
    let span = life.spans.at(came_us)?;
    let until = duration(view.end(life, span));
    let state = state_text(view, life, span);
    let site = view.in_line(life.spans.site(span));
    let then = if same { "after that" } else { "at that time" };
    Some(format!("{then} {name} was {state}{site}, until {until}"))
}

/// The two source lines, where they tell the order.
fn lines(came: &OutputLine, expected: &OutputLine) -> String {
    match (came.line, expected.line) {
        (Some(first), Some(second)) if first < second => {
            format!(": line {first} before line {second}")
        }
        _ => String::new(),
    }
}

/// As much of a line as fits into a sentence.
fn line(line: &OutputLine) -> String {
    let mut text: String = line.text.chars().take(40).collect();
    if text.len() < line.text.len() {
        text.push('…');
    }
    format!("“{text}”")
}

/// Whether the total was guessed, and what the guess would be the total of.
fn judge_total(view: View<'_>, report: &Report, guessed_ms: f64) -> (Option<bool>, Vec<String>) {
    let took_us = us(report.total_ms);
    let took = duration(took_us);
    let never = guessed_ms == f64::INFINITY;
    let said = if never {
        "You said that it never ends".to_owned()
    } else {
        format!("You guessed {}", duration(us(guessed_ms)))
    };
    match (report.end, never) {
        (EndState::Stuck, true) => {
            let text = format!(
                "{said}, and that is so: it got stuck after {took}. Every task waits, and nothing \
                 is left that could wake one."
            );
            return (Some(true), vec![text]);
        }
        (EndState::Stuck, false) => {
            let text = format!(
                "{said}, but it never ends: it got stuck after {took}. Every task waits, and \
                 nothing is left that could wake one."
            );
            return (Some(false), vec![text]);
        }
        (EndState::Completed, _) => {}
        _ => {
            let text = format!(
                "{said}. The run did not come to its own end: it was over after {took}, and nobody \
                 knows what it would have done."
            );
            return (None, vec![text]);
        }
    }
    let decided = decided(view);
    let took_because = if decided.is_empty() {
        format!("It took {took}.")
    } else {
        format!("It took {took}: {decided}.")
    };
    if never {
        return (Some(false), vec![format!("{said}, but it does."), took_because]);
    }
    let guessed_us = us(guessed_ms);
    let explained = &report.explanation;
    if is_near(guessed_us, took_us) || is_near(guessed_us, us(explained.longest_chain_ms)) {
        let text = match took_us.saturating_sub(guessed_us) {
            0 => format!("{said}, and it took {took}."),
            more => format!(
                "{said}, and it took {took}: the {} more are late timers and the work of the loop \
                 itself.",
                duration(more)
            ),
        };
        return (Some(true), vec![text]);
    }
    let mut texts = vec![meaning(report, &said, guessed_us, took_us)];
    texts.push(took_because);
    (Some(false), texts)
}

/// What a total would be that is not that of the run.
fn meaning(report: &Report, said: &str, guessed_us: u64, took_us: u64) -> String {
    let explained = &report.explanation;
    if guessed_us > took_us && is_near(guessed_us, us(explained.sum_of_waits_ms)) {
        return format!(
            "{said}. That is all waits and work added up, as if one thing happened after the \
             other. But they overlapped."
        );
    }
    let mut longest = None;
    for sleep in &report.sleeps {
        if longest.is_none_or(|(asked_ms, _)| sleep.asked_ms > asked_ms) {
            longest = Some((sleep.asked_ms, sleep));
        }
    }
    if let Some((asked_ms, sleep)) = longest
        && guessed_us < took_us
        && is_near(guessed_us, us(asked_ms))
    {
        let line = sleep.line.map_or_else(String::new, |line| format!(", line {line}"));
        return format!(
            "{said}. That is the longest single wait (`{}`{line}), as if everything else happened \
             meanwhile. But some of it had to happen before or after.",
            sleep.task_name
        );
    }
    let by_us = guessed_us.abs_diff(took_us);
    let much = if guessed_us > took_us { "too much" } else { "too little" };
    format!("{said}. That is {} {much}.", duration(by_us))
}

/// Whether two times are as near as a guess needs to be: to a twentieth, or 20 ms.
fn is_near(a_us: u64, b_us: u64) -> bool {
    a_us.abs_diff(b_us) <= (b_us / 20).max(20_000).min((b_us / 4).max(5_000))
}

/// Milliseconds as microseconds. What is no time is none.
fn us(ms: f64) -> u64 {
    (ms * 1000.0).round() as u64
}
