//! Tries many orders, each once, and groups them by output.

use std::fmt;

use serde::Serialize;

use crate::programs::Main;
use crate::runtime::Order;

use super::outputs::{MOST_REPORTED, OutputReport, Outputs, outcome, printed_with_workers};
use super::shorten::{LONGEST, Shorten};
use super::tree::Walk;
use super::{Tried, try_order};

/// This many random orders are tried before the number of all orders is estimated.
const PROBES: u32 = 16;

/// If the estimate says that all orders can be tried, the explorer goes through them one by one. The
/// estimate can be too low, so it gives that up when it has tried this many times as many orders as
/// wanted, and tries random orders instead.
const PATIENCE: u32 = 4;

/// The outcome of the orders that were tried.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct OrdersReport {
    /// How many orders were tried.
    pub tried: u32,
    /// Whether these are all orders. Otherwise they are first in, first out, and random orders.
    pub every: bool,
    /// Whether there is nothing left to try.
    pub done: bool,
    /// The largest number of choices that a run had.
    pub most_choices: u32,
    /// How many different outputs were found.
    pub distinct: u32,
    /// The first 50 outputs that were found. That of first in, first out comes first.
    pub outputs: Vec<OutputReport>,
    /// How many lines at the beginning are the same in all outputs.
    pub same_first: u32,
    /// How many lines at the end are the same in all outputs, beyond those at the beginning.
    pub same_last: u32,
    /// Whether all outputs consist of the same lines.
    pub same_lines: bool,
    /// How long the shortest run took, in milliseconds.
    pub min_total_ms: f64,
    /// How long the longest run took, in milliseconds.
    pub max_total_ms: f64,
    /// The seed of the order that is tried next, if that is a random order.
    pub next_seed: Option<u32>,
    /// The picks of the order that is tried next, if it is given by picks. First in, first out has
    /// none.
    pub next_picks: Option<Vec<u32>>,
}

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
    Every { walk: Walk, tried: u32, outputs: Outputs },
    Shortening(Shorten),
    Done,
}

impl Explorer {
    /// An explorer that tries at most `most` orders, but at least one. It may try a few times as many
    /// if these are then all orders. `make` must return a fresh program each time.
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
            if !self.step() {
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
        let Outputs { found, same_first, same_last, same_lines, .. } = &self.outputs;
        let reports = found.iter().map(|found| &found.report);
        let shortest = reports.clone().map(|report| report.total_lines as usize).min().unwrap_or(0);
        let next = self.next_order();
        OrdersReport {
            tried: self.tried,
            every: self.every,
            done: matches!(self.stage, Stage::Done),
            most_choices: self.most_choices,
            distinct: found.len() as u32,
            outputs: reports.clone().take(MOST_REPORTED).map(reported).collect(),
            same_first: *same_first as u32,
            same_last: (*same_last).min(shortest.saturating_sub(*same_first)) as u32,
            same_lines: *same_lines,
            min_total_ms: reports
                .clone()
                .map(|report| report.min_total_ms)
                .reduce(f64::min)
                .unwrap_or(0.0),
            max_total_ms: reports.map(|report| report.max_total_ms).fold(0.0, f64::max),
            next_seed: match &next {
                Some(Order::Shuffled { seed }) => u32::try_from(*seed).ok(),
                _ => None,
            },
            next_picks: match next {
                Some(Order::Picked(picks)) => Some(picks),
                Some(Order::Fifo) => Some(Vec::new()),
                _ => None,
            },
        }
    }

    /// Simulates one run. Returns whether there may be more to try.
    fn step(&mut self) -> bool {
        let Some(order) = self.next_order() else {
            self.end_stage();
            return !matches!(self.stage, Stage::Done);
        };
        let tried = try_order((self.make)(), order);
        self.most_choices = self.most_choices.max(tried.choices);
        match &mut self.stage {
            Stage::Random => self.tried_at_random(&tried),
            Stage::Every { walk, tried: count, outputs } => {
                *count += 1;
                outputs.add(&tried.trace, tried.picks(), None);
                walk.tried(&tried.made);
                let too_many = *count >= self.most.saturating_mul(PATIENCE);
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
        if seed.is_some() {
            self.products += tried.product;
        } else if tried.choices == 0 {
            // Without choices there is only one order.
            self.every = true;
            self.stage = Stage::Done;
            return;
        }
        let probes = PROBES.min(self.most.saturating_sub(1));
        let are_few = self.products <= f64::from(self.most) * f64::from(probes);
        if self.tried == probes + 1 && are_few {
            self.stage =
                Stage::Every { walk: Walk::default(), tried: 0, outputs: Outputs::default() };
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

/// The report on an output, without picks that are too long to read if there is a seed.
fn reported(report: &OutputReport) -> OutputReport {
    let mut reported = report.clone();
    reported.picks =
        reported.picks.filter(|picks| picks.len() <= LONGEST || reported.seed.is_none());
    reported
}

impl fmt::Debug for Explorer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Explorer").field("tried", &self.tried).finish_non_exhaustive()
    }
}
