//! Why a line of the output came before the line that was expected in its place.

use crate::runtime::trace::TaskId;
use crate::timeline::ask::state_text;
use crate::timeline::lanes::View;
use crate::timeline::report::OutputLine;
use crate::timeline::words::{duration, excerpt, number, to_us};

/// Finds a task, and the loop that it runs on, by its number in a report.
pub(super) type Find<'f, 'a> = &'f dyn Fn(u32) -> Option<(View<'a>, TaskId)>;

/// Why a line came before the line that was expected in its place.
pub(super) fn why(
    find: Find<'_, '_>,
    at: usize,
    came: &OutputLine,
    expected: &OutputLine,
) -> String {
    let place = number(at as u64 + 1);
    let (came_us, expected_us) = (to_us(came.at_ms), to_us(expected.at_ms));
    let opening = format!(
        "The order first broke at place {place}: you put {} there, but {} was printed, at {}.",
        excerpt(&expected.text),
        excerpt(&came.text),
        duration(came_us)
    );
    let reason = because(find, came, expected, came_us).map_or_else(String::new, |reason| {
        let later = if came_us == expected_us {
            "in the same moment, but later".to_owned()
        } else {
            format!("only at {}", duration(expected_us))
        };
        format!(" {} came {later}, because {reason}.", excerpt(&expected.text))
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
    let history = view.timeline.history(task)?;
    let (name, same) = (view.quoted(task), came.task == expected.task);
    if came_us < history.spawned_us {
        let by = history.parent.map_or_else(|| "it".to_owned(), |parent| view.quoted(parent));
        return Some(format!(
            "{name} did not exist yet: {by} started it at {}{}",
            duration(history.spawned_us),
            view.in_line(history.site)
        ));
    }
    if came_us == to_us(expected.at_ms) {
        if same {
            return Some(format!(
                "{name} prints both, and goes through its lines one after the other{}",
                lines(came, expected)
            ));
        }
        let (view, other) = find(came.task)?;
        return Some(format!("{} had its turn before {name}", view.quoted(other)));
    }
    let span = history.spans.at(came_us)?;
    let until = duration(view.end(history, span));
    let state = state_text(view, history, span);
    let site = view.in_line(history.spans.site(span));
    let then = if same { "after that" } else { "at that time" };
    Some(format!("{then} {name} was {state}{site}, until {until}"))
}

/// A sentence about the two source lines, where they explain the order.
fn lines(came: &OutputLine, expected: &OutputLine) -> String {
    match (came.line, expected.line) {
        (Some(first), Some(second)) if first < second => {
            format!(": line {first} before line {second}")
        }
        _ => String::new(),
    }
}
