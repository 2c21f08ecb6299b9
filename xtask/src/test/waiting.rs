//! The checks that wait for their turn.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::check::{Check, Seat};

/// Checks that nobody has begun, and the seats that are taken.
#[derive(Debug)]
pub struct Waiting<'checks> {
    state: Mutex<State<'checks>>,
}

#[derive(Debug)]
struct State<'checks> {
    /// With their places in the summary.
    checks: Vec<(usize, &'checks Check)>,
    taken: Vec<Seat>,
}

/// A check that somebody runs. Its seat is free again when this is dropped.
#[derive(Debug)]
#[must_use = "the seat is taken for as long as this is kept"]
pub struct Taken<'waiting, 'checks> {
    waiting: &'waiting Waiting<'checks>,
    /// Its place in the summary.
    pub place: usize,
    pub check: &'checks Check,
}

impl<'checks> Waiting<'checks> {
    /// All of these, in this order.
    pub fn of(checks: &[&'checks Check]) -> Waiting<'checks> {
        let checks = checks.iter().copied().enumerate().collect();
        Waiting { state: Mutex::new(State { checks, taken: Vec::new() }) }
    }

    /// The next check with one of these seats, if there is one whose seat is free.
    ///
    /// Nobody needs to wait for a seat: whoever has it takes what comes after.
    pub fn take(&self, seats: &[Seat]) -> Option<Taken<'_, 'checks>> {
        let mut state = self.lock();
        let State { checks, taken } = &mut *state;
        let is_free = |seat: &Seat| seats.contains(seat) && !taken.contains(seat);
        let at = checks.iter().position(|(_, check)| is_free(&check.seat))?;
        let (place, check) = checks.remove(at);
        taken.push(check.seat);
        Some(Taken { waiting: self, place, check })
    }

    fn lock(&self) -> MutexGuard<'_, State<'checks>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Taken<'_, '_> {
    fn drop(&mut self) {
        self.waiting.lock().taken.retain(|seat| *seat != self.check.seat);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test::report::Report;

    fn check(name: &'static str, seat: Seat) -> Check {
        let run = |_: &_| Ok(Report::NotRun(String::new()));
        Check { name, about: "", tools: &[], seat, run }
    }

    #[test]
    fn a_seat_is_taken_once_and_then_by_whoever_comes_next() {
        let checks = [check("a", Seat::Page), check("b", Seat::Page), check("c", Seat::Cargo)];
        let waiting = Waiting::of(&checks.each_ref());
        let name = |taken: &Taken<'_, '_>| (taken.place, taken.check.name);

        let first = waiting.take(&[Seat::Page]).unwrap();
        assert_eq!(name(&first), (0, "a"));
        assert!(waiting.take(&[Seat::Page]).is_none(), "two would have one seat");
        let beside = waiting.take(&[Seat::Page, Seat::Cargo]).unwrap();
        assert_eq!(name(&beside), (2, "c"));
        drop(first);
        assert_eq!(name(&waiting.take(&[Seat::Page]).unwrap()), (1, "b"));
        drop(beside);
        assert!(waiting.take(&[Seat::Page, Seat::Cargo]).is_none());
    }
}
