//! Coroutines that wait without giving control back.

use std::time::Duration;

use crate::drivers::simulation::simulate;
use crate::runtime::trace::{End, Trace};
use crate::runtime::{Options, block, gather, sleep, spawn};
use crate::timeline::testing::Script;
use crate::timeline::tests::*;
use crate::timeline::{TaskState, WarningKind};

/// Three coroutines that wait a second each. The first `blocking` of them block.
fn three(blocking: u64) -> Trace {
    simulate(Options::default(), async move {
        let wait = move |nth: u64| async move {
            let second = Duration::from_millis(1000);
            if nth < blocking { block(second) } else { sleep(second).await }
        };
        gather((0..3).map(|nth| spawn(wait(nth)).named(format!("coroutine {nth}")))).await;
    })
}

#[test]
fn asynchronous_sleeps_overlap() {
    let trace = three(0);
    assert_eq!(report(&trace).explanation.concurrency, 3.0);
    assert!(report(&trace).warnings.is_empty());
}

#[test]
fn blocking_ones_take_as_long_as_all_of_them() {
    let trace = three(3);
    let explanation = report(&trace).explanation;
    assert_eq!((explanation.total_ms, explanation.sum_of_waits_ms), (3000.0, 3000.0));
    assert_eq!(explanation.concurrency, 1.0);
    let expected = [
        (1, TaskState::Blocking, 0.0, 1000.0),
        (2, TaskState::Blocking, 1000.0, 2000.0),
        (3, TaskState::Blocking, 2000.0, 3000.0),
    ];
    assert_eq!(critical_path(&trace), expected);
}

#[test]
fn while_one_blocks_the_others_cannot_even_start() {
    let trace = three(1);
    assert_eq!(spans(&trace, 1), [(TaskState::Blocking, 0.0, 1000.0)]);
    let held_up = [(TaskState::Ready, 0.0, 1000.0), (TaskState::Timer, 1000.0, 2000.0)];
    assert_eq!(spans(&trace, 2), held_up);
    let blocked = at(&trace, 1, 500.0);
    assert_eq!(blocked.state_text, "blocking the loop for 1,000 ms");
    let line = blocked.line.expect("blocking has a line");
    assert_eq!(
        at(&trace, 2, 500.0).state_text,
        format!("ready for 1,000 ms because `coroutine 0` was blocking at line {line}")
    );
}

#[test]
fn a_warning_names_task_and_line_and_who_was_ready() {
    let trace = three(1);
    let warnings = report(&trace).warnings;
    assert_eq!(warnings.len(), 1);
    assert_eq!((warnings[0].kind, warnings[0].task), (WarningKind::Blocked, Some(1)));
    let line = warnings[0].line.expect("blocking has a line");
    assert_eq!(
        warnings[0].text,
        format!(
            "`coroutine 0` blocked the loop for 1,000 ms (line {line}), without giving control \
             back. Ready meanwhile, but unable to run: `coroutine 1` for 1,000 ms and \
             `coroutine 2` for 1,000 ms."
        )
    );
}

#[test]
fn a_deadline_that_passes_during_a_blocking_poll_makes_ready_at_once() {
    let trace = Script::simulated()
        .spawn(0, None, "sleeper")
        .spawn(1, None, "blocker")
        .starts(0)
        .sleeps(0, 300)
        .ends(0)
        .starts(1)
        .blocks(1, 1000)
        .completes(1)
        .woken_by_timer(0)
        .starts(0)
        .completes(0)
        .finish(End::Completed);
    assert_eq!(
        spans(&trace, 0),
        [(TaskState::Timer, 0.0, 300.0), (TaskState::Ready, 300.0, 1000.0)]
    );
    let sleeper = task(&trace, 0);
    assert_eq!((sleeper.idle_ms, sleeper.ready_ms), (300.0, 700.0));
    let expected = [(0, TaskState::Timer, 0.0, 300.0), (1, TaskState::Blocking, 300.0, 1000.0)];
    assert_eq!(critical_path(&trace), expected);
}

#[test]
fn a_late_timer_of_an_idle_loop_is_overhead_and_nobodys_fault() {
    let trace = Script::measured()
        .spawn(0, None, "main")
        .starts(0)
        .sleeps(0, 1000)
        .ends(0)
        .at(1004.0)
        .woken_by_timer(0)
        .starts(0)
        .completes(0)
        .finish(End::Completed);
    assert_eq!(spans(&trace, 0), [(TaskState::Timer, 0.0, 1004.0)]);
    let explanation = report(&trace).explanation;
    assert_eq!((explanation.critical_path_ms, explanation.overhead_ms), (1000.0, 4.0));
    assert_eq!(explanation.sum_of_waits_ms, 1004.0, "it waited as long as it did");
    assert!(
        explanation.sentences.iter().any(|sentence| sentence.contains("4 ms more than was asked"))
    );
}

#[test]
fn short_polls_do_not_block() {
    let trace = Script::measured()
        .spawn(0, None, "main")
        .starts(0)
        .at(49.9)
        .completes(0)
        .finish(End::Completed);
    assert_eq!(spans(&trace, 0), [(TaskState::Running, 0.0, 49.9)]);
    assert!(report(&trace).warnings.is_empty());
}

#[test]
fn of_several_parts_of_a_poll_the_longest_is_named() {
    let trace = Script::simulated()
        .spawn(0, None, "main")
        .starts(0)
        .blocks(0, 10)
        .blocks(0, 90)
        .blocks(0, 20)
        .completes(0)
        .finish(End::Completed);
    let parts: Vec<_> = spans(&trace, 0).iter().map(|(_, from, to)| (*from, *to)).collect();
    assert_eq!(parts, [(0.0, 10.0), (10.0, 100.0), (100.0, 120.0)]);
    assert_eq!(report(&trace).warnings[0].line, at(&trace, 0, 50.0).line);
    assert_eq!(task(&trace, 0).busy_ms, 120.0);
    assert_eq!(task(&trace, 0).polls, 1);
}

#[test]
fn a_poll_that_goes_on_is_blocking_as_soon_as_it_is_long_enough() {
    let trace = Script::measured().spawn(0, None, "main").starts(0).so_far();
    let mut timeline = Timeline::of(&trace);
    timeline.advance(49_000);
    assert_eq!(timeline.at(&trace, 0, 20.0).map(|info| info.state), Some(TaskState::Running));
    timeline.advance(2_000_000);
    let info = timeline.at(&trace, 0, 20.0).expect("it runs");
    assert_eq!(info.state, TaskState::Blocking);
    assert_eq!(info.state_text, "blocking the loop for 2,000 ms so far");
    assert_eq!(timeline.report(&trace).tasks[0].busy_ms, 2000.0);
}
