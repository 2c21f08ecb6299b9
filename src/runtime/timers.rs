//! The deadlines behind each sleep.
//!
//! Sleeps of equal length are due in the order in which they began, so their deadlines lie in a
//! queue; only a deadline that is earlier than the last in the queue needs the heap. The queue is a
//! list through the slots of its timers, so that a sleep takes 24 bytes here; the heap never moves a
//! waker. A timer that is given up leaves its entry until that is the earliest, or until more than
//! half of all entries are such leftovers.

mod slots;

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::task::Waker;

use super::trace::TaskId;
use slots::{Entry, Limit, NONE, Slots};

/// Deadlines in order, each with the waker to wake.
#[derive(Debug)]
pub(super) struct Timers {
    queue: Queue,
    heap: BinaryHeap<Reverse<Entry>>,
    /// The earliest deadline of all, perhaps of a timer that was given up, in microseconds. It is
    /// looked at before each poll.
    first_us: u64,
    slots: Slots,
    /// Numbers the timers, so that equal deadlines are kept in the order of asking.
    asked: u32,
    /// How many timers were given up and still have an entry.
    given_up: usize,
}

/// Deadlines in order, the earliest first. Each slot says which is the next.
#[derive(Debug)]
struct Queue {
    first: u32,
    last: u32,
    len: usize,
}

const EMPTY: Queue = Queue { first: NONE, last: NONE, len: 0 };

/// What a timer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Somebody sleeps.
    Sleep,
    /// The time for something else is limited. Such a timer notes whether it [fired
    /// first](Timers::has_fired_first).
    Limit,
}

/// A timer that has fired, and what it wakes.
#[derive(Debug)]
pub(super) struct Fired {
    /// Its number, to [note](Timers::note_fired_first) what came of it.
    pub(super) number: u32,
    pub(super) waker: Waker,
    /// The task that set it, if it was given.
    pub(super) task: TaskId,
}

/// The deadline that never comes, because clocks cannot count beyond it.
const NEVER: u64 = u64::MAX;

impl Default for Timers {
    fn default() -> Self {
        Self {
            queue: EMPTY,
            heap: BinaryHeap::new(),
            first_us: NEVER,
            slots: Slots::default(),
            asked: 0,
            given_up: 0,
        }
    }
}

impl Timers {
    /// Adds a timer. Its slot must be [released](Self::release) in the end. The task is for the
    /// trace, and costs memory: the caller leaves it out if nothing is recorded.
    pub(super) fn insert(
        &mut self,
        deadline_us: u64,
        waker: Waker,
        task: Option<TaskId>,
        purpose: Purpose,
    ) -> u32 {
        self.asked = self.asked.wrapping_add(1);
        let entry = self.slots.insert(deadline_us, self.asked, waker, task);
        let slot = entry.slot;
        if purpose == Purpose::Limit {
            self.slots.set_limit(slot, Limit::Set);
        }
        if self.slots.entry(self.queue.last).is_none_or(|last| last <= entry) {
            self.put_last(slot);
        } else {
            self.heap.push(Reverse(entry));
        }
        self.first_us = self.first_us.min(deadline_us);
        slot
    }

    /// Whether a timer has fired.
    pub(super) fn has_fired(&self, slot: u32) -> bool {
        !self.slots.is_set(slot)
    }

    /// Whether the timer of a limit has fired and was the first to wake its task.
    pub(super) fn has_fired_first(&self, slot: u32) -> bool {
        self.slots.limit(slot) == Limit::FiredFirst
    }

    /// Notes that a timer which has just fired was the first to wake its task. Only limits want to
    /// know.
    #[inline]
    pub(super) fn note_fired_first(&mut self, slot: u32) {
        if self.slots.limit(slot) == Limit::Set {
            self.slots.set_limit(slot, Limit::FiredFirst);
        }
    }

    /// Forgets a timer if it has fired, and returns whether it had.
    pub(super) fn forget_fired(&mut self, slot: u32) -> bool {
        let fired = self.has_fired(slot);
        if fired {
            self.slots.free(slot);
        }
        fired
    }

    /// Changes the waker of a timer that has not fired, and returns the waker that it had.
    pub(super) fn set_waker(&mut self, slot: u32, waker: Waker) -> Option<Waker> {
        let set = self.slots.waker_mut(slot)?.as_mut()?;
        Some(std::mem::replace(set, waker))
    }

    /// Gives a timer up, or forgets that it has fired. Returns the waker of a timer that was given
    /// up, to be dropped where no lock is held.
    pub(super) fn release(&mut self, slot: u32) -> Option<Waker> {
        let released = self.slots.waker_mut(slot)?.take();
        if released.is_none() {
            self.slots.free(slot);
            return None;
        }
        self.given_up += 1;
        if self.given_up > 64 && self.given_up > (self.queue.len + self.heap.len()) / 2 {
            self.sweep();
        }
        released
    }

    /// Whether a timer is due at the time given; perhaps only a timer that was given up.
    #[inline]
    pub(super) fn is_due(&self, now_us: u64) -> bool {
        self.first_us <= now_us
    }

    /// Takes out the earliest timer that is due at the time given.
    pub(super) fn pop_due(&mut self, now_us: u64) -> Option<Fired> {
        while self.is_due(now_us) {
            if let Some(fired) = self.pop() {
                return Some(fired);
            }
        }
        None
    }

    /// When the earliest timer is due, in microseconds on the loop's clock.
    pub(super) fn next_deadline_us(&mut self) -> Option<u64> {
        while let Some(entry) = self.first() {
            if self.slots.is_set(entry.slot) {
                return Some(entry.deadline_us).filter(|deadline_us| *deadline_us < NEVER);
            }
            self.pop();
        }
        None
    }

    /// The earliest entry.
    fn first(&self) -> Option<Entry> {
        let queued = self.slots.entry(self.queue.first);
        let heaped = self.heap.peek().map(|Reverse(entry)| *entry);
        match (queued, heaped) {
            (Some(queued), Some(heaped)) => Some(queued.min(heaped)),
            (queued, heaped) => queued.or(heaped),
        }
    }

    /// Takes the earliest entry out. Returns `None` if its timer was given up.
    fn pop(&mut self) -> Option<Fired> {
        let entry = self.first()?;
        if self.queue.first == entry.slot {
            self.take_first();
        } else {
            self.heap.pop();
        }
        self.look_again();
        let Some(waker) = self.slots.waker_mut(entry.slot)?.take() else {
            self.slots.free(entry.slot);
            self.given_up -= 1;
            return None;
        };
        Some(Fired { number: entry.slot, waker, task: self.slots.task(entry.slot) })
    }

    /// Puts a timer at the end of the queue.
    fn put_last(&mut self, slot: u32) {
        let Queue { first, last, len } = self.queue;
        self.slots.set_next(last, slot);
        self.queue = Queue { first: if len == 0 { slot } else { first }, last: slot, len: len + 1 };
    }

    /// Takes the first timer out of the queue, which has one.
    fn take_first(&mut self) {
        let Queue { first, last, len } = self.queue;
        let next = self.slots.next(first);
        self.queue = if len == 1 { EMPTY } else { Queue { first: next, last, len: len - 1 } };
    }

    fn sweep(&mut self) {
        let mut queued = std::mem::replace(&mut self.queue, EMPTY);
        for _ in 0..queued.len {
            let slot = queued.first;
            queued.first = self.slots.next(slot);
            if self.slots.is_set(slot) {
                self.put_last(slot);
            } else {
                self.slots.free(slot);
            }
        }
        let slots = &mut self.slots;
        self.heap.retain(|Reverse(entry)| {
            let wanted = slots.is_set(entry.slot);
            if !wanted {
                slots.free(entry.slot);
            }
            wanted
        });
        self.given_up = 0;
        self.look_again();
    }

    fn look_again(&mut self) {
        self.first_us = self.first().map_or(NEVER, |entry| entry.deadline_us);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn insert(timers: &mut Timers, deadline_us: u64, task: u32) -> u32 {
        timers.insert(deadline_us, Waker::noop().clone(), Some(TaskId(task)), Purpose::Sleep)
    }

    #[test]
    fn only_a_limit_notes_that_it_fired_first_and_only_until_it_is_forgotten() {
        let mut timers = Timers::default();
        let sleep = insert(&mut timers, 10, 0);
        let limit = timers.insert(20, Waker::noop().clone(), None, Purpose::Limit);
        for slot in [sleep, limit] {
            assert_eq!(timers.pop_due(20).map(|fired| fired.number), Some(slot));
            assert!(!timers.has_fired_first(slot));
            timers.note_fired_first(slot);
        }
        assert!(!timers.has_fired_first(sleep) && timers.has_fired_first(limit));
        assert!(timers.forget_fired(limit));
        assert_eq!(insert(&mut timers, 30, 1), limit);
        assert!(!timers.has_fired_first(limit));
    }

    #[test]
    fn timers_fire_by_deadline_and_then_in_the_order_of_asking() {
        let mut timers = Timers::default();
        for (task, deadline_us) in [(0, 30), (1, 10), (2, 20), (3, 10)] {
            insert(&mut timers, deadline_us, task);
        }
        let fired: Vec<u32> =
            std::iter::from_fn(|| timers.pop_due(25)).map(|slot| slot.task.0).collect();
        assert_eq!(fired, [1, 3, 2]);
        assert_eq!(timers.next_deadline_us(), Some(30));
    }

    #[test]
    fn a_timer_given_up_neither_fires_nor_is_the_next() {
        let mut timers = Timers::default();
        let first = insert(&mut timers, 10, 0);
        insert(&mut timers, 20, 1);
        assert!(timers.release(first).is_some());
        assert_eq!(timers.next_deadline_us(), Some(20));
        assert_eq!(timers.pop_due(99).map(|slot| slot.task.0), Some(1));
        assert!(timers.pop_due(99).is_none());
    }

    #[test]
    fn a_slot_is_not_used_again_before_its_sleep_and_its_deadline_are_done_with_it() {
        let mut timers = Timers::default();
        let fired = insert(&mut timers, 10, 0);
        assert!(timers.pop_due(10).is_some());
        assert_ne!(insert(&mut timers, 20, 1), fired);
        assert!(timers.has_fired(fired));
        assert!(timers.release(fired).is_none());
        let given_up = insert(&mut timers, 30, 2);
        assert_eq!(given_up, fired);
        assert!(timers.release(given_up).is_some());
        assert_ne!(insert(&mut timers, 40, 3), given_up);
        assert_eq!(timers.next_deadline_us(), Some(20));
    }

    #[test]
    fn timers_given_up_do_not_pile_up() {
        let mut timers = Timers::default();
        for _ in 0..10_000 {
            let slot = insert(&mut timers, 1_000_000, 0);
            timers.release(slot);
        }
        assert!(timers.queue.len + timers.heap.len() <= 130 && timers.slots.len() <= 130);
    }

    #[test]
    fn a_timer_at_the_end_of_time_is_no_deadline() {
        let mut timers = Timers::default();
        insert(&mut timers, u64::MAX, 0);
        assert_eq!(timers.next_deadline_us(), None);
        insert(&mut timers, u64::MAX - 1, 1);
        assert_eq!(timers.next_deadline_us(), Some(u64::MAX - 1));
    }
}
