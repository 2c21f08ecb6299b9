//! Several connections to one database. Each stands for a tab or a worker.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use coroscope::queue::{Claim, Counts, JobId, JobState, Queue, QueueError};
use futures_lite::future::zip;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{LOST, claimed, job, open, with_database};

#[wasm_bindgen_test]
async fn a_thousand_jobs_by_four_workers_are_finished_once_each() {
    with_database("thousand", async |name| {
        let queue = open(&name).await;
        let jobs = (0..1000).map(job).collect();
        let ids = queue.enqueue(jobs, 0).await.expect("there is room");
        let (first, last) = (ids[0].0, ids[999].0);
        assert_eq!((ids.len(), last - first), (1000, 999), "numbers are in the order of the jobs");

        let finished: Rc<RefCell<BTreeMap<JobId, String>>> = Rc::default();
        let work = async |worker: &str| {
            let queue = open(&name).await;
            let mut done = 0;
            while let Ok(Claim::Job(job)) = queue.claim(worker, 60_000, 1).await {
                let result = format!("{} by {worker}", job.new.payload);
                queue.finish(job.lease(), result.clone(), 2).await.expect("the lease goes on");
                let before = finished.borrow_mut().insert(job.id, result);
                assert_eq!(before, None, "no job is finished twice");
                done += 1;
            }
            done
        };
        let ((a, b), (c, d)) = zip(zip(work("a"), work("b")), zip(work("c"), work("d"))).await;
        assert_eq!(a + b + c + d, 1000);
        assert!([a, b, c, d].iter().all(|done| *done > 0), "all of them worked: {a} {b} {c} {d}");

        let counts = queue.counts().await.expect("the database answers");
        assert_eq!(counts, Counts { finished: 1000, ..Counts::default() });
        let kept = queue.list(JobState::Finished, 1000).await.expect("the database answers");
        for job in kept {
            assert_eq!(job.result.as_ref(), finished.borrow().get(&job.id));
            assert_eq!(job.claims, 1);
        }
    })
    .await;
}

#[wasm_bindgen_test]
async fn of_two_who_claim_at_once_one_gets_the_only_job() {
    with_database("only", async |name| {
        let (a, b) = (open(&name).await, open(&name).await);
        for now_ms in 0..20 {
            a.enqueue(vec![job("only")], now_ms).await.expect("there is room");
            let (a, b) = zip(a.claim("a", 60_000, now_ms), b.claim("b", 60_000, now_ms)).await;
            let got = [a, b].map(|claim| matches!(claim, Ok(Claim::Job(_))));
            assert_eq!(got.iter().filter(|got| **got).count(), 1);
        }
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_dead_workers_job_is_claimed_again_when_its_lease_is_over() {
    with_database("dead", async |name| {
        let dead = open(&name).await;
        dead.enqueue(vec![job("a")], 0).await.expect("there is room");
        let lost = claimed(&dead, "dead", 0).await.lease();
        drop(dead);
        let queue = open(&name).await;
        assert_eq!(queue.claim("next", 50, 49).await, Ok(Claim::Nothing { until_ms: 50 }));
        let taken = claimed(&queue, "next", 50).await;
        assert_eq!((taken.id, taken.losses, taken.claims), (lost.job, 1, 2));
        assert_eq!(queue.finish(lost, "back".into(), 51).await, LOST);
        assert_eq!(queue.heartbeat(lost, 50, 51).await, LOST);
        assert_eq!(queue.heartbeat(taken.lease(), 100, 60).await, Ok(()));
        assert_eq!(queue.claim("third", 50, 159).await, Ok(Claim::Nothing { until_ms: 160 }));
        assert_eq!(queue.finish(taken.lease(), "done".into(), 159).await, Ok(()));
        assert_eq!(queue.claim("third", 50, 160).await, Ok(Claim::AllDone));
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_failed_try_is_repeated_and_then_kept_with_its_error() {
    with_database("failed", async |name| {
        let queue = open(&name).await;
        queue.enqueue(vec![job("a")], 0).await.expect("there is room");
        let first = claimed(&queue, "worker", 0).await.lease();
        assert_eq!(queue.fail(first, "no".into(), 10).await, Ok(JobState::Waiting));
        assert_eq!(queue.claim("worker", 50, 109).await, Ok(Claim::Nothing { until_ms: 110 }));
        let second = claimed(&queue, "worker", 110).await.lease();
        assert_eq!(queue.fail(second, "still no".into(), 120).await, Ok(JobState::Failed));
        assert_eq!(queue.remove_expired(u64::from(u32::MAX)).await, Ok(0));
        let failed = queue.list(JobState::Failed, 10).await.expect("the database answers");
        let errors: Vec<_> = failed.iter().map(|job| job.error.as_deref()).collect();
        assert_eq!(errors, [Some("still no")]);
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_result_is_kept_for_its_time_and_then_removed() {
    with_database("expiry", async |name| {
        let queue = open(&name).await;
        queue.enqueue(vec![job("a"), job("b")], 0).await.expect("there is room");
        for now_ms in [0, 20] {
            let lease = claimed(&queue, "worker", now_ms).await.lease();
            assert_eq!(queue.finish(lease, "1".into(), now_ms).await, Ok(()));
        }
        assert_eq!(queue.remove_expired(999).await, Ok(0));
        assert_eq!(queue.remove_expired(1000).await, Ok(1));
        let rest = queue.list(JobState::Finished, 10).await.expect("the database answers");
        assert_eq!(rest.iter().map(|job| job.new.payload.as_str()).collect::<Vec<_>>(), ["b"]);
        assert_eq!(queue.remove_expired(1020).await, Ok(1));
        assert_eq!(queue.counts().await, Ok(Counts::default()));
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_queue_that_is_closed_and_opened_again_goes_on_where_it_was() {
    with_database("reopened", async |name| {
        let queue = open(&name).await;
        queue.enqueue(vec![job("a"), job("b"), job("c")], 5).await.expect("there is room");
        let done = claimed(&queue, "before", 5).await;
        assert_eq!(queue.finish(done.lease(), "result".into(), 6).await, Ok(()));
        let started = claimed(&queue, "before", 7).await;
        let before = queue.counts().await;
        drop(queue);

        let queue = open(&name).await;
        assert_eq!(queue.counts().await, before);
        let kept = queue.list(JobState::Started, 10).await;
        assert_eq!(kept, Ok(vec![started]), "every property of a job comes back as it was");
        assert_eq!(claimed(&queue, "after", 8).await.new.payload, "c");
    })
    .await;
}

#[wasm_bindgen_test]
async fn clearing_takes_jobs_from_other_connections_and_numbers_are_not_used_again() {
    with_database("clear", async |name| {
        let (mine, other) = (open(&name).await, open(&name).await);
        mine.enqueue(vec![job("a"), job("b")], 0).await.expect("there is room");
        let lease = claimed(&other, "other", 0).await.lease();
        assert_eq!(mine.clear().await, Ok(()));
        assert_eq!(other.finish(lease, "late".into(), 1).await, LOST);
        let ids = mine.enqueue(vec![job("c")], 2).await.expect("there is room");
        assert!(ids[0] > lease.job);
    })
    .await;
}

#[wasm_bindgen_test]
async fn removing_a_queue_closes_it_for_everybody() {
    with_database("removed", async |name| {
        let queue = open(&name).await;
        queue.enqueue(vec![job("a")], 0).await.expect("there is room");
        assert_eq!(Queue::remove(&name).await, Ok(()));
        assert_eq!(queue.counts().await, Err(QueueError::Closed));
        let again = open(&name).await;
        assert_eq!(again.counts().await, Ok(Counts::default()));
    })
    .await;
}
