//! The heap of deadlines behind every sleep.
//!
//! The heap holds 16 bytes a timer and never moves a waker: those lie in slots beside it. A timer
//! that is given up leaves its entry in the heap until it comes to the top, or until half of the
//! heap is such leftovers.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::task::Waker;

use slab::Slab;

use super::trace::TaskId;

/// Deadlines in order, each with whom to wake.
#[derive(Debug, Default)]
pub(super) struct Timers {
    heap: BinaryHeap<Reverse<Entry>>,
    slots: Slab<Option<Slot>>,
    /// Numbers the timers, so that equal deadlines are kept in the order of asking.
    asked: u32,
    given_up: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    deadline_us: u64,
    asked: u32,
    slot: u32,
}

/// Whom a timer wakes.
#[derive(Debug)]
pub(super) struct Slot {
    pub(super) waker: Waker,
    pub(super) task: TaskId,
    /// The number of the timer that lies here: slots are used again.
    asked: u32,
}

/// Stands for a timer that has neither fired nor been given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TimerKey {
    slot: u32,
    asked: u32,
}

impl Timers {
    /// Adds a timer.
    pub(super) fn insert(&mut self, deadline_us: u64, waker: Waker, task: TaskId) -> TimerKey {
        self.asked = self.asked.wrapping_add(1);
        let asked = self.asked;
        let slot = self.slots.insert(Some(Slot { waker, task, asked })) as u32;
        self.heap.push(Reverse(Entry { deadline_us, asked, slot }));
        TimerKey { slot, asked }
    }

    /// Says whom a timer wakes from now on. Gives back the waker that is not needed any more, so
    /// that the caller can drop it where no lock is held.
    pub(super) fn set_waker(&mut self, key: TimerKey, waker: &Waker) -> Option<Waker> {
        let slot = self.slots.get_mut(key.slot as usize)?.as_mut()?;
        if slot.asked != key.asked || slot.waker.will_wake(waker) {
            return None;
        }
        Some(std::mem::replace(&mut slot.waker, waker.clone()))
    }

    /// Gives a timer up.
    pub(super) fn remove(&mut self, key: TimerKey) -> Option<Slot> {
        let slot = self.slots.get_mut(key.slot as usize)?;
        let slot = slot.take_if(|slot| slot.asked == key.asked)?;
        self.given_up += 1;
        if self.given_up > 64 && self.given_up > self.heap.len() / 2 {
            self.sweep();
        }
        Some(slot)
    }

    /// The earliest timer that is due at the time given.
    pub(super) fn pop_due(&mut self, now_us: u64) -> Option<Slot> {
        while self.heap.peek().is_some_and(|Reverse(entry)| entry.deadline_us <= now_us) {
            let Reverse(entry) = self.heap.pop()?;
            match self.slots.remove(entry.slot as usize) {
                Some(slot) => return Some(slot),
                None => self.given_up -= 1,
            }
        }
        None
    }

    /// When the earliest timer is due, in microseconds on the loop's clock.
    pub(super) fn next_deadline_us(&mut self) -> Option<u64> {
        while let Some(Reverse(entry)) = self.heap.peek() {
            if self.slots.get(entry.slot as usize).is_some_and(Option::is_some) {
                return Some(entry.deadline_us);
            }
            self.slots.try_remove(entry.slot as usize);
            self.given_up -= 1;
            self.heap.pop();
        }
        None
    }

    fn sweep(&mut self) {
        let slots = &mut self.slots;
        self.heap.retain(|Reverse(entry)| {
            let wanted = slots.get(entry.slot as usize).is_some_and(Option::is_some);
            if !wanted {
                slots.try_remove(entry.slot as usize);
            }
            wanted
        });
        self.given_up = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn insert(timers: &mut Timers, deadline_us: u64, task: u32) -> TimerKey {
        timers.insert(deadline_us, Waker::noop().clone(), TaskId(task))
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
        assert!(timers.remove(first).is_some());
        assert!(timers.remove(first).is_none());
        assert_eq!(timers.next_deadline_us(), Some(20));
        assert_eq!(timers.pop_due(99).map(|slot| slot.task.0), Some(1));
        assert!(timers.pop_due(99).is_none());
    }

    #[test]
    fn giving_up_a_timer_that_fired_does_not_hit_the_next_one_in_its_slot() {
        let mut timers = Timers::default();
        let fired = insert(&mut timers, 10, 0);
        assert!(timers.pop_due(10).is_some());
        insert(&mut timers, 20, 1);
        assert!(timers.remove(fired).is_none());
        assert_eq!(timers.next_deadline_us(), Some(20));
    }

    #[test]
    fn timers_given_up_do_not_pile_up() {
        let mut timers = Timers::default();
        for _ in 0..10_000 {
            let key = insert(&mut timers, 1_000_000, 0);
            timers.remove(key);
        }
        assert!(timers.heap.len() <= 130 && timers.slots.len() <= 130);
    }
}
