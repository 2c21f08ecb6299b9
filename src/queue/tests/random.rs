//! Whatever several workers do and however they end, no job is lost and none is finished twice.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{at_once, job};
use crate::queue::{Claim, Counts, JobId, JobState, Lease, MOST_LOSSES, NewJob, Queue, QueueError};

const WORKERS: usize = 4;
const LEASE_MS: u64 = 100;
const RETRIES: u32 = 2;

/// Something that happens to one of the workers.
#[derive(Clone, Debug)]
enum Step {
    Claim(usize),
    Heartbeat(usize),
    Finish(usize),
    Fail(usize),
    /// The worker dies. Another takes its place and knows nothing.
    Die(usize),
    /// The worker remembers a lease that it may have lost, and takes another job.
    Forget(usize),
    Enqueue(usize),
    Pass(u64),
    Expire,
}

fn step() -> BoxedStrategy<Step> {
    let worker = 0..WORKERS;
    prop_oneof![
        4 => worker.clone().prop_map(Step::Claim),
        2 => worker.clone().prop_map(Step::Heartbeat),
        2 => worker.clone().prop_map(Step::Finish),
        2 => worker.clone().prop_map(Step::Fail),
        1 => worker.clone().prop_map(Step::Die),
        1 => worker.prop_map(Step::Forget),
        1 => (0..5_usize).prop_map(Step::Enqueue),
        3 => (0..2 * LEASE_MS).prop_map(Step::Pass),
        1 => Just(Step::Expire),
    ]
    .boxed()
}

/// What an observer knows who sees every result.
#[derive(Default)]
struct Observer {
    now_ms: u64,
    /// The lease of each worker, as far as it knows.
    held: [Option<Lease>; WORKERS],
    /// Leases that workers have lost or forgotten.
    stale: Vec<Lease>,
    /// The latest lease of each started job.
    latest: BTreeMap<JobId, Lease>,
    enqueued: u32,
    finished: BTreeMap<JobId, u32>,
    failures: BTreeMap<JobId, u32>,
    failed: u32,
    expired: u32,
}

impl Observer {
    fn take(&mut self, queue: &Queue, step: &Step) -> Result<(), TestCaseError> {
        match *step {
            Step::Claim(worker) => self.claim(queue, worker)?,
            Step::Heartbeat(worker) => {
                if let Some(lease) = self.held[worker] {
                    let beat = at_once(queue.heartbeat(lease, LEASE_MS, self.now_ms));
                    self.check(worker, lease, beat)?;
                }
            }
            Step::Finish(worker) => {
                if let Some(lease) = self.held[worker] {
                    let done = at_once(queue.finish(lease, "done".to_owned(), self.now_ms));
                    self.check(worker, lease, done.clone())?;
                    if done.is_ok() {
                        *self.finished.entry(lease.job).or_default() += 1;
                        self.let_go(worker, lease);
                    }
                }
            }
            Step::Fail(worker) => {
                if let Some(lease) = self.held[worker] {
                    let failed = at_once(queue.fail(lease, "no".to_owned(), self.now_ms));
                    self.check(worker, lease, failed.clone().map(drop))?;
                    if let Ok(state) = failed {
                        let failures = self.failures.entry(lease.job).or_default();
                        *failures += 1;
                        let is_last = *failures == RETRIES + 1;
                        prop_assert_eq!(state == JobState::Failed, is_last);
                        self.failed += u32::from(is_last);
                        self.let_go(worker, lease);
                    }
                }
            }
            Step::Die(worker) => self.held[worker] = None,
            Step::Forget(worker) => self.stale.extend(self.held[worker].take()),
            Step::Enqueue(count) => {
                let new = NewJob { retries: RETRIES, ..job("count") };
                let ids = at_once(queue.enqueue(vec![new; count], self.now_ms));
                prop_assert_eq!(ids.map(|ids| ids.len()), Ok(count));
                self.enqueued += count as u32;
            }
            Step::Pass(ms) => self.now_ms += ms,
            Step::Expire => {
                self.expired += at_once(queue.remove_expired(self.now_ms)).unwrap_or_default();
            }
        }
        self.check_stale(queue)?;
        self.check_counts(queue)
    }

    fn claim(&mut self, queue: &Queue, worker: usize) -> Result<(), TestCaseError> {
        if self.held[worker].is_some() {
            return Ok(());
        }
        let claim = at_once(queue.claim("worker", LEASE_MS, self.now_ms));
        match claim.expect("memory does not fail") {
            Claim::Job(job) => {
                prop_assert!(!self.finished.contains_key(&job.id), "it was finished before");
                prop_assert!(job.failures <= RETRIES && job.losses < MOST_LOSSES);
                self.held[worker] = Some(job.lease());
                if let Some(before) = self.latest.insert(job.id, job.lease()) {
                    self.stale.push(before);
                }
            }
            Claim::Nothing { until_ms } => prop_assert!(until_ms > self.now_ms),
            Claim::AllDone => {
                let counts = at_once(queue.counts()).expect("memory does not fail");
                prop_assert_eq!(counts.unfinished(), 0);
            }
        }
        Ok(())
    }

    /// Checks that an operation succeeds exactly for the latest lease of a job.
    fn check(
        &mut self,
        worker: usize,
        lease: Lease,
        result: Result<(), QueueError>,
    ) -> Result<(), TestCaseError> {
        let is_latest = self.latest.get(&lease.job) == Some(&lease);
        prop_assert_eq!(result.is_ok(), is_latest);
        if !is_latest {
            self.held[worker] = None;
        }
        Ok(())
    }

    fn let_go(&mut self, worker: usize, lease: Lease) {
        self.held[worker] = None;
        self.latest.remove(&lease.job);
        self.stale.push(lease);
    }

    /// Checks that every operation with an overtaken lease is refused.
    fn check_stale(&self, queue: &Queue) -> Result<(), TestCaseError> {
        for lease in self.stale.iter().rev().take(3) {
            if self.latest.get(&lease.job) != Some(lease) {
                let late = at_once(queue.finish(*lease, "late".to_owned(), self.now_ms));
                prop_assert_eq!(late, Err(QueueError::LeaseLost));
            }
        }
        Ok(())
    }

    /// Checks that every job is in some state.
    fn check_counts(&self, queue: &Queue) -> Result<(), TestCaseError> {
        let counts = at_once(queue.counts()).expect("memory does not fail");
        prop_assert_eq!(counts.all() + self.expired, self.enqueued);
        prop_assert_eq!(counts.finished + self.expired, self.finished.len() as u32);
        prop_assert!(self.finished.values().all(|times| *times == 1));
        prop_assert!(counts.failed >= self.failed, "jobs may lose too many workers, too");
        Ok(())
    }

    /// A last worker, which never dies, does what is left.
    fn work_off(&mut self, queue: &Queue) -> Result<(), TestCaseError> {
        for _ in 0..10_000 {
            let claim = at_once(queue.claim("last", LEASE_MS, self.now_ms));
            match claim.expect("memory does not fail") {
                Claim::Job(job) => {
                    let done = at_once(queue.finish(job.lease(), "done".to_owned(), self.now_ms));
                    prop_assert_eq!(done, Ok(()));
                    *self.finished.entry(job.id).or_default() += 1;
                }
                Claim::Nothing { until_ms } => self.now_ms = until_ms,
                Claim::AllDone => return Ok(()),
            }
        }
        Err(TestCaseError::fail("there is no end to it"))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_job_is_lost_and_none_is_finished_twice(steps in prop::collection::vec(step(), 1..150)) {
        let queue = Queue::in_memory();
        let mut observer = Observer::default();
        observer.take(&queue, &Step::Enqueue(4))?;
        for step in &steps {
            observer.take(&queue, step)?;
        }
        observer.work_off(&queue)?;
        observer.check_counts(&queue)?;
        let counts = at_once(queue.counts()).expect("memory does not fail");
        prop_assert_eq!(counts, Counts { finished: counts.finished, failed: counts.failed, ..Counts::default() });
        let over = observer.finished.len() as u32 + counts.failed;
        prop_assert_eq!(over, observer.enqueued, "each job has come to one end");
    }
}
