//! The operations on a queue. Each is work on its table within one transaction.

use super::QueueError;
use super::job::{Job, JobId, JobState, NewJob, Taken};
use super::table::Table;

/// The result of asking for a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// A job. It is the worker's until its lease is over.
    Job(Box<Job>),
    /// No job is due yet.
    Nothing {
        /// When the next job is due, in milliseconds since 1970: for another try, or because its lease
        /// is over.
        until_ms: u64,
    },
    /// There is nothing left to do: every job is finished or failed.
    AllDone,
}

/// How many jobs are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Jobs that no worker has begun.
    pub queued: u32,
    /// Jobs that workers have.
    pub started: u32,
    /// Jobs that wait for another try.
    pub waiting: u32,
    /// Jobs that are done. Their results are kept.
    pub finished: u32,
    /// Jobs that are given up. They are kept with their errors.
    pub failed: u32,
}

impl Counts {
    /// How many jobs are neither finished nor failed.
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
            // The job is out of the index now, so another comes first.
            Taken::GivenUp => table.put(&job)?,
        }
    }
}

pub(super) async fn counts(table: Table) -> Result<Counts, QueueError> {
    let mut counts = [0; JobState::ALL.len()];
    for (count, state) in counts.iter_mut().zip(JobState::ALL) {
        *count = table.count(state).await?;
    }
    let [queued, started, waiting, finished, failed] = counts;
    Ok(Counts { queued, started, waiting, finished, failed })
}
