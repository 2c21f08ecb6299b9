//! A job, and the rules by which its state changes.

use super::QueueError;

/// The number of a job within its queue. Numbers are never reused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(pub u32);

/// The longest pause before another try.
pub const MOST_BACKOFF_MS: u64 = 60 * 60 * 1000;

/// A job that has lost this many workers is failed: perhaps the job kills them. Losing a worker does
/// not count as a failure of the job.
pub const MOST_LOSSES: u32 = 10;

/// A job to be enqueued.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewJob {
    /// What to do, in a form that the workers understand.
    pub payload: String,
    /// How many more tries it gets when the first fails.
    pub retries: u32,
    /// How long it waits before the second try. Before each further try it waits twice as long.
    pub backoff_ms: u64,
    /// How long its result is kept.
    pub kept_ms: u64,
}

/// The state of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState {
    /// No worker has begun it.
    Queued,
    /// A worker has it, until its lease is over.
    Started,
    /// A try failed, and there will be another.
    Waiting,
    /// It is done. Its result is kept for a while.
    Finished,
    /// It is given up, and kept with its error.
    Failed,
}

impl JobState {
    /// Every state.
    pub const ALL: [Self; 5] =
        [Self::Queued, Self::Started, Self::Waiting, Self::Finished, Self::Failed];

    /// Its name in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Started => "started",
            Self::Waiting => "waiting",
            Self::Finished => "finished",
            Self::Failed => "failed",
        }
    }
}

/// The right to work on a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lease {
    /// The job.
    pub job: JobId,
    /// The number of the claim.
    pub claim: u32,
}

/// A job as the database keeps it. Times are in milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its number.
    pub id: JobId,
    /// What was enqueued.
    pub new: NewJob,
    /// When it was enqueued.
    pub enqueued_ms: u64,
    /// Its state.
    pub state: JobState,
    /// When it can be claimed. A job that is finished or failed has no such time, and is not in the
    /// index that claims use.
    pub due_ms: Option<u64>,
    /// When a finished job is removed.
    pub expires_ms: Option<u64>,
    /// How often it was claimed.
    pub claims: u32,
    /// How often a try failed.
    pub failures: u32,
    /// How often its worker let the lease run out.
    pub losses: u32,
    /// The worker that claimed it last.
    pub worker: Option<String>,
    /// Its result.
    pub result: Option<String>,
    /// Why the last try failed.
    pub error: Option<String>,
}

/// The outcome of trying to claim a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// The job is claimed.
    Yes,
    /// The job is not due before this time.
    NotBefore(u64),
    /// The job has lost too many workers, and is failed now.
    GivenUp,
}

impl Job {
    /// A job that has just been enqueued. The database gives it its number.
    pub(super) fn enqueued(new: NewJob, now_ms: u64) -> Self {
        Self {
            id: JobId::default(),
            new,
            enqueued_ms: now_ms,
            state: JobState::Queued,
            due_ms: Some(now_ms),
            expires_ms: None,
            claims: 0,
            failures: 0,
            losses: 0,
            worker: None,
            result: None,
            error: None,
        }
    }

    /// The lease of the last claim.
    #[must_use]
    pub fn lease(&self) -> Lease {
        Lease { job: self.id, claim: self.claims }
    }

    /// Claims the job if it is due: queued, waiting, or started with a lease that is over.
    pub(super) fn claim(&mut self, worker: &str, lease_ms: u64, now_ms: u64) -> Taken {
        match self.due_ms {
            Some(due_ms) if due_ms <= now_ms => {}
            not_yet => return Taken::NotBefore(not_yet.unwrap_or(u64::MAX)),
        }
        if self.state == JobState::Started {
            self.losses = self.losses.saturating_add(1);
            if self.losses >= MOST_LOSSES {
                self.end(JobState::Failed);
                self.error = Some(format!("{MOST_LOSSES} workers were lost while they had it"));
                return Taken::GivenUp;
            }
        }
        self.state = JobState::Started;
        self.due_ms = Some(now_ms.saturating_add(lease_ms));
        self.claims = self.claims.saturating_add(1);
        self.worker = Some(worker.to_owned());
        Taken::Yes
    }

    /// Extends the lease.
    pub(super) fn heartbeat(
        &mut self,
        lease: Lease,
        lease_ms: u64,
        now_ms: u64,
    ) -> Result<(), QueueError> {
        self.check(lease)?;
        // The clock may differ from the one that the job was claimed by; it must not shorten the
        // lease.
        self.due_ms = self.due_ms.max(Some(now_ms.saturating_add(lease_ms)));
        Ok(())
    }

    /// Ends the job with a result.
    pub(super) fn finish(
        &mut self,
        lease: Lease,
        result: String,
        now_ms: u64,
    ) -> Result<(), QueueError> {
        self.check(lease)?;
        self.end(JobState::Finished);
        self.expires_ms = Some(now_ms.saturating_add(self.new.kept_ms));
        self.result = Some(result);
        self.error = None;
        Ok(())
    }

    /// Ends a try that failed. There will be another, or the job is given up.
    pub(super) fn fail(
        &mut self,
        lease: Lease,
        error: String,
        now_ms: u64,
    ) -> Result<JobState, QueueError> {
        self.check(lease)?;
        self.failures = self.failures.saturating_add(1);
        self.error = Some(error);
        if self.failures > self.new.retries {
            self.end(JobState::Failed);
        } else {
            self.state = JobState::Waiting;
            self.due_ms = Some(now_ms.saturating_add(self.backoff_ms()));
        }
        Ok(self.state)
    }

    /// Whether its result has been kept long enough.
    pub(super) fn is_expired(&self, now_ms: u64) -> bool {
        self.expires_ms.is_some_and(|expires_ms| expires_ms <= now_ms)
    }

    /// How long it waits after its latest failure: twice as long as after the failure before.
    fn backoff_ms(&self) -> u64 {
        let doubled = 1_u64.checked_shl(self.failures.saturating_sub(1)).unwrap_or(u64::MAX);
        self.new.backoff_ms.saturating_mul(doubled).min(MOST_BACKOFF_MS)
    }

    fn end(&mut self, state: JobState) {
        self.state = state;
        self.due_ms = None;
    }

    fn check(&self, lease: Lease) -> Result<(), QueueError> {
        let held = self.state == JobState::Started && self.lease() == lease;
        if held { Ok(()) } else { Err(QueueError::LeaseLost) }
    }
}
