//! Tasks that are stopped before they have completed.

use std::time::Duration;

use crate::drivers::simulation::{Limits, simulate, simulate_until};
use crate::runtime::trace::{Cause, End, On};
use crate::runtime::{Options, gather, sleep, spawn, timeout};
use crate::timeline::TaskState;
use crate::timeline::report::{CancellationReport, TaskEnd};
use crate::timeline::testing::Script;
use crate::timeline::tests::*;

#[test]
fn a_cancelled_task_tells_at_which_wait_it_was_hit() {
    let trace = simulate(Options::default(), async {
        let work = spawn(sleep(Duration::from_millis(3000))).named("work");
        sleep(Duration::from_millis(1000)).await;
        work.cancel().await;
    });
    let work = task(&trace, 1);
    assert_eq!((work.end, work.ended_ms), (TaskEnd::Cancelled, Some(1000.0)));
    let CancellationReport { requested_ms, ended_ms, waited_on, line, .. } =
        work.cancellation.expect("it was asked to stop");
    assert_eq!((requested_ms, ended_ms), (1000.0, Some(1000.0)));
    assert_eq!(waited_on, "on a timer");
    assert_eq!(line, at(&trace, 1, 500.0).line);
    assert_eq!(at(&trace, 1, 1000.0).state, TaskState::Cancelled);
    assert_eq!(spans(&trace, 1), [(TaskState::Timer, 0.0, 1000.0)]);
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
    let expected = [(0, TaskState::Timer, 0.0, 1000.0), (1, TaskState::Ready, 1000.0, 1200.0)];
    assert_eq!(critical_path(&trace), expected);
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

/// Two tasks that sleep. The run is stopped from outside after 1,421 ms.
fn stopped() -> crate::runtime::trace::Trace {
    Script::measured()
        .spawn(0, None, "main")
        .starts(0)
        .spawn(1, 0, "first")
        .spawn(2, 0, "second")
        .waits_for_task(0, 1)
        .ends(0)
        .starts(1)
        .sleeps(1, 1000)
        .ends(1)
        .starts(2)
        .sleeps(2, 2000)
        .ends(2)
        .at(1000.3)
        .woken_by_timer(1)
        .starts(1)
        .completes(1)
        .woken_by(0, 1)
        .starts(0)
        .waits_for_task(0, 2)
        .ends(0)
        .at(1421.3)
        .asked_to_stop(0, None)
        .asked_to_stop(2, None)
        .at(1421.305)
        .cancelled(0)
        .at(1421.31)
        .cancelled(2)
        .finish(End::Stopped)
}

#[test]
fn a_run_that_was_stopped_tells_what_was_still_going_on() {
    let trace = stopped();
    let line = at(&trace, 2, 500.0).line.expect("a sleep has a line");
    assert_eq!(
        report(&trace).explanation.sentences,
        [format!(
            "Stopped after 1,421 ms, while `second` was still sleeping (asked for 2,000 ms, line \
             {line})."
        )]
    );
}

#[test]
fn a_sleep_that_is_cut_short_is_listed_as_such() {
    let sleeps = report(&stopped()).sleeps;
    let cut: Vec<_> = sleeps.iter().filter(|sleep| sleep.cut_short).collect();
    assert_eq!(cut.len(), 1);
    assert_eq!((cut[0].task, cut[0].asked_ms, cut[0].got_ms), (2, 2000.0, 1421.31));
}

#[test]
fn a_sleep_that_was_given_up_before_is_not_cut_short() {
    let trace = simulate(Options::default(), async {
        let work = spawn(async {
            let quick = sleep(Duration::from_millis(10));
            assert!(timeout(Duration::from_millis(500), quick).await.is_ok());
            sleep(Duration::from_millis(300)).await;
        });
        sleep(Duration::from_millis(100)).await;
        work.cancel().await;
    });
    let sleeps = report(&trace).sleeps;
    let cut: Vec<_> = sleeps.iter().filter(|sleep| sleep.cut_short).collect();
    assert_eq!(cut.len(), 1);
    assert_eq!((cut[0].at_ms, cut[0].asked_ms, cut[0].got_ms), (10.0, 300.0, 90.0));
}

#[test]
fn of_several_that_are_stopped_those_that_do_the_same_are_told_together() {
    let trace = simulate_until(
        Options::default(),
        Limits { time: Duration::from_millis(1500), ..Limits::default() },
        async {
            sleep(Duration::from_millis(1000)).await;
            gather((0..5).map(|_| sleep(Duration::from_millis(1000)))).await;
        },
    );
    let sentences = report(&trace).explanation.sentences;
    assert!(
        sentences[0].starts_with(
            "Stopped after 1,500 ms, while `Sleep`, `Sleep`, `Sleep` and others were still \
             sleeping (asked for 1,000 ms, line "
        ),
        "{sentences:?}"
    );
    assert!(
        sentences[1].starts_with("Before that, the run waited while `main` slept 1,000 ms (line "),
        "{sentences:?}"
    );
    assert_eq!(sentences.len(), 2);
}

#[test]
fn the_chain_of_a_stopped_run_leads_to_what_was_still_awaited() {
    let trace = simulate_until(
        Options::default(),
        Limits { time: Duration::from_millis(1500), ..Limits::default() },
        async {
            gather((1..3).map(|s| spawn(sleep(Duration::from_millis(s * 1000))))).await;
        },
    );
    assert_eq!(critical_path(&trace), [(2, TaskState::Timer, 0.0, 1500.0)]);
}

#[test]
fn what_was_over_when_a_run_was_stopped_is_told_as_such() {
    let trace = Script::measured()
        .spawn(0, None, "main")
        .starts(0)
        .spawn(1, 0, "a")
        .spawn(2, 0, "b")
        .waits_for_task(0, 1)
        .ends(0)
        .starts(1)
        .blocks(1, 1000)
        .completes(1)
        .woken_by(0, 1)
        .asked_to_stop(0, None)
        .asked_to_stop(2, None)
        .cancelled(0)
        .cancelled(2)
        .finish(End::Stopped);
    let line = report(&trace).warnings[0].line.expect("blocking has a line");
    assert_eq!(
        report(&trace).explanation.sentences,
        [
            "Stopped after 1,000 ms, while `main` and `b` were ready.".to_owned(),
            format!("Before that, `a` blocked everything else for 1,000 ms (line {line})."),
        ]
    );
}
