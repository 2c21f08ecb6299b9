//! What a check reports: how many orders it has tried, and in which something is not as it must be.

use std::fmt;

use crate::runtime::Order;
use crate::runtime::trace::Trace;

/// What a check has tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked {
    /// How many orders.
    pub tried: u32,
    /// Whether these are all orders. Otherwise they are first in, first out, and random orders, always
    /// the same.
    pub every: bool,
}

/// The simplest order that is known in which something is wrong, and how many there are. Of all orders
/// it is the simplest that there is.
///
/// Shown, also by `unwrap`, it is a sentence with the order, to be copied into
/// [`Options`](crate::runtime::Options):
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::orders::Check;
/// use coroscope::runtime::{Options, Order, gather, log};
///
/// async fn both() {
///     gather(["a", "b"].map(|letter| async move { log(letter) })).await;
/// }
/// let broken = Check::new(1000).run(both, |trace| match trace.output()[..] {
///     ["b", ..] => Err("`b` is first".to_owned()),
///     _ => Ok(()),
/// });
/// let broken = broken.expect_err("somebody polls the second task first");
/// assert_eq!(
///     broken.to_string(),
///     "`b` is first, in 1 of all 2 orders; the simplest is Order::Picked(vec![1])"
/// );
/// let options = Options { order: Order::Picked(vec![1]), ..Options::default() };
/// assert_eq!(simulate(options, both()).output(), ["b", "a"]);
/// ```
#[derive(Clone)]
pub struct Broken {
    /// What is wrong in that order.
    pub reason: String,
    /// The order, for [`Options`](crate::runtime::Options): it gives the same run again.
    pub order: Order,
    /// What happens in that order, up to where it ends.
    pub trace: Box<Trace>,
    /// In how many of the orders tried something is wrong.
    pub failing: u32,
    /// How many orders were tried, and whether these are all.
    pub checked: Checked,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { reason, order, failing, checked: Checked { tried, every }, .. } = self;
        match (every, tried) {
            (true, 1) => write!(f, "{reason}, in the only order that there is")?,
            (true, _) => {
                write!(f, "{reason}, in {failing} of all {tried} orders; the simplest is ")?
            }
            (false, _) => {
                write!(f, "{reason}, in {failing} of {tried} orders; the simplest found is ")?;
            }
        }
        match order {
            _ if *every && *tried == 1 => Ok(()),
            Order::Fifo => f.write_str("Order::Fifo"),
            Order::Shuffled { seed } => write!(f, "Order::Shuffled {{ seed: {seed} }}"),
            Order::Picked(picks) => write!(f, "Order::Picked(vec!{picks:?})"),
        }
    }
}

// `unwrap` and a test that returns it show this, and the events of a trace would help nobody there.
impl fmt::Debug for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Broken {}
