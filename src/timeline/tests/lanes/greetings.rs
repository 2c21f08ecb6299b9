//! Two coroutines that wait, one after the other and at once.

use std::time::Duration;

use crate::drivers::simulation::simulate;
use crate::runtime::trace::Trace;
use crate::runtime::{Options, gather, log, sleep, spawn};
use crate::timeline::TaskState;
use crate::timeline::tests::*;

async fn greet(ms: u64, word: &'static str) {
    sleep(Duration::from_millis(ms)).await;
    log(word);
}

fn sequential() -> Trace {
    simulate(Options::default(), async {
        greet(1000, "hi").await;
        greet(2000, "hoi").await;
    })
}

fn concurrent(first: u64, second: u64) -> Trace {
    simulate(Options::default(), async move {
        let hi = spawn(greet(first, "hi")).named("greet hi");
        let hoi = spawn(greet(second, "hoi")).named("greet hoi");
        gather([hi, hoi]).await;
    })
}

fn words(trace: &Trace) -> Vec<(String, f64)> {
    report(trace).output.into_iter().map(|line| (line.text, line.at_ms)).collect()
}

#[test]
fn one_after_the_other_the_waits_add_up() {
    let trace = sequential();
    let explanation = report(&trace).explanation;
    assert_eq!(explanation.total_ms, 3000.0);
    assert_eq!(explanation.sum_of_waits_ms, 3000.0);
    assert_eq!(explanation.critical_path_ms, 3000.0);
    assert_eq!(explanation.overhead_ms, 0.0);
    assert_eq!(explanation.concurrency, 1.0);
    let expected = [(0, TaskState::Timer, 0.0, 1000.0), (0, TaskState::Timer, 1000.0, 3000.0)];
    assert_eq!(critical_path(&trace), expected);
    assert_eq!(
        explanation.sentences[0],
        "The run takes 3,000 ms, and its only task waits 3,000 ms in all: one thing \
         happens after the other."
    );
}

#[test]
fn at_once_the_longer_wait_decides() {
    let trace = concurrent(1000, 2000);
    let explanation = report(&trace).explanation;
    assert_eq!(explanation.total_ms, 2000.0);
    assert_eq!(explanation.sum_of_waits_ms, 3000.0);
    assert_eq!(explanation.concurrency, 1.5);
    assert_eq!(critical_path(&trace), [(2, TaskState::Timer, 0.0, 2000.0)]);
    let line = explanation.critical_path[0].line.expect("a sleep has a line");
    assert_eq!(
        explanation.sentences,
        [
            "The run takes 2,000 ms, although its tasks wait 3,000 ms in all: on average \
             1.5 things go on at once."
                .to_owned(),
            format!(
                "All of that time the run waits while `greet hoi` sleeps 2,000 ms (line {line})."
            ),
        ]
    );
}

#[test]
fn the_output_is_by_delay_and_not_by_creation() {
    let said = |trace: &Trace| words(trace);
    let hi_first = [("hi".to_owned(), 1000.0), ("hoi".to_owned(), 2000.0)];
    assert_eq!(said(&concurrent(1000, 2000)), hi_first);
    let hoi_first = [("hoi".to_owned(), 1000.0), ("hi".to_owned(), 2000.0)];
    assert_eq!(said(&concurrent(2000, 1000)), hoi_first);
}

#[test]
fn with_swapped_delays_the_chain_goes_through_the_other_one() {
    let trace = concurrent(2000, 1000);
    assert_eq!(critical_path(&trace), [(1, TaskState::Timer, 0.0, 2000.0)]);
    assert_eq!(report(&trace).explanation.concurrency, 1.5);
}

#[test]
fn each_lane_shows_what_its_task_waits_on() {
    let trace = concurrent(1000, 2000);
    // It waits once, for both.
    assert_eq!(spans(&trace, 0), [(TaskState::Task, 0.0, 2000.0)]);
    assert_eq!(spans(&trace, 1), [(TaskState::Timer, 0.0, 1000.0)]);
    assert_eq!(spans(&trace, 2), [(TaskState::Timer, 0.0, 2000.0)]);
    assert_eq!(at(&trace, 0, 1500.0).state_text, "waiting 2,000 ms for all of 2 tasks");
    assert_eq!(at(&trace, 0, 1500.0).woken_by.as_deref(), Some("`greet hoi`"));
    assert_eq!(at(&trace, 2, 500.0).state_text, "waiting 2,000 ms on a timer");
    assert_eq!(at(&trace, 2, 500.0).woken_by.as_deref(), Some("a timer"));
    assert_eq!(at(&trace, 2, 2000.0).state_text, "completed at 2,000 ms");
}

#[test]
fn each_sleep_gets_what_it_asked_for() {
    let sleeps = report(&concurrent(1000, 2000)).sleeps;
    let numbers: Vec<_> = sleeps
        .iter()
        .map(|sleep| (sleep.task, sleep.at_ms, sleep.asked_ms, sleep.got_ms))
        .collect();
    assert_eq!(numbers, [(1, 0.0, 1000.0, 1000.0), (2, 0.0, 2000.0, 2000.0)]);
    assert!(sleeps.iter().all(|sleep| sleep.line.is_some()));
}

#[test]
fn times_of_a_task_add_up_to_its_life() {
    let trace = concurrent(1000, 2000);
    for report in report(&trace).tasks {
        let life_ms = report.ended_ms.expect("all have ended") - report.spawned_ms;
        assert_eq!(report.busy_ms + report.ready_ms + report.idle_ms, life_ms);
    }
    let hi = task(&trace, 1);
    assert_eq!((hi.polls, hi.wakes, hi.name.as_str(), hi.depth), (2, 1, "greet hi", 1));
}
