//! Looks for simpler picks that give an output found by a seed. A random order has as many picks as
//! the run had choices, and most of them do not matter.

use super::outputs::{LONGEST, MOST_REPORTED, Outputs};
use super::trim;

/// Goes through the outputs, and through the picks of each.
#[derive(Debug)]
pub(super) struct Shorten {
    output: usize,
    attempt: Attempt,
}

#[derive(Clone, Copy, Debug)]
enum Attempt {
    /// Only this many of the picks, and then first in, first out.
    First(usize),
    /// All picks, but for the pick at this place, counted from 1, the first task in the queue.
    Without(usize),
}

impl Default for Shorten {
    fn default() -> Self {
        Self { output: 0, attempt: Attempt::First(1) }
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
        let attempt = match this.attempt {
            Attempt::First(length) if is_same => Attempt::Without(length),
            Attempt::First(length) => Attempt::First(length + 1),
            Attempt::Without(place) => Attempt::Without(place - 1),
        };
        *self = Self { output: this.output, attempt };
    }

    /// The next attempt that changes anything, with its picks.
    fn next_attempt(&self, outputs: &Outputs) -> Option<(Self, Vec<u32>)> {
        let (mut output, mut attempt) = (self.output, self.attempt);
        while output < outputs.found.len().min(MOST_REPORTED) {
            let report = &outputs.found[output].report;
            let picks = report.picks.as_deref().unwrap_or_default();
            attempt = match attempt {
                Attempt::First(length) if length < picks.len() && length <= LONGEST => {
                    if picks[length - 1] > 0 {
                        let first = picks[..length].to_vec();
                        return Some((Self { output, attempt }, first));
                    }
                    Attempt::First(length + 1)
                }
                Attempt::First(_) if picks.len() <= LONGEST => Attempt::Without(picks.len()),
                Attempt::Without(place) if place > 0 => {
                    // The picks may have become fewer since.
                    if picks.get(place - 1).is_some_and(|pick| *pick > 0) {
                        let mut without = picks.to_vec();
                        without[place - 1] = 0;
                        return Some((Self { output, attempt }, without));
                    }
                    Attempt::Without(place - 1)
                }
                _ => {
                    output += 1;
                    Attempt::First(1)
                }
            };
        }
        None
    }
}
