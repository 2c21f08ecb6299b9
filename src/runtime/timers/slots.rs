//! Where each timer has what it is and what it wakes.

use std::task::Waker;

use super::super::blocks::Blocks;
use super::super::trace::TaskId;

/// The number of no slot.
pub(super) const NONE: u32 = u32::MAX;

/// The slots of the timers. A slot belongs to its entry and to its sleep. The first of the two to
/// be done with it empties it and the second frees it, so no slot is used again too early.
#[derive(Debug)]
pub(super) struct Slots {
    slots: Blocks<Slot>,
    /// The slot to use next, whose `next` is the one after it: a list of those that are free.
    free: u32,
    /// The task that set each timer, where it was given.
    tasks: Vec<TaskId>,
    /// What is known of the timers that are limits; no longer than the last slot of one.
    limits: Vec<Limit>,
}

/// When a timer is due: earlier deadlines come first, and of equal deadlines that asked for first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) deadline_us: u64,
    asked: u32,
    pub(super) slot: u32,
}

/// There may be a great many, so it has no byte that says nothing.
#[derive(Debug)]
struct Slot {
    deadline_us: u64,
    asked: u32,
    /// The slot behind this one, in the queue or among those that are free.
    next: u32,
    waker: Option<Waker>,
}

#[cfg(target_pointer_width = "32")]
const _: () = assert!(size_of::<Slot>() == 24, "a sleep is to take at most 24 bytes here");

/// What is known of a timer that may be a limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Limit {
    /// It is none.
    #[default]
    None,
    /// It has not fired, or had a task to wake that somebody had woken before.
    Set,
    /// It has fired, and was the first to wake its task.
    FiredFirst,
}

impl Default for Slots {
    fn default() -> Self {
        Self { slots: Blocks::default(), free: NONE, tasks: Vec::new(), limits: Vec::new() }
    }
}

impl Slots {
    /// Adds a timer, and returns its entry. `asked` says how many timers were asked for before.
    pub(super) fn insert(
        &mut self,
        deadline_us: u64,
        asked: u32,
        waker: Waker,
        task: Option<TaskId>,
    ) -> Entry {
        let new = Slot { deadline_us, asked, next: NONE, waker: Some(waker) };
        let mut slot = self.free;
        match self.slots.get_mut(slot as usize) {
            Some(place) => {
                self.free = place.next;
                *place = new;
            }
            None => {
                slot = self.slots.len() as u32;
                self.slots.push(new);
            }
        }
        if let Some(task) = task {
            let index = slot as usize;
            if self.tasks.len() <= index {
                self.tasks.resize(index + 1, TaskId::default());
            }
            self.tasks[index] = task;
        }
        Entry { deadline_us, asked, slot }
    }

    pub(super) fn free(&mut self, slot: u32) {
        if let Some(limit) = self.limits.get_mut(slot as usize) {
            *limit = Limit::None;
        }
        self.set_next(slot, self.free);
        self.free = slot;
    }

    /// The entry of a timer; `None` if there is no such slot.
    pub(super) fn entry(&self, slot: u32) -> Option<Entry> {
        let Slot { deadline_us, asked, .. } = *self.slots.get(slot as usize)?;
        Some(Entry { deadline_us, asked, slot })
    }

    pub(super) fn next(&self, slot: u32) -> u32 {
        self.slots.get(slot as usize).map_or(NONE, |slot| slot.next)
    }

    /// Does nothing if there is no such slot.
    pub(super) fn set_next(&mut self, slot: u32, next: u32) {
        if let Some(slot) = self.slots.get_mut(slot as usize) {
            slot.next = next;
        }
    }

    pub(super) fn waker_mut(&mut self, slot: u32) -> Option<&mut Option<Waker>> {
        self.slots.get_mut(slot as usize).map(|slot| &mut slot.waker)
    }

    pub(super) fn limit(&self, slot: u32) -> Limit {
        self.limits.get(slot as usize).copied().unwrap_or_default()
    }

    pub(super) fn set_limit(&mut self, slot: u32, limit: Limit) {
        let index = slot as usize;
        if self.limits.len() <= index {
            self.limits.resize(index + 1, Limit::None);
        }
        self.limits[index] = limit;
    }

    pub(super) fn is_set(&self, slot: u32) -> bool {
        self.slots.get(slot as usize).is_some_and(|slot| slot.waker.is_some())
    }

    pub(super) fn task(&self, slot: u32) -> TaskId {
        self.tasks.get(slot as usize).copied().unwrap_or_default()
    }

    /// How many there are, those that are free among them.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }
}
