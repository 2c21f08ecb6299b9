//! Tries many orders, each once, and groups them by output.

use std::fmt;

use crate::runtime::{Main, Order};

use super::outputs::{Outputs, outcome, printed_with_workers};
use super::report::{Orders, OrdersReport};
use super::shorten::Shorten;
use super::tree::Walk;
use super::{Tried, try_order};

/// This many random orders are tried before the number of all orders is estimated.
const PROBES: u32 = 16;

/// If the estimate says that all orders can be tried, the explorer goes through them one by one. The
/// estimate can be too low, so it gives that up when it has tried this many times as many orders as
/// wanted, and tries random orders instead.
const PATIENCE: u32 = 4;

/// First in, first out is an estimate as well, if a rough one. If it says that there are no more
/// orders than this, the explorer goes through them at once: for most programs with few orders the
/// probes would take longer than all orders do. It gives that up after as many orders.
const FEW: u32 = 32;

/// Tries orders of one program: first in, first out, then random orders; or every order, if there are
/// few enough.
pub struct Explorer {
    make: Box<dyn Fn() -> Main>,
    most: u32,
    stage: Stage,
    /// How many orders were tried: first in, first out, and random orders.
    tried: u32,
    outputs: Outputs,
    every: bool,
    most_choices: u32,
    products: f64,
}

#[derive(Debug)]
enum Stage {
    Random,
    /// Goes through all orders, and gives that up after `patience` of them.
    Every {
        walk: Walk,
        tried: u32,
        patience: u32,
        outputs: Outputs,
    },
    Shortening(Shorten),
    Done,
}

impl Explorer {
    /// An explorer that tries at most `most` orders, but at least one. It may try a few times as many
    /// if these are then all orders. `make` must return a fresh program each time.
    ///
    /// A program that panics in some order ends so in that order, and the others are tried all the
    /// same. In a browser a panic ends everything: there [`next_order`](Self::next_order), asked
    /// before, says which order it was.
    #[must_use]
    pub fn new(most: u32, make: impl Fn() -> Main + 'static) -> Self {
        Self {
            make: Box::new(make),
            most: most.max(1),
            stage: Stage::Random,
            tried: 0,
            outputs: Outputs::default(),
            every: false,
            most_choices: 0,
            products: 0.0,
        }
    }

    /// Simulates at most `runs` runs. Returns whether there is more to try.
    pub fn try_some(&mut self, runs: u32) -> bool {
        for _ in 0..runs {
            if !self.step(&mut |_| {}) {
                return false;
            }
        }
        !matches!(self.stage, Stage::Done)
    }

    /// The order that is tried next.
    #[must_use]
    pub fn next_order(&self) -> Option<Order> {
        match &self.stage {
            Stage::Random if self.tried == 0 => Some(Order::Fifo),
            Stage::Random => Some(Order::Shuffled { seed: self.tried.into() }),
            Stage::Every { walk, .. } => Some(Order::Picked(walk.next()?.to_vec())),
            Stage::Shortening(shorten) => Some(Order::Picked(shorten.next(&self.outputs)?)),
            Stage::Done => None,
        }
    }

    /// The outcome of the orders tried so far.
    #[must_use]
    pub fn report(&self) -> OrdersReport {
        let done = matches!(self.stage, Stage::Done);
        let (tried, every, most_choices) = (self.tried, self.every, self.most_choices);
        let mut report =
            OrdersReport::of(&self.outputs, Orders { tried, every, done, most_choices });
        match self.next_order() {
            Some(Order::Shuffled { seed }) => report.next_seed = u32::try_from(seed).ok(),
            Some(Order::Picked(picks)) => report.next_picks = Some(picks),
            Some(Order::Fifo) => report.next_picks = Some(Vec::new()),
            None => {}
        }
        report
    }

    /// Whether orders are tried, and not only made simpler.
    pub(super) fn goes_on(&self) -> bool {
        matches!(self.stage, Stage::Random | Stage::Every { .. })
    }

    /// How many orders were tried, and whether these are all.
    pub(super) fn counted(&self) -> (u32, bool) {
        (self.tried, self.every)
    }

    /// A run in the order given.
    pub(super) fn try_order(&self, order: Order) -> Tried {
        try_order((self.make)(), order)
    }

    /// Simulates one run, which `watch` sees. Returns whether there may be more to try.
    pub(super) fn step(&mut self, watch: &mut dyn FnMut(&Tried)) -> bool {
        let Some(order) = self.next_order() else {
            self.end_stage();
            return !matches!(self.stage, Stage::Done);
        };
        let tried = self.try_order(order);
        watch(&tried);
        self.most_choices = self.most_choices.max(tried.choices);
        match &mut self.stage {
            Stage::Random => self.tried_at_random(&tried),
            Stage::Every { walk, tried: count, patience, outputs } => {
                *count += 1;
                outputs.add(&tried.trace, tried.picks(), None);
                walk.tried(&tried.made);
                let too_many = *count >= *patience;
                if (too_many && walk.next().is_some()) || tried.picks().is_none() {
                    self.stage = Stage::Random;
                }
            }
            Stage::Shortening(shorten) => {
                let printed = printed_with_workers(&tried.trace);
                let key = outcome(&tried.trace, printed.as_deref()).key;
                shorten.tried(&mut self.outputs, key);
            }
            Stage::Done => {}
        }
        true
    }

    fn tried_at_random(&mut self, tried: &Tried) {
        let seed = (self.tried > 0).then_some(self.tried);
        self.outputs.add(&tried.trace, tried.picks(), seed);
        self.tried += 1;
        let patience = self.most.saturating_mul(PATIENCE);
        if seed.is_some() {
            self.products += tried.product;
        } else if tried.product <= f64::from(FEW) {
            // The walk begins with the same order.
            let (mut walk, mut outputs) = (Walk::default(), Outputs::default());
            walk.tried(&tried.made);
            outputs.add(&tried.trace, tried.picks(), None);
            self.stage = Stage::Every { walk, tried: 1, patience: patience.min(FEW), outputs };
            return;
        }
        let probes = PROBES.min(self.most.saturating_sub(1));
        let are_few = self.products <= f64::from(self.most) * f64::from(probes);
        if self.tried == probes + 1 && are_few {
            let (walk, outputs) = (Walk::default(), Outputs::default());
            self.stage = Stage::Every { walk, tried: 0, patience, outputs };
        } else if self.tried >= self.most {
            self.stage = Stage::Shortening(Shorten::default());
        }
    }

    /// Ends a stage in which nothing is left to try.
    fn end_stage(&mut self) {
        if let Stage::Every { tried, outputs, .. } = &mut self.stage {
            self.tried = *tried;
            self.outputs = std::mem::take(outputs);
            self.every = true;
        }
        self.stage = Stage::Done;
    }
}

impl fmt::Debug for Explorer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Explorer").field("tried", &self.tried).finish_non_exhaustive()
    }
}
