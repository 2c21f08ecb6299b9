//! The rules of a queue, with the store in memory.

mod random;
mod rules;

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use super::{Claim, Job, NewJob, Queue, QueueError};

/// The result of an operation. The store in memory returns it at once.
fn at_once<T>(operation: impl Future<Output = T>) -> T {
    match pin!(operation).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        Poll::Pending => panic!("memory keeps nobody waiting"),
    }
}

/// A job that gets two more tries, the first of them 100 ms after its first failure. Its result is
/// kept for a second.
fn job(payload: &str) -> NewJob {
    NewJob { payload: payload.to_owned(), retries: 2, backoff_ms: 100, kept_ms: 1000 }
}

/// A queue in which these jobs were enqueued, at the time 0.
fn queue_of(payloads: &[&str]) -> Queue {
    let queue = Queue::in_memory();
    let jobs = payloads.iter().map(|payload| job(payload)).collect();
    at_once(queue.enqueue(jobs, 0)).expect("memory has room");
    queue
}

/// The result of asking for a job with a lease of 50 ms.
fn claim(queue: &Queue, worker: &str, now_ms: u64) -> Claim {
    at_once(queue.claim(worker, 50, now_ms)).expect("memory does not fail")
}

/// The job that a worker gets.
#[track_caller]
fn claimed(queue: &Queue, worker: &str, now_ms: u64) -> Job {
    match claim(queue, worker, now_ms) {
        Claim::Job(job) => *job,
        other => panic!("there is a job, and not {other:?}"),
    }
}

/// The error of a worker that has lost its lease.
const LOST: Result<(), QueueError> = Err(QueueError::LeaseLost);
