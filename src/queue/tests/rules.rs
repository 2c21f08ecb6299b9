//! Each rule of a queue by itself.

use std::time::Duration;

use super::{LOST, at_once, claim, claimed, job, queue_of};
use crate::drivers::simulation::simulate;
use crate::queue::{
    Claim, Counts, Job, JobState, MOST_BACKOFF_MS, MOST_LOSSES, NewJob, Queue, QueueError, now_ms,
};
use crate::runtime::{Options, log, sleep, spawn};

fn list(queue: &Queue, state: JobState) -> Vec<Job> {
    at_once(queue.list(state, u32::MAX)).expect("memory does not fail")
}

fn counts(queue: &Queue) -> Counts {
    at_once(queue.counts()).expect("memory does not fail")
}

#[test]
fn jobs_are_claimed_in_the_order_in_which_they_were_enqueued() {
    let queue = queue_of(&["a", "b"]);
    at_once(queue.enqueue(vec![job("c")], 0)).expect("memory has room");
    let order = [0, 0, 0].map(|now_ms| claimed(&queue, "worker", now_ms).new.payload);
    assert_eq!(order, ["a", "b", "c"]);
    assert_eq!(claim(&queue, "worker", 10), Claim::Nothing { until_ms: 50 });
}

#[test]
fn a_claimed_job_is_its_workers_until_the_lease_is_over() {
    let queue = queue_of(&["a"]);
    let first = claimed(&queue, "first", 0);
    assert_eq!((first.state, first.worker.as_deref()), (JobState::Started, Some("first")));
    assert_eq!(claim(&queue, "second", 49), Claim::Nothing { until_ms: 50 });
    let second = claimed(&queue, "second", 50);
    assert_eq!((second.id, second.losses), (first.id, 1));
}

#[test]
fn a_heartbeat_extends_the_lease() {
    let queue = queue_of(&["a"]);
    let lease = claimed(&queue, "worker", 0).lease();
    assert_eq!(at_once(queue.heartbeat(lease, 50, 40)), Ok(()));
    assert_eq!(claim(&queue, "other", 50), Claim::Nothing { until_ms: 90 });
}

#[test]
fn a_heartbeat_of_a_clock_that_is_behind_does_not_shorten_the_lease() {
    let queue = queue_of(&["a"]);
    let lease = claimed(&queue, "worker", 1000).lease();
    assert_eq!(at_once(queue.heartbeat(lease, 50, 900)), Ok(()));
    assert_eq!(claim(&queue, "other", 1000), Claim::Nothing { until_ms: 1050 });
}

#[test]
fn who_lost_the_lease_can_neither_extend_nor_finish_nor_fail() {
    let queue = queue_of(&["a"]);
    let lost = claimed(&queue, "slow", 0).lease();
    let held = claimed(&queue, "quick", 50).lease();
    assert_eq!(at_once(queue.heartbeat(lost, 50, 51)), LOST);
    assert_eq!(at_once(queue.finish(lost, "mine".into(), 51)), LOST);
    assert_eq!(at_once(queue.fail(lost, "mine".into(), 51)), Err(QueueError::LeaseLost));
    assert_eq!(at_once(queue.finish(held, "quick's".into(), 52)), Ok(()));
    assert_eq!(list(&queue, JobState::Finished)[0].result.as_deref(), Some("quick's"));
}

#[test]
fn a_late_worker_may_still_finish_as_long_as_nobody_took_over() {
    let queue = queue_of(&["a"]);
    let lease = claimed(&queue, "slow", 0).lease();
    assert_eq!(at_once(queue.finish(lease, "late".into(), 5000)), Ok(()));
}

#[test]
fn a_job_is_finished_once() {
    let queue = queue_of(&["a"]);
    let lease = claimed(&queue, "worker", 0).lease();
    assert_eq!(at_once(queue.finish(lease, "1".into(), 1)), Ok(()));
    assert_eq!(at_once(queue.finish(lease, "2".into(), 2)), LOST);
    assert_eq!(claim(&queue, "worker", 10_000), Claim::AllDone);
}

#[test]
fn a_failed_try_is_repeated_after_a_pause_that_doubles() {
    let queue = queue_of(&["a"]);
    for (now_ms, pause_ms) in [(0, 100), (100, 200)] {
        let lease = claimed(&queue, "worker", now_ms).lease();
        assert_eq!(at_once(queue.fail(lease, "no".into(), now_ms)), Ok(JobState::Waiting));
        let until_ms = now_ms + pause_ms;
        assert_eq!(claim(&queue, "worker", until_ms - 1), Claim::Nothing { until_ms });
    }
    let lease = claimed(&queue, "worker", 300).lease();
    assert_eq!(at_once(queue.fail(lease, "still no".into(), 301)), Ok(JobState::Failed));
}

#[test]
fn a_job_whose_retries_are_used_up_is_kept_with_its_error() {
    let queue = Queue::in_memory();
    let once = NewJob { retries: 0, ..job("a") };
    at_once(queue.enqueue(vec![once], 0)).expect("memory has room");
    let lease = claimed(&queue, "worker", 0).lease();
    assert_eq!(at_once(queue.fail(lease, "broken".into(), 1)), Ok(JobState::Failed));
    assert_eq!(at_once(queue.remove_expired(u64::MAX)), Ok(0), "it stays, whatever the time");
    let failed = list(&queue, JobState::Failed);
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].error.as_deref(), Some("broken"));
    assert_eq!(claim(&queue, "worker", u64::MAX), Claim::AllDone);
}

#[test]
fn a_job_that_succeeds_in_the_end_has_no_error() {
    let queue = queue_of(&["a"]);
    let lease = claimed(&queue, "worker", 0).lease();
    assert_eq!(at_once(queue.fail(lease, "no".into(), 0)), Ok(JobState::Waiting));
    let lease = claimed(&queue, "worker", 100).lease();
    assert_eq!(at_once(queue.finish(lease, "yes".into(), 100)), Ok(()));
    let job = &list(&queue, JobState::Finished)[0];
    assert_eq!((job.error.as_deref(), job.result.as_deref()), (None, Some("yes")));
    assert_eq!((job.claims, job.failures, job.losses), (2, 1, 0));
}

#[test]
fn a_pause_has_a_longest_length_however_often_a_job_fails() {
    let queue = Queue::in_memory();
    let stubborn = NewJob { retries: u32::MAX, ..job("a") };
    at_once(queue.enqueue(vec![stubborn], 0)).expect("memory has room");
    let mut now_ms = 0;
    for _ in 0..200 {
        let lease = claimed(&queue, "worker", now_ms).lease();
        assert_eq!(at_once(queue.fail(lease, "no".into(), now_ms)), Ok(JobState::Waiting));
        let Claim::Nothing { until_ms } = claim(&queue, "worker", now_ms) else {
            panic!("it waits")
        };
        assert!((100..=MOST_BACKOFF_MS).contains(&(until_ms - now_ms)));
        now_ms = until_ms;
    }
}

#[test]
fn a_job_that_its_workers_do_not_survive_is_given_up() {
    let queue = queue_of(&["killer"]);
    for loss in 0..MOST_LOSSES {
        assert_eq!(claimed(&queue, "victim", u64::from(loss) * 50).losses, loss);
    }
    assert_eq!(claim(&queue, "victim", 10_000), Claim::AllDone);
    let failed = &list(&queue, JobState::Failed)[0];
    assert_eq!(failed.error.as_deref(), Some("10 workers were lost while they had it"));
}

#[test]
fn a_job_that_is_given_up_does_not_keep_others_from_being_claimed() {
    let queue = queue_of(&["killer"]);
    for loss in 0..MOST_LOSSES {
        claimed(&queue, "victim", u64::from(loss) * 50);
    }
    at_once(queue.enqueue(vec![job("harmless")], 9000)).expect("memory has room");
    assert_eq!(claimed(&queue, "worker", 10_000).new.payload, "harmless");
}

#[test]
fn losing_a_worker_uses_up_no_retry() {
    let queue = Queue::in_memory();
    let once = NewJob { retries: 0, ..job("a") };
    at_once(queue.enqueue(vec![once], 0)).expect("memory has room");
    claimed(&queue, "killed", 0);
    let again = claimed(&queue, "next", 50);
    assert_eq!(at_once(queue.finish(again.lease(), "done".into(), 60)), Ok(()));
}

#[test]
fn a_result_is_kept_for_its_time_and_then_removed() {
    let queue = queue_of(&["a"]);
    let lease = claimed(&queue, "worker", 0).lease();
    assert_eq!(at_once(queue.finish(lease, "1".into(), 20)), Ok(()));
    assert_eq!(at_once(queue.remove_expired(1019)), Ok(0));
    assert_eq!(counts(&queue).finished, 1);
    assert_eq!(at_once(queue.remove_expired(1020)), Ok(1));
    assert_eq!(counts(&queue), Counts::default());
}

#[test]
fn counts_tell_how_many_jobs_are_in_which_state() {
    let queue = queue_of(&["a", "b", "c", "d", "e", "f"]);
    let leases = [0; 5].map(|now_ms| claimed(&queue, "worker", now_ms).lease());
    assert_eq!(at_once(queue.finish(leases[0], String::new(), 0)), Ok(()));
    assert_eq!(at_once(queue.finish(leases[1], String::new(), 0)), Ok(()));
    assert_eq!(at_once(queue.fail(leases[2], "no".into(), 0)), Ok(JobState::Waiting));
    let counts = counts(&queue);
    let expected = Counts { queued: 1, started: 2, waiting: 1, finished: 2, failed: 0 };
    assert_eq!((counts, counts.unfinished(), counts.all()), (expected, 4, 6));
}

#[test]
fn clearing_takes_every_job_from_its_worker() {
    let queue = queue_of(&["a", "b"]);
    let lease = claimed(&queue, "worker", 0).lease();
    assert_eq!(at_once(queue.clear()), Ok(()));
    assert_eq!(at_once(queue.finish(lease, "late".into(), 1)), LOST);
    at_once(queue.enqueue(vec![job("new")], 2)).expect("memory has room");
    let new = claimed(&queue, "worker", 2);
    assert!(new.id > lease.job, "a number is not used again");
    assert_eq!(at_once(queue.finish(lease, "later".into(), 3)), LOST);
}

#[test]
fn in_a_simulation_a_name_is_one_queue_as_long_as_somebody_has_it_open() {
    for _ in 0..2 {
        let trace = simulate(Options::default(), async {
            let mine = Queue::open("tests").await.expect("memory is always there");
            log(mine.counts().await.expect("memory does not fail").all().to_string());
            mine.enqueue(vec![job("a")], now_ms()).await.expect("memory has room");
            let other = spawn(async {
                sleep(Duration::from_millis(7)).await;
                let same = Queue::open("tests").await.expect("memory is always there");
                match same.claim("other", 50, now_ms()).await {
                    Ok(Claim::Job(job)) => log(format!("{} at {}", job.new.payload, now_ms())),
                    other => log(format!("{other:?}")),
                }
            });
            other.await;
        });
        assert_eq!(trace.output(), ["0", "a at 7"]);
    }
}

#[test]
fn there_is_no_real_database_outside_of_a_browser() {
    assert_eq!(at_once(Queue::open("tests")).err(), Some(QueueError::Unavailable));
}

#[test]
fn every_error_is_a_sentence_for_people() {
    use QueueError::{
        Blocked, Closed, Damaged, Full, LeaseLost, Newer, Other, Refused, Unavailable,
    };
    let other = Other("Something broke.".into());
    for error in [Unavailable, Refused, Full, Blocked, Newer, Closed, Damaged, LeaseLost, other] {
        let sentence = error.to_string();
        assert!(sentence.starts_with("The") || sentence.starts_with("A"), "{sentence}");
        assert!(sentence.ends_with('.'), "{sentence}");
    }
}
