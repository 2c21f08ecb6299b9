//! The order of the checks: those with the same seat run one after the other, others side by side.

use std::sync::{Mutex, PoisonError};
use std::thread;

use super::board::Board;
use super::carry_out;
use super::check::{Check, Seat};
use super::line::Line;
use super::workshop::Workshop;

/// Seats that can be taken at the same time. Two cores are enough: a check that compiles has long
/// stretches on one core, and a check that drives a browser waits for timers.
const SIDE_BY_SIDE: [Seat; 5] =
    [Seat::Page, Seat::Cargo, Seat::Wasm, Seat::Chromium, Seat::Firefox];

/// Runs `checks` and returns their outcomes, in the same order.
pub fn run(checks: &[&Check], workshop: &Workshop) -> Vec<Line> {
    let board = Board::open();
    let lines: Mutex<Vec<(usize, Line)>> = Mutex::default();
    // The claims about the page take longest, so cargo first makes what they wait for.
    let is_page_wanted = checks.iter().any(|check| check.name.starts_with("page-"));
    let take = |seat: Seat| {
        if matches!(seat, Seat::Cargo | Seat::Wasm) && is_page_wanted {
            // The check that waits for it reports what went wrong.
            let _ = workshop.page_tests();
        }
        for (place, check) in checks.iter().enumerate().filter(|(_, check)| check.seat == seat) {
            let entry = board.begin(check.name);
            let report = carry_out::run(check, workshop, |detail| entry.say(detail));
            let (outcome, output) = carry_out::describe(&report);
            let time = entry.end(&outcome, output);
            let line = carry_out::line(check.name, report, time);
            lines.lock().unwrap_or_else(PoisonError::into_inner).push((place, line));
        }
    };
    thread::scope(|scope| {
        for seat in SIDE_BY_SIDE {
            scope.spawn(move || take(seat));
        }
    });
    take(Seat::Machine);
    let mut lines = lines.into_inner().unwrap_or_else(PoisonError::into_inner);
    lines.sort_by_key(|(place, _)| *place);
    lines.into_iter().map(|(_, line)| line).collect()
}
