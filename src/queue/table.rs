//! The table of jobs: what each store can do.

use std::pin::Pin;
use std::rc::Rc;

use super::QueueError;
#[cfg(target_arch = "wasm32")]
use super::indexed_db::Jobs;
use super::job::{Job, JobId, JobState};
use super::memory::Memory;

/// Work on the jobs of a queue in one transaction. It leaves its result in a place that its caller
/// knows, so all work has one type and is run by the same code, which is less to download.
pub(super) type Work =
    Box<dyn FnOnce(Table) -> Pin<Box<dyn Future<Output = Result<(), QueueError>>>>>;

/// Whether an operation changes anything. Operations that only read may run side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    Read,
    Write,
}

/// The jobs of a queue, within a transaction.
pub(super) enum Table {
    Memory(Rc<Memory>),
    #[cfg(target_arch = "wasm32")]
    IndexedDb(Jobs),
}

/// Calls the store of the table.
macro_rules! ask {
    ($table:ident, $jobs:ident => $memory:expr, $indexed_db:expr) => {
        match $table {
            Self::Memory($jobs) => $memory,
            #[cfg(target_arch = "wasm32")]
            Self::IndexedDb($jobs) => $indexed_db,
        }
    };
}

impl Table {
    /// Adds a job, and returns its new number.
    pub(super) async fn add(&self, job: Job) -> Result<JobId, QueueError> {
        ask!(self, jobs => Ok(jobs.add(job)), jobs.add(&job).await)
    }

    /// The job with this number.
    pub(super) async fn get(&self, id: JobId) -> Result<Option<Job>, QueueError> {
        ask!(self, jobs => Ok(jobs.get(id)), jobs.get(id).await)
    }

    /// Replaces a job.
    pub(super) fn put(&self, job: &Job) -> Result<(), QueueError> {
        ask!(self, jobs => { jobs.put(job); Ok(()) }, jobs.put(job))
    }

    /// The job that is due first. Of several that are due at the same time, it has the lowest number.
    pub(super) async fn first_due(&self) -> Result<Option<Job>, QueueError> {
        ask!(self, jobs => Ok(jobs.first_due()), jobs.first_due().await)
    }

    /// At most `most` jobs in a state, in the order of their numbers.
    pub(super) async fn list(&self, state: JobState, most: u32) -> Result<Vec<Job>, QueueError> {
        ask!(self, jobs => Ok(jobs.list(state, most)), jobs.list(state, most).await)
    }

    /// How many jobs are in a state.
    pub(super) async fn count(&self, state: JobState) -> Result<u32, QueueError> {
        ask!(self, jobs => Ok(jobs.count(state)), jobs.count(state).await)
    }

    /// Removes the jobs whose results have been kept long enough, and returns how many there were.
    pub(super) async fn remove_expired(&self, now_ms: u64) -> Result<u32, QueueError> {
        ask!(self, jobs => Ok(jobs.remove_expired(now_ms)), jobs.remove_expired(now_ms).await)
    }

    /// Removes all jobs.
    pub(super) async fn clear(&self) -> Result<(), QueueError> {
        ask!(self, jobs => { jobs.clear(); Ok(()) }, jobs.clear())
    }
}
