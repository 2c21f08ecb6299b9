//! The lateness of all sleeps, and what an overhead consists of.

use std::time::Duration;

use crate::drivers::simulation::simulate;
use crate::runtime::trace::{Cause, End, Trace};
use crate::runtime::{Options, block, sleep, spawn};
use crate::timeline::LatenessReport;
use crate::timeline::testing::Script;
use crate::timeline::tests::*;

fn lateness(trace: &Trace) -> LatenessReport {
    report(trace).lateness.expect("somebody slept")
}

/// A task that sleeps 10 ms again and again. The nth time it is n ms late.
fn later_and_later(times: u32) -> Trace {
    let mut script = Script::measured().spawn(0, None, "main");
    let mut now = 0.0;
    for nth in 0..times {
        script = script.at(now).starts(0).sleeps_and_slept(0, 10, false).ends(0);
        now += 10.0 + f64::from(nth);
        script = script.at(now).woken_by_timer(0).starts(0).sleeps_and_slept(0, 10, true).ends(0);
        script = script.woken_by(0, 0);
    }
    script.starts(0).completes(0).finish(End::Completed)
}

#[test]
fn all_sleeps_are_counted_also_those_that_are_not_listed() {
    let trace = later_and_later(2_000);
    assert_eq!(report(&trace).sleeps.len(), 1_000);
    let lateness = lateness(&trace);
    assert_eq!((lateness.sleeps, lateness.cut_short), (2_000, 0));
    assert_eq!((lateness.median_ms, lateness.p99_ms, lateness.worst_ms), (999.0, 1979.0, 1999.0));
    let counts: Vec<_> = lateness.ranges.iter().map(|range| range.sleeps).collect();
    assert_eq!(counts, [1, 0, 3, 12, 34, 200, 1750]);
    assert_eq!(lateness.ranges[2].from_ms, 1.0);
    assert_eq!(lateness.ranges[2].below_ms, Some(4.0));
    assert_eq!(lateness.ranges[6].below_ms, None);
    let expected = "Half of the 2,000 sleeps were late by at most 999 ms, 99 of 100 by at most \
                    1,979 ms. The latest, of `main`, was late by 1,999 ms.";
    assert_eq!(lateness.text, expected);
}

#[test]
fn of_few_sleeps_the_least_and_the_most_are_told() {
    let said = |times| lateness(&later_and_later(times)).text;
    assert_eq!(
        said(3),
        "The 3 sleeps were late by at most 2 ms, the latest that of `main`.",
        "one was not late at all"
    );
    let late = Script::measured()
        .spawn(0, None, "main")
        .starts(0)
        .sleeps_and_slept(0, 10, false)
        .ends(0)
        .at(12.0)
        .woken_by_timer(0)
        .starts(0)
        .sleeps_and_slept(0, 10, true)
        .sleeps_and_slept(0, 20, false)
        .ends(0)
        .at(37.0)
        .woken_by_timer(0)
        .starts(0)
        .sleeps_and_slept(0, 20, true)
        .completes(0)
        .finish(End::Completed);
    assert_eq!(
        lateness(&late).text,
        "Both sleeps were late by 2 to 5 ms, the latest that of `main`."
    );
    assert!(said(10).starts_with("Half of the 10 sleeps"), "{}", said(10));
}

#[test]
fn exact_sleeps_are_told_so() {
    let trace = simulate(Options::default(), async {
        sleep(Duration::from_millis(5)).await;
        sleep(Duration::from_millis(7)).await;
    });
    assert_eq!(lateness(&trace).text, "Both sleeps got what they asked for.");
    assert_eq!(lateness(&trace).ranges.len(), 1);
    let nobody = simulate(Options::default(), async {});
    assert!(report(&nobody).lateness.is_none());
}

#[test]
fn a_sleep_that_is_cut_short_is_not_late() {
    let trace = simulate(Options::default(), async {
        let long = spawn(sleep(Duration::from_millis(500))).named("long");
        sleep(Duration::from_millis(100)).await;
        drop(long);
    });
    let found = lateness(&trace);
    assert_eq!((found.sleeps, found.cut_short, found.worst_ms), (1, 1, 0.0));
    assert_eq!(found.text, "The one sleep got what it asked for. 1 sleep was cut short.");
}

#[test]
fn a_blocked_sleep_is_late() {
    let trace = simulate(Options::default(), async {
        spawn(async { block(Duration::from_millis(60)) }).detach();
        sleep(Duration::from_millis(20)).await;
    });
    assert_eq!(lateness(&trace).worst_ms, 40.0);
}

#[test]
fn a_long_wait_is_remembered_for_its_task() {
    let trace = simulate(Options::default(), async {
        sleep(Duration::from_millis(10)).await;
        spawn(sleep(Duration::from_millis(30))).named("greet").await;
        sleep(Duration::from_millis(20)).await;
    });
    let wait = task(&trace, 0).longest_wait.expect("it waited");
    assert_eq!((wait.text.as_str(), wait.ms), ("for `greet`", 30.0));
    let wait = task(&trace, 1).longest_wait.expect("it slept");
    assert_eq!((wait.text.as_str(), wait.ms), ("on a timer", 30.0));
}

#[test]
fn the_parts_of_an_overhead_add_up_to_it() {
    let trace = Script::measured()
        .spawn(0, None, "main")
        .starts(0)
        .sleeps(0, 10)
        .ends(0)
        // The timer is 1.5 ms late, and then the browser is busy with something else for 7 ms.
        .at(11.5)
        .woken_by_timer(0)
        .at(18.5)
        .starts(0)
        .waits_for_host(0, "fetch")
        .ends(0)
        .at(30.0)
        .woken(0, Cause::Host)
        // The loop's own work.
        .at(30.25)
        .starts(0)
        .completes(0)
        .at(33.25)
        .finish(End::Completed);
    let explanation = report(&trace).explanation;
    assert_eq!(explanation.overhead_ms, 11.75);
    let parts: Vec<_> =
        explanation.overhead_parts.iter().map(|part| (part.ms, part.text.as_str())).collect();
    let expected = [
        (7.0, "a task was ready, and the browser was busy with something else"),
        (3.0, "the program was over, and the loop cleaned up"),
        (1.5, "a timer fired later than it was due"),
        (0.25, "the loop's own work, from a wake to its poll"),
    ];
    assert_eq!(parts, expected);
}

#[test]
fn a_run_without_overhead_has_no_parts_of_it() {
    let trace = simulate(Options::default(), sleep(Duration::from_millis(5)));
    assert!(report(&trace).explanation.overhead_parts.is_empty());
}
