//! The orders in which a program's ready tasks could be polled, and what the program does in each.
//!
//! An order is a list of choices: whenever several tasks are ready, the place in the queue of the
//! task that is polled next. The same choices always give the same run, so to try an order is to
//! simulate it. [`Check`] holds something against each of many orders, for a test; [`Explorer`] tries
//! many and groups them by output; [`choices()`] follows one order up to the first choice that has
//! not been made.
//!
//! What varies is who of those that are ready at the same moment is polled next. Delays stay exactly
//! what the program says: that something takes longer than it should is in none of the orders.
//!
//! Only the program's own loop has other orders. The loops of its workers stay first in, first out.

mod broken;
mod caught;
mod check;
mod choices;
mod difference;
mod explore;
mod findings;
mod hash;
mod outputs;
mod report;
mod shorten;
mod tree;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

pub use broken::{Broken, Checked};
pub use check::Check;
pub use choices::{Choices, Made, Open, choices, recorded_choices};
pub use difference::FirstDifference;
pub use explore::Explorer;
pub use findings::Findings;
pub use outputs::{Finding, LONGEST, OutputReport};
pub use report::{Orders, OrdersReport};

use crate::drivers::simulation::{Limits, simulate_watched};
use crate::runtime::trace::Trace;
use crate::runtime::{Chooser, Main, Options, Order};

/// At most this many choices of a run are kept. Nobody could make more by hand.
const MOST_KEPT: usize = 1_000;

/// A run in some order.
struct Tried {
    trace: Trace,
    /// The choices, in turn: the place in the queue that was taken, and how many tasks were ready.
    made: Vec<(u32, u32)>,
    /// How many choices there were, including those that are not kept.
    choices: u32,
    /// The product of the numbers of ready tasks at each choice. Its mean over random orders is the
    /// number of all orders (Knuth, "Estimating the efficiency of backtrack programs", 1975).
    product: f64,
}

/// Simulates a program in some order.
fn try_order(main: Main, order: Order) -> Tried {
    let mut made = Vec::new();
    let (mut choices, mut product) = (0_u32, 1.0);
    let mut chooser = Chooser::new(order.clone());
    let options = Options { order, ..Options::default() };
    let mut handle = None;
    let simulated = caught::call(|| {
        simulate_watched(options, Limits::default(), main, &mut |event_loop| {
            if handle.is_none() {
                handle = Some(event_loop.handle());
            }
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
        })
    });
    let trace = simulated.unwrap_or_else(|message| caught::trace(handle.as_ref(), &message));
    Tried { trace, made, choices, product }
}

impl Tried {
    /// The shortest list of places that gives the same run again, if all its choices were kept.
    fn picks(&self) -> Option<Vec<u32>> {
        if self.choices as usize > self.made.len() {
            return None;
        }
        let mut picks: Vec<u32> = self.made.iter().map(|(place, _)| *place).collect();
        trim(&mut picks);
        Some(picks)
    }
}

/// Removes picks at the end that change nothing: after the last pick it is first in, first out.
fn trim(picks: &mut Vec<u32>) {
    while picks.last() == Some(&0) {
        picks.pop();
    }
}
