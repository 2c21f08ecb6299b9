//! Jobs in memory, for simulations. There is no I/O, it takes no time, and it is deterministic.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use super::job::{Job, JobId, JobState};

/// The table of a queue. To find the job that is due first, it goes through all jobs: a simulation
/// has few, and the code of a tree would be part of every download.
#[derive(Debug, Default)]
pub(super) struct Memory {
    inner: RefCell<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    /// The jobs, in the order of their numbers.
    jobs: Vec<Job>,
    /// The number of the job that was added last.
    last: u32,
    /// How many jobs are in each state. A program that watches a queue asks for this all the time.
    counts: [u32; JobState::ALL.len()],
    /// No result expires before this time. It saves a search, for the same reason.
    expires_ms: u64,
}

impl Inner {
    fn place(&self, id: JobId) -> Option<usize> {
        self.jobs.binary_search_by_key(&id, |job| job.id).ok()
    }
}

thread_local! {
    /// The open queues. Simulated workers share a thread, and so these queues.
    static SHARED: RefCell<Vec<(String, Weak<Memory>)>> = const { RefCell::new(Vec::new()) };
}

impl Memory {
    /// The table of the queue with this name. It is gone when the last user has dropped it, so every
    /// simulation begins with an empty table.
    pub(super) fn shared(name: &str) -> Rc<Self> {
        SHARED.with_borrow_mut(|shared| {
            shared.retain(|(_, memory)| memory.strong_count() > 0);
            let known = shared.iter().find(|(known, _)| known == name);
            if let Some(memory) = known.and_then(|(_, memory)| memory.upgrade()) {
                return memory;
            }
            let memory = Rc::<Self>::default();
            shared.push((name.to_owned(), Rc::downgrade(&memory)));
            memory
        })
    }

    pub(super) fn add(&self, mut job: Job) -> JobId {
        let inner = &mut *self.inner.borrow_mut();
        inner.last += 1;
        job.id = JobId(inner.last);
        inner.counts[job.state as usize] += 1;
        inner.jobs.push(job);
        JobId(inner.last)
    }

    pub(super) fn get(&self, id: JobId) -> Option<Job> {
        let inner = self.inner.borrow();
        inner.place(id).map(|place| inner.jobs[place].clone())
    }

    pub(super) fn put(&self, job: &Job) {
        let inner = &mut *self.inner.borrow_mut();
        let Some(place) = inner.place(job.id) else { return };
        let before = std::mem::replace(&mut inner.jobs[place], job.clone());
        inner.counts[before.state as usize] -= 1;
        inner.counts[job.state as usize] += 1;
        inner.expires_ms = job.expires_ms.map_or(inner.expires_ms, |ms| ms.min(inner.expires_ms));
    }

    pub(super) fn first_due(&self) -> Option<Job> {
        let inner = self.inner.borrow();
        let due = inner.jobs.iter().filter(|job| job.due_ms.is_some());
        // Of jobs that are due at the same time this is the first.
        due.min_by_key(|job| job.due_ms).cloned()
    }

    pub(super) fn list(&self, state: JobState, most: u32) -> Vec<Job> {
        let inner = self.inner.borrow();
        let jobs = inner.jobs.iter().filter(|job| job.state == state);
        jobs.take(most as usize).cloned().collect()
    }

    pub(super) fn count(&self, state: JobState) -> u32 {
        self.inner.borrow().counts[state as usize]
    }

    pub(super) fn remove_expired(&self, now_ms: u64) -> u32 {
        let inner = &mut *self.inner.borrow_mut();
        if now_ms < inner.expires_ms {
            return 0;
        }
        let before = inner.jobs.len();
        inner.jobs.retain(|job| !job.is_expired(now_ms));
        let removed = (before - inner.jobs.len()) as u32;
        inner.counts[JobState::Finished as usize] -= removed;
        let next_ms = inner.jobs.iter().filter_map(|job| job.expires_ms).min();
        inner.expires_ms = next_ms.unwrap_or(u64::MAX);
        removed
    }

    pub(super) fn clear(&self) {
        let inner = &mut *self.inner.borrow_mut();
        *inner = Inner { last: inner.last, ..Inner::default() };
    }
}
