//! What can be done to a queue, each as work on its table within one transaction.

use super::QueueError;
use super::job::{Job, JobId, NewJob, State, Taken};
use super::table::Table;

/// What there was to claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// This job. It is the worker's until its lease is over.
    Job(Box<Job>),
    /// Nothing yet: the next job is due at this time, when another try is made or a lease is over.
    Nothing {
        /// In milliseconds since 1970.
        until_ms: u64,
    },
    /// Nothing: every job is finished or failed.
    AllDone,
}

/// How many jobs are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Nobody has begun them.
    pub queued: u32,
    /// Workers have them.
    pub started: u32,
    /// They wait for another try.
    pub waiting: u32,
    /// They are done, and their results are kept.
    pub finished: u32,
    /// They are given up, and kept with their errors.
    pub failed: u32,
}

impl Counts {
    /// How many jobs are not over.
    #[must_use]
    pub fn unfinished(&self) -> u32 {
        self.queued + self.started + self.waiting
    }

    /// How many jobs there are.
    #[must_use]
    pub fn all(&self) -> u32 {
        self.unfinished() + self.finished + self.failed
    }
}

pub(super) async fn enqueue(
    table: Table,
    jobs: Vec<NewJob>,
    now_ms: u64,
) -> Result<Vec<JobId>, QueueError> {
    let mut ids = Vec::with_capacity(jobs.len());
    for job in jobs {
        ids.push(table.add(Job::enqueued(job, now_ms)).await?);
    }
    Ok(ids)
}

pub(super) async fn claim(
    table: Table,
    worker: String,
    lease_ms: u64,
    now_ms: u64,
) -> Result<Claim, QueueError> {
    loop {
        let Some(mut job) = table.first_due().await? else { return Ok(Claim::AllDone) };
        match job.claim(&worker, lease_ms, now_ms) {
            Taken::Yes => {
                table.put(&job)?;
                return Ok(Claim::Job(Box::new(job)));
            }
            Taken::NotBefore(until_ms) => return Ok(Claim::Nothing { until_ms }),
            // That one is out of the index now: there is another first.
            Taken::GivenUp => table.put(&job)?,
        }
    }
}

pub(super) async fn counts(table: Table) -> Result<Counts, QueueError> {
    let mut counts = [0; State::ALL.len()];
    for (count, state) in counts.iter_mut().zip(State::ALL) {
        *count = table.count(state).await?;
    }
    let [queued, started, waiting, finished, failed] = counts;
    Ok(Counts { queued, started, waiting, finished, failed })
}
