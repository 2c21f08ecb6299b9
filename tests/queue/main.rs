//! The job queue on a real IndexedDB.

#![cfg(target_arch = "wasm32")]

pub mod coroutines;
pub mod refused;
pub mod sharing;

use coroscope::queue::{Claim, Job, NewJob, Queue, QueueError};
use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);

/// Runs a test with a database of its own, which is removed before and after the test.
pub async fn with_database<F: Future<Output = ()>>(name: &str, test: impl FnOnce(String) -> F) {
    let name = format!("coroscope-test-{name}");
    Queue::remove(&name).await.expect("what an earlier run left can be removed");
    test(name.clone()).await;
    Queue::remove(&name).await.expect("the database of a test can be removed");
}

/// The queue of a test.
pub async fn open(name: &str) -> Queue {
    Queue::open(name).await.expect("a browser has a database")
}

/// A job that gets one more try 100 ms after it failed. Its result is kept for a second.
pub fn job(payload: impl ToString) -> NewJob {
    NewJob { payload: payload.to_string(), retries: 1, backoff_ms: 100, kept_ms: 1000 }
}

/// The job that a worker gets, with a lease of 50 ms.
pub async fn claimed(queue: &Queue, worker: &str, now_ms: u64) -> Job {
    match queue.claim(worker, 50, now_ms).await {
        Ok(Claim::Job(job)) => *job,
        other => panic!("there is a job, and not {other:?}"),
    }
}

/// The error of a worker that has lost its lease.
pub const LOST: Result<(), QueueError> = Err(QueueError::LeaseLost);
