//! Looks for simpler picks that give an output found by a seed. A random order has as many picks as
//! the run had choices, and most of them do not matter.

use super::outputs::{LONGEST, MOST_REPORTED, Outputs};
use super::trim;

/// Goes through the outputs, and through the picks of each.
#[derive(Debug, Default)]
pub(super) struct Shorten {
    output: usize,
    attempt: Attempt,
}

/// What is tried next to make the picks of one order simpler.
#[derive(Clone, Copy, Debug)]
pub(super) enum Attempt {
    /// Only this many of the picks, and then first in, first out.
    First(usize),
    /// All picks, but for the pick at this place, counted from 1, the first task in the queue.
    Without(usize),
}

impl Default for Attempt {
    fn default() -> Self {
        Self::First(1)
    }
}

impl Attempt {
    /// This attempt, or the first after it that changes anything, with the picks to try.
    pub(super) fn next(mut self, picks: &[u32]) -> Option<(Self, Vec<u32>)> {
        loop {
            self = match self {
                Self::First(length) if length < picks.len() && length <= LONGEST => {
                    if picks[length - 1] > 0 {
                        return Some((self, picks[..length].to_vec()));
                    }
                    Self::First(length + 1)
                }
                Self::First(_) if picks.len() <= LONGEST => Self::Without(picks.len()),
                Self::Without(place) if place > 0 => {
                    // The picks may have become fewer since.
                    if picks.get(place - 1).is_some_and(|pick| *pick > 0) {
                        let mut without = picks.to_vec();
                        without[place - 1] = 0;
                        return Some((self, without));
                    }
                    Self::Without(place - 1)
                }
                _ => return None,
            };
        }
    }

    /// What to try after this attempt, which led to the same again or did not.
    pub(super) fn after(self, is_same: bool) -> Self {
        match self {
            Self::First(length) if is_same => Self::Without(length),
            Self::First(length) => Self::First(length + 1),
            Self::Without(place) => Self::Without(place - 1),
        }
    }
}

impl Shorten {
    /// The picks to try next; `None` when there is nothing left to try.
    pub(super) fn next(&self, outputs: &Outputs) -> Option<Vec<u32>> {
        self.next_attempt(outputs).map(|(_, picks)| picks)
    }

    /// Reports which output the picks from [`next`](Self::next) gave.
    pub(super) fn tried(&mut self, outputs: &mut Outputs, key: u128) {
        let Some((this, mut picks)) = self.next_attempt(outputs) else { return };
        let Some(found) = outputs.found.get_mut(this.output) else { return };
        let is_same = found.key == key;
        if is_same {
            trim(&mut picks);
            found.report.picks = Some(picks);
        }
        *self = Self { output: this.output, attempt: this.attempt.after(is_same) };
    }

    /// The next attempt that changes anything, with its picks.
    fn next_attempt(&self, outputs: &Outputs) -> Option<(Self, Vec<u32>)> {
        let (mut output, mut attempt) = (self.output, self.attempt);
        while output < outputs.found.len().min(MOST_REPORTED) {
            let report = &outputs.found[output].report;
            let picks = report.picks.as_deref().unwrap_or_default();
            if let Some((attempt, picks)) = attempt.next(picks) {
                return Some((Self { output, attempt }, picks));
            }
            (output, attempt) = (output + 1, Attempt::default());
        }
        None
    }
}
