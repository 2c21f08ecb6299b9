//! Which orders there are in which a program's ready tasks could be polled, and what each of them
//! makes of it.
//!
//! An order is told by its choices: whenever several tasks are ready, the place in the queue of the
//! one that is polled next. Two orders with the same choices are the same run, so to try an order is
//! to simulate it. [`Explorer`] tries many and tells the outputs apart; [`choices()`] goes along one up
//! to the first choice that has not been made.
//!
//! What is ordered is the program's own loop. Its workers have loops of their own, which stay first
//! in, first out.

mod choices;
mod difference;
mod explore;
mod outputs;
mod shorten;
mod tree;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

pub use choices::{Choices, Made, Open, choices};
pub use difference::FirstDifference;
pub use explore::{Explorer, OrdersReport};
pub use outputs::OutputReport;

use crate::drivers::simulation::{Limits, simulate_watched};
use crate::programs::Main;
use crate::runtime::trace::Trace;
use crate::runtime::{Chooser, Options, Order};

/// The choices of longer runs are not kept: nobody could make them by hand.
const MOST_KEPT: usize = 1_000;

/// What happened in a run of some order.
struct Tried {
    trace: Trace,
    /// The choices, in turn: the place that was taken, and of how many.
    made: Vec<(u32, u32)>,
    /// How many choices there were, kept or not.
    choices: u32,
    /// The product of how many could have been chosen each time. Over random orders its mean is the
    /// number of orders that there are (Knuth, "Estimating the efficiency of backtrack programs",
    /// 1975).
    product: f64,
}

/// Simulates a program in some order.
fn try_order(main: Main, order: Order) -> Tried {
    let mut made = Vec::new();
    let (mut choices, mut product) = (0_u32, 1.0);
    let mut chooser = Chooser::new(order.clone());
    let options = Options { order, ..Options::default() };
    let trace = simulate_watched(options, Limits::default(), main, &mut |event_loop| {
        event_loop.wake_due();
        let of = event_loop.ready_len();
        if of > 1 {
            let place = chooser.place(of);
            if made.len() < MOST_KEPT {
                made.push((place as u32, of as u32));
            }
            choices = choices.saturating_add(1);
            product *= of as f64;
        }
        true
    });
    Tried { trace, made, choices, product }
}

impl Tried {
    /// The shortest list of places that gives the same run again, if its choices were kept.
    fn picks(&self) -> Option<Vec<u32>> {
        if self.choices as usize > self.made.len() {
            return None;
        }
        let mut picks: Vec<u32> = self.made.iter().map(|(place, _)| *place).collect();
        trim(&mut picks);
        Some(picks)
    }
}

/// Leaves out what happens by itself: after the last of the picks it is first in, first out.
fn trim(picks: &mut Vec<u32>) {
    while picks.last() == Some(&0) {
        picks.pop();
    }
}
