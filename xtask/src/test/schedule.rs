//! The order of the checks: those of one lane run one after the other, the lanes side by side. A lane
//! that has done its own helps the others.

use std::sync::{Mutex, PoisonError};
use std::thread;

use super::board::Board;
use super::carry_out;
use super::check::{Check, Seat};
use super::line::Line;
use super::waiting::Waiting;
use super::workshop::Workshop;

/// What runs side by side where there are processors for it: each seat.
const MANY: &[&[Seat]] =
    &[&[Seat::Chromium], &[Seat::Firefox], &[Seat::Page], &[Seat::Cargo], &[Seat::Wasm]];

/// On two processors the browsers fill the machine, and all else takes what they leave. More at a time
/// would end no sooner, but each claim would take several times as long, and what a person would
/// call at once would be late.
const FEW: &[&[Seat]] =
    &[&[Seat::Chromium], &[Seat::Firefox], &[Seat::Page, Seat::Cargo, Seat::Wasm]];

fn lanes() -> &'static [&'static [Seat]] {
    if thread::available_parallelism().is_ok_and(|processors| processors.get() > 2) {
        MANY
    } else {
        FEW
    }
}

/// Runs `checks` and returns their outcomes, in the same order.
pub fn run(checks: &[&Check], workshop: &Workshop) -> Vec<Line> {
    let board = Board::open();
    let lines: Mutex<Vec<(usize, Line)>> = Mutex::default();
    // The claims about the page take longest, so cargo first makes what they wait for.
    let is_page_wanted = checks.iter().any(|check| check.name.starts_with("page-"));
    let waiting = Waiting::of(checks);
    let take = |seats: &[Seat]| {
        while let Some(taken) = waiting.take(seats) {
            let check = taken.check;
            if matches!(check.seat, Seat::Cargo | Seat::Wasm) && is_page_wanted {
                // The check that waits for it reports what went wrong.
                let _ = workshop.page_tests();
            }
            let entry = board.begin(check.name);
            let report = carry_out::run(check, workshop, |detail| entry.say(detail));
            let (outcome, output) = carry_out::describe(&report);
            let time = entry.end(&outcome, output);
            let line = carry_out::line(check.name, report, time);
            lines.lock().unwrap_or_else(PoisonError::into_inner).push((taken.place, line));
        }
    };
    thread::scope(|scope| {
        for seats in lanes() {
            scope.spawn(move || {
                take(seats);
                lanes().iter().for_each(|seats| take(seats));
            });
        }
    });
    take(&[Seat::Machine]);
    let mut lines = lines.into_inner().unwrap_or_else(PoisonError::into_inner);
    lines.sort_by_key(|(place, _)| *place);
    lines.into_iter().map(|(_, line)| line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test::checks::CHECKS;

    #[test]
    fn each_seat_but_the_whole_machine_is_in_one_lane() {
        for lanes in [MANY, FEW] {
            for check in CHECKS.iter().filter(|check| check.seat != Seat::Machine) {
                let of = lanes.iter().filter(|seats| seats.contains(&check.seat));
                assert_eq!(of.count(), 1, "{}", check.name);
            }
        }
    }
}
