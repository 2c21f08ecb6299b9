//! Something that must be true in each order, for a test.

use crate::runtime::Order;
use crate::runtime::trace::{End, Trace};

use super::broken::{Broken, Checked};
use super::caught;
use super::explore::Explorer;
use super::outputs::{LONGEST, cost};
use super::shorten::Attempt;
use super::trim;

/// Tries many orders of a program and looks at what happened in each: the whole trace, and nothing
/// left out.
///
/// ```
/// use coroscope::orders::Check;
/// use coroscope::runtime::{gather, log};
///
/// async fn letters() {
///     gather(["a", "b"].map(|letter| async move { log(letter) })).await;
/// }
/// let checked = Check::new(1000).run(letters, |trace| match trace.output().len() {
///     2 => Ok(()),
///     lines => Err(format!("{lines} lines instead of 2")),
/// });
/// assert!(checked?.every); // these were all orders
/// # Ok::<(), coroscope::orders::Broken>(())
/// ```
///
/// What the program says itself counts as well: an `assert!` in it that fails, or any other panic, is
/// wrong in that order, and so is a panic of the function that looks. A run that gets stuck is wrong,
/// unless [`allow_stuck`](Self::allow_stuck) says otherwise, and so is one that never ends.
///
/// Errors that no task has received are not wrong by themselves: the trace has them.
#[derive(Clone, Debug)]
#[must_use = "nothing is tried before `run`"]
pub struct Check {
    most: u32,
    may_get_stuck: bool,
}

/// An order in which something is wrong.
struct Case {
    reason: String,
    /// Its picks; `None` if there are more than are kept.
    picks: Option<Vec<u32>>,
    /// The seed that has led to it.
    seed: Option<u64>,
    trace: Trace,
}

impl Check {
    /// A check that tries at most `most` orders, but at least one. From a few it estimates how many there
    /// are: if that is not more, it tries all, also if they are a few times as many after all.
    pub fn new(most: u32) -> Self {
        Self { most, may_get_stuck: false }
    }

    /// A run that gets stuck is looked at like any other: each task waits, and nothing is left that
    /// could wake any of them.
    pub fn allow_stuck(mut self) -> Self {
        self.may_get_stuck = true;
        self
    }

    /// Tries the orders, each with a fresh program from `make`. `look` returns what is wrong with the
    /// trace of a run, if anything is.
    ///
    /// # Errors
    ///
    /// When something is wrong in some order. Of those orders it is the one with the fewest choices
    /// other than the first in the queue, and if only random ones were tried, without those choices
    /// that do not matter.
    pub fn run<F>(
        &self,
        make: impl Fn() -> F + 'static,
        mut look: impl FnMut(&Trace) -> Result<(), String>,
    ) -> Result<Checked, Broken>
    where
        F: Future<Output = ()> + 'static,
    {
        let mut explorer = Explorer::new(self.most, move || Box::pin(make()));
        let mut simplest: Option<Case> = None;
        let mut failing = Failing::default();
        while explorer.goes_on() {
            let order = explorer.next_order();
            failing.begin(order.as_ref());
            explorer.step(&mut |tried| {
                let Err(reason) = self.look_at(&tried.trace, &mut look) else { return };
                failing.count(order.as_ref());
                let picks = tried.picks();
                if simplest.as_ref().is_none_or(|known| rank(&picks) < rank(&known.picks)) {
                    let seed = match order {
                        Some(Order::Shuffled { seed }) => Some(seed),
                        _ => None,
                    };
                    simplest = Some(Case { reason, picks, seed, trace: tried.trace.clone() });
                }
            });
        }
        let (tried, every) = explorer.counted();
        let checked = Checked { tried, every };
        let Some(mut case) = simplest else { return Ok(checked) };
        if !every {
            self.shorten(&explorer, &mut case, &mut look);
        }
        let failing = failing.of(every);
        let order = case.order();
        let Case { reason, trace, .. } = case;
        Err(Broken { reason, order, trace: Box::new(trace), failing, checked })
    }

    /// What is wrong with a run.
    fn look_at(
        &self,
        trace: &Trace,
        look: &mut impl FnMut(&Trace) -> Result<(), String>,
    ) -> Result<(), String> {
        match trace.end() {
            Some(End::Panicked { message }) => return Err(message.clone()),
            Some(End::Stuck) if !self.may_get_stuck => {
                return Err("it gets stuck: nothing is left that could wake a task".to_owned());
            }
            Some(End::PollLimit | End::StepLimit) => {
                return Err("it takes more polls than a simulation may".to_owned());
            }
            _ => {}
        }
        caught::call(|| look(trace)).flatten()
    }

    /// Leaves out what does not matter of an order that was found at random.
    fn shorten(
        &self,
        explorer: &Explorer,
        case: &mut Case,
        look: &mut impl FnMut(&Trace) -> Result<(), String>,
    ) {
        let mut attempt = Attempt::default();
        while let Some(known) = &case.picks
            && let Some((this, mut picks)) = attempt.next(known)
        {
            let tried = explorer.try_order(Order::Picked(picks.clone()));
            let wrong = self.look_at(&tried.trace, look).err();
            attempt = this.after(wrong.is_some());
            if let Some(reason) = wrong {
                trim(&mut picks);
                *case = Case { reason, picks: Some(picks), seed: None, trace: tried.trace };
            }
        }
    }
}

/// In how many orders something is wrong.
#[derive(Debug, Default)]
struct Failing {
    /// Whether first in, first out is one of them: it is tried before the random orders, and is the
    /// first of all orders.
    first: bool,
    at_random: u32,
    /// Of those that were gone through one by one, since that began.
    one_by_one: u32,
}

impl Failing {
    /// Notes which order is tried next.
    fn begin(&mut self, order: Option<&Order>) {
        if is_first(order) {
            self.one_by_one = 0;
        }
    }

    fn count(&mut self, order: Option<&Order>) {
        match order {
            order if is_first(order) => self.first = true,
            Some(Order::Picked(_)) => self.one_by_one += 1,
            _ => self.at_random += 1,
        }
    }

    /// In how many of all orders, or of the random ones.
    fn of(&self, every: bool) -> u32 {
        let first = u32::from(self.first);
        // A program that is not the same twice may have failed at random alone.
        if every && first + self.one_by_one > 0 {
            first + self.one_by_one
        } else {
            first + self.at_random
        }
    }
}

fn is_first(order: Option<&Order>) -> bool {
    match order {
        Some(Order::Fifo) => true,
        Some(Order::Picked(picks)) => picks.is_empty(),
        _ => false,
    }
}

impl Case {
    /// The order, as short as it can be said.
    fn order(&self) -> Order {
        match (&self.picks, self.seed) {
            (Some(picks), _) if picks.is_empty() => Order::Fifo,
            (Some(picks), seed) if picks.len() <= LONGEST || seed.is_none() => {
                Order::Picked(picks.clone())
            }
            (_, Some(seed)) => Order::Shuffled { seed },
            (_, None) => Order::Fifo,
        }
    }
}

/// How much there is to follow in an order, the simplest first.
fn rank(picks: &Option<Vec<u32>>) -> (usize, usize) {
    picks.as_deref().map_or((usize::MAX, 0), cost)
}
