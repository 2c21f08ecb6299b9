//! The ready queue: which task is polled next.

/// In which order ready tasks are polled.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, Order, gather, log};
///
/// async fn say(word: &'static str) {
///     log(word);
/// }
///
/// let trace = |order: Order| {
///     let options = Options { order, ..Options::default() };
///     simulate(options, async { drop(gather(["a", "b", "c"].map(say)).await) })
/// };
/// assert_eq!(trace(Order::Fifo).output(), ["a", "b", "c"]);
/// assert_eq!(trace(Order::Picked(vec![2, 1])).output(), ["c", "b", "a"]);
/// let shuffled = || trace(Order::Shuffled { seed: 7 });
/// assert_eq!(shuffled().output(), shuffled().output());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// First in, first out.
    #[default]
    Fifo,
    /// A random task each time. The same seed makes the same choices.
    Shuffled {
        /// Where the random numbers begin.
        seed: u64,
    },
    /// By hand: the n-th choice among several ready tasks takes the task at the n-th of these
    /// places in the queue, counted from 0. A place beyond the end of the queue means its last
    /// task. When the list is used up, first in, first out.
    Picked(Vec<u32>),
}

/// The tasks that can go on, as a queue of two stacks: tasks enter the first and leave the second.
/// Half of a switch is a push and a pop, and those of a stack are the cheapest.
#[derive(Debug)]
pub(super) struct Ready<T> {
    /// The front of the queue, in reverse: the first task of the queue is the last of this stack.
    leaving: Vec<T>,
    /// The tasks behind them, in order.
    entering: Vec<T>,
    chooser: Chooser,
}

/// Chooses among several ready tasks. Given how many tasks were ready each time, it repeats the
/// choices of an order.
#[derive(Debug)]
pub(crate) enum Chooser {
    First,
    Random(SplitMix64),
    Listed(std::vec::IntoIter<u32>),
}

impl Chooser {
    pub(crate) fn new(order: Order) -> Self {
        match order {
            Order::Fifo => Self::First,
            Order::Shuffled { seed } => Self::Random(SplitMix64(seed)),
            Order::Picked(places) => Self::Listed(places.into_iter()),
        }
    }

    /// The place to take in a queue of `of` tasks, which are at least two.
    pub(crate) fn place(&mut self, of: usize) -> usize {
        match self {
            Self::First => 0,
            Self::Random(random) => (random.next() % of as u64) as usize,
            Self::Listed(places) => places.next().map_or(0, |place| (of - 1).min(place as usize)),
        }
    }
}

impl<T> Ready<T> {
    pub(super) fn new(order: Order) -> Self {
        Self { leaving: Vec::new(), entering: Vec::new(), chooser: Chooser::new(order) }
    }

    #[inline(always)]
    pub(super) fn push(&mut self, task: T) {
        self.entering.push(task);
    }

    pub(super) fn len(&self) -> usize {
        self.leaving.len() + self.entering.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The tasks in the queue, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &T> + '_ {
        self.leaving.iter().rev().chain(&self.entering)
    }

    /// From here on the order is first in, first out.
    pub(super) fn choose_no_more(&mut self) {
        self.chooser = Chooser::First;
    }

    /// Takes the task to poll next. With a single ready task there is nothing to choose, so no
    /// choice is used up.
    #[inline(always)]
    pub(super) fn pop(&mut self) -> Option<T> {
        match &self.chooser {
            Chooser::First => self.pop_first(),
            _ => self.pick(),
        }
    }

    #[inline(always)]
    fn pop_first(&mut self) -> Option<T> {
        if self.leaving.is_empty() {
            // Of at most two tasks the first can leave the other stack: the second takes its place.
            if self.entering.len() <= 2 {
                return if self.is_empty() { None } else { Some(self.entering.swap_remove(0)) };
            }
            self.turn_over();
        }
        self.leaving.pop()
    }

    /// Makes the stack of the tasks that have entered the stack of those that leave.
    #[inline(never)]
    fn turn_over(&mut self) {
        std::mem::swap(&mut self.leaving, &mut self.entering);
        self.leaving.reverse();
    }

    #[inline(never)]
    fn pick(&mut self) -> Option<T> {
        let place = match self.len() {
            0 => return None,
            1 => 0,
            several => self.chooser.place(several),
        };
        match self.leaving.len().checked_sub(place + 1) {
            Some(place) => Some(self.leaving.remove(place)),
            None => Some(self.entering.remove(place - self.leaving.len())),
        }
    }
}

/// The generator of Steele, Lea and Flood ("Fast splittable pseudorandom number generators",
/// 2014). It is written out here because a seed in a shared link must mean the same for ever,
/// which no library promises of its generator.
#[derive(Debug)]
pub(crate) struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_to_enter_is_the_first_to_leave() {
        let mut ready = Ready::new(Order::Fifo);
        (1..=4).for_each(|number| ready.push(number));
        assert_eq!(ready.pop(), Some(1));
        ready.push(5);
        assert_eq!(ready.iter().copied().collect::<Vec<_>>(), [2, 3, 4, 5]);
        assert_eq!(taken(&mut ready), [2, 3, 4, 5]);
    }

    #[test]
    fn a_place_beyond_the_end_of_the_queue_is_that_of_the_last() {
        let mut ready = Ready::new(Order::Picked(vec![1, 9]));
        (1..=4).for_each(|number| ready.push(number));
        assert_eq!(taken(&mut ready), [2, 4, 1, 3]);
    }

    #[test]
    fn a_single_task_uses_no_choice_up() {
        let mut ready = Ready::new(Order::Picked(vec![1]));
        ready.push(1);
        assert_eq!(ready.pop(), Some(1));
        ready.push(2);
        ready.push(3);
        assert_eq!(taken(&mut ready), [3, 2]);
    }

    fn taken(ready: &mut Ready<u32>) -> Vec<u32> {
        std::iter::from_fn(|| ready.pop()).collect()
    }

    #[test]
    fn a_seed_means_the_same_numbers_for_ever() {
        // The first outputs for seed 1234567 as the authors' reference code gives them.
        let mut random = SplitMix64(1_234_567);
        assert_eq!(random.next(), 6_457_827_717_110_365_317);
        assert_eq!(random.next(), 3_203_168_211_198_807_973);
    }
}
