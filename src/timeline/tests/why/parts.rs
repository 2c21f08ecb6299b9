//! How the parts of a run are counted and compared.

use crate::drivers::simulation::simulate;
use crate::runtime::trace::{End, Trace};
use crate::runtime::{Options, block, sleep, spawn, timeout, yield_now};
use crate::timeline::TaskState;
use crate::timeline::testing::Script;
use crate::timeline::tests::*;

use super::ms;

/// The sentences about the parts, without the lines that they name.
fn parts(trace: &Trace) -> Vec<String> {
    let without_line = |sentence: &String| {
        let (before, rest) = sentence.split_once(" (line ")?;
        let (_, after) = rest.split_once(')')?;
        Some(format!("{before}{after}"))
    };
    report(trace).explanation.sentences.iter().filter_map(without_line).collect()
}

#[test]
fn where_nobody_else_is_ready_it_is_the_loop_that_is_blocked() {
    let alone = simulate(Options::default(), async { block(ms(100)) });
    assert_eq!(parts(&alone), ["All of that time `main` blocks the loop for 100 ms."]);
    let together = simulate(Options::default(), async {
        let other = spawn(sleep(ms(100)));
        sleep(ms(50)).await;
        block(ms(300));
        yield_now().await;
        other.await;
    });
    let expected = "Most of that time `main` blocks everything else for 300 ms.";
    assert_eq!(parts(&together)[0], expected);
}

#[test]
fn a_poll_is_counted_once_however_many_links_it_has() {
    let trace = simulate(Options::default(), async {
        for _ in 0..3 {
            for _ in 0..2 {
                block(ms(40));
                block(ms(20));
            }
            yield_now().await;
        }
    });
    let report = report(&trace);
    assert_eq!(report.explanation.critical_path.len(), 12);
    assert!(report.warnings[0].text.contains("360 ms in all, 3 times"), "{:?}", report.warnings);
    let expected = [
        "Most of that time `main` blocks the loop 3 times, 240 ms in all.",
        "The rest of the time `main` blocks the loop 3 times, 120 ms in all.",
    ];
    assert_eq!(parts(&trace), expected);
}

#[test]
fn beside_much_overhead_the_second_part_is_not_the_rest() {
    let trace = Script::measured()
        .spawn(0, None, "main")
        .starts(0)
        .sleeps(0, 600)
        .ends(0)
        .at(740.0)
        .woken_by_timer(0)
        .starts(0)
        .sleeps(0, 600)
        .ends(0)
        .at(1483.0)
        .woken_by_timer(0)
        .starts(0)
        .completes(0)
        .finish(End::Completed);
    let expected = [
        "The longest part of that time the run waited while `main` slept 600 ms.",
        "Another part of that time the run waited while `main` slept 600 ms.",
    ];
    assert_eq!(parts(&trace), expected);
}

#[test]
fn parts_are_compared_by_what_is_told_of_them() {
    let trace = Script::measured()
        .spawn(0, None, "main")
        .starts(0)
        .sleeps(0, 1000)
        .ends(0)
        .at(1100.0)
        .woken_by_timer(0)
        .starts(0)
        .blocks(0, 1002)
        .completes(0)
        .finish(End::Completed);
    let expected = [
        "The longest part of that time `main` blocked the loop for 1,002 ms.",
        "Another part of that time the run waited while `main` slept 1,000 ms.",
    ];
    assert_eq!(parts(&trace), expected);
}

#[test]
fn on_a_clock_that_runs_fast_only_real_time_blocks_or_what_blocks_on_purpose() {
    let busy = |ms| {
        let script = Script::measured().spawn(0, None, "main").starts(0);
        script.at(ms).completes(0).finish(End::Completed)
    };
    let scaled = |mut trace: Trace| {
        trace.set_time_scale(1000);
        report(&trace).warnings.len()
    };
    assert_eq!((report(&busy(285.0)).warnings.len(), scaled(busy(285.0))), (1, 0));
    assert_eq!(scaled(busy(50_000.0)), 1);
    let on_purpose = Script::measured().spawn(0, None, "main").starts(0).blocks(0, 285);
    assert_eq!(scaled(on_purpose.completes(0).finish(End::Completed)), 1);
}

#[test]
fn what_has_a_time_limit_does_not_sleep_until_it() {
    let trace = simulate(Options::default(), async {
        let limit = timeout(ms(300), async {
            sleep(ms(600)).await;
        });
        limit.await.unwrap_err();
        sleep(ms(100)).await;
    });
    let expected = [
        "Most of that time `main` waits 300 ms for the first of several timers.",
        "The rest of the time the run waits while `main` sleeps 100 ms.",
    ];
    assert_eq!(parts(&trace), expected);
    assert_eq!(at(&trace, 0, 100.0).state, TaskState::Timer);
}

#[test]
fn a_wait_with_a_time_limit_is_told_apart_from_a_sleep_on_its_line() {
    let mut script = Script::measured().spawn(0, None, "main");
    for (at, host) in [(0.0, false), (100.0, true)] {
        script = script.at(at).starts(0);
        script = if host { script.waits_for_host(0, "answer") } else { script };
        script = script.sleeps_and_slept(0, 100, false).ends(0).at(at + 100.0).woken_by_timer(0);
    }
    let trace = script.starts(0).completes(0).finish(End::Completed);
    let sentences = report(&trace).explanation.sentences;
    assert_eq!(sentences[1], "Half of that time the run waited while `main` slept 100 ms.");
    let expected = "The rest of the time `main` waited 100 ms for `answer` or a timer.";
    assert_eq!(sentences[2], expected);
}
