//! Tasks that are stopped before they are done.

use std::time::Duration;

use crate::drivers::simulation::simulate;
use crate::runtime::trace::{Cause, End, On};
use crate::runtime::{Options, sleep, spawn};

use super::super::State;
use super::super::report::{CancellationReport, TaskEnd};
use super::super::testing::Script;
use super::*;

#[test]
fn a_cancelled_task_tells_at_which_wait_it_was_hit() {
    let trace = simulate(Options::default(), async {
        let work = spawn(sleep(Duration::from_millis(3000))).named("work");
        sleep(Duration::from_millis(1000)).await;
        work.cancel().await;
    });
    let work = task(&trace, 1);
    assert_eq!((work.end, work.ended_ms), (TaskEnd::Cancelled, Some(1000.0)));
    let CancellationReport { requested_ms, ended_ms, waited_on, line } =
        work.cancellation.expect("it was asked to stop");
    assert_eq!((requested_ms, ended_ms), (1000.0, Some(1000.0)));
    assert_eq!(waited_on, "on a timer");
    assert_eq!(line, at(&trace, 1, 500.0).line);
    assert_eq!(at(&trace, 1, 1000.0).state, State::Cancelled);
    assert_eq!(spans(&trace, 1), [(State::Timer, 0.0, 1000.0)]);
}

#[test]
fn the_chain_leads_from_a_cancelled_task_to_who_cancelled_it() {
    let trace = Script::simulated()
        .spawn(0, None, "main")
        .starts(0)
        .spawn(1, 0, "work")
        .sleeps(0, 1000)
        .ends(0)
        .starts(1)
        .sleeps(1, 3000)
        .ends(1)
        .at(1000.0)
        .woken_by_timer(0)
        .starts(0)
        .asked_to_stop(1, 0)
        .waits_for_task(0, 1)
        .ends(0)
        .at(1200.0)
        .cancelled(1)
        .woken_by(0, 1)
        .starts(0)
        .completes(0)
        .finish(End::Completed);
    let expected = [(0, State::Timer, 0.0, 1000.0), (1, State::Ready, 1000.0, 1200.0)];
    assert_eq!(chain(&trace), expected);
    let cancellation = task(&trace, 1).cancellation.expect("it was asked to stop");
    assert_eq!((cancellation.requested_ms, cancellation.ended_ms), (1000.0, Some(1200.0)));
}

#[test]
fn only_the_first_request_counts() {
    let trace = Script::simulated()
        .spawn(0, None, "main")
        .starts(0)
        .waits(0, On::Semaphore(3))
        .ends(0)
        .at(5.0)
        .asked_to_stop(0, None)
        .at(7.0)
        .asked_to_stop(0, None)
        .cancelled(0)
        .finish(End::Stopped);
    let cancellation = task(&trace, 0).cancellation.expect("it was asked to stop");
    assert_eq!(cancellation.requested_ms, 5.0);
    assert_eq!(cancellation.waited_on, "for a permit");
}

#[test]
fn a_task_cancelled_before_its_first_poll_was_never_polled() {
    let trace = Script::simulated()
        .spawn(0, None, "main")
        .asked_to_stop(0, None)
        .at(1.0)
        .cancelled(0)
        .finish(End::Stopped);
    let main = task(&trace, 0);
    assert_eq!((main.polls, main.ready_ms), (0, 1.0));
    let waited_on = main.cancellation.map(|request| request.waited_on);
    assert_eq!(waited_on.as_deref(), Some("nothing: it was ready"));
}

#[test]
fn what_happens_to_a_task_after_its_end_changes_nothing() {
    let before = Script::simulated().spawn(0, None, "main").starts(0).at(1.0).completes(0).so_far();
    let after = Script::simulated()
        .spawn(0, None, "main")
        .starts(0)
        .at(1.0)
        .completes(0)
        .woken(0, Cause::Host)
        .starts(0)
        .sleeps(0, 5)
        .ends(0)
        .asked_to_stop(0, None)
        .cancelled(0)
        .so_far();
    assert_eq!(all_spans(&before, 0), all_spans(&after, 0));
    assert_eq!(task(&after, 0).end, TaskEnd::Completed);
    assert_eq!(task(&after, 0).cancellation, None);
}
