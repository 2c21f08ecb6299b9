//! The chapter “Coroutines, tasks and the loop”: blocking, taking turns, and when a task starts.

use coroscope::timeline::WarningKind;

use super::{at, line_of, report, run, timed, total_ms};

#[test]
fn sleeping_asynchronously_takes_the_longest() {
    assert_eq!(total_ms(&run("blocking", "asynchronous-sleep", &[])), 1000);
}

#[test]
fn while_one_blocks_the_others_cannot_even_start() {
    let trace = run("blocking", "blocking-sleep", &[]);
    let lines = ["a starts and blocks", "a ends", "b starts", "c starts", "b ends", "c ends"];
    assert_eq!((total_ms(&trace), trace.output()), (2000, lines.to_vec()));
}

#[test]
fn when_all_block_the_total_is_the_sum() {
    assert_eq!(total_ms(&run("blocking", "blocking-sleep", &[("blocking", 3.0)])), 3000);
}

#[test]
fn whoever_waits_already_goes_on_only_when_the_one_in_the_middle_no_longer_blocks() {
    let trace = run("blocking", "blocking-in-the-middle", &[]);
    let lines = [
        (0, "a starts"),
        (0, "b starts and blocks"),
        (2000, "b ends"),
        (2000, "c starts"),
        (2000, "a ends"),
        (3000, "c ends"),
    ];
    assert_eq!(timed(&trace), at(lines), "after 1,000 ms `a` was ready");
}

#[test]
fn lines_alternate_only_where_somebody_awaits_between_them() {
    let alternating = ["a 1", "b 1", "a 2", "b 2", "a 3", "b 3"];
    let one_by_one = ["a 1", "a 2", "a 3", "b 1", "b 2", "b 3"];
    let printed = |variant| run("taking-turns", variant, &[]);
    let trace = printed("with-an-await");
    assert_eq!((total_ms(&trace), trace.output()), (300, alternating.to_vec()));
    let trace = printed("without-an-await");
    assert_eq!((total_ms(&trace), trace.output()), (0, one_by_one.to_vec()));
    assert_eq!(report(&trace).tasks.len(), 3, "both are tasks all the same");
    let trace = printed("one-after-the-other");
    assert_eq!((total_ms(&trace), trace.output()), (600, one_by_one.to_vec()));

    let trace = run("taking-turns", "with-an-await", &[("second-pause", 250.0)]);
    assert_eq!(trace.output(), ["a 1", "b 1", "a 2", "a 3", "b 2", "b 3"], "by the time alone");
}

#[test]
fn an_awaited_coroutine_runs_as_a_part_of_whoever_awaits_it() {
    let trace = run("lifecycle", "awaited", &[]);
    let lines = [
        (0, "called, and nothing runs yet"),
        (0, "Start"),
        (1000, "End"),
        (1000, "awaited to its end"),
    ];
    assert_eq!((total_ms(&trace), timed(&trace)), (1000, at(lines)));
    assert_eq!(report(&trace).tasks.len(), 1);
}

#[test]
fn a_task_starts_without_being_awaited() {
    let trace = run("lifecycle", "as-a-task", &[]);
    let lines = [
        (0, "made a task, which nobody awaits yet"),
        (0, "Start"),
        (500, "half of the time is over, and only now it is awaited"),
        (1000, "End"),
        (1000, "awaited to its end"),
    ];
    assert_eq!((total_ms(&trace), timed(&trace)), (1000, at(lines)));
}

#[test]
fn a_coroutine_that_nobody_awaits_does_nothing_and_is_warned_about() {
    let trace = run("lifecycle", "never-awaited", &[]);
    let lines =
        [(0, "called, and nothing runs yet"), (1000, "nothing has run, and nothing ever will")];
    assert_eq!((total_ms(&trace), timed(&trace)), (1000, at(lines)));
    let warnings = report(&trace).warnings;
    assert_eq!((warnings.len(), warnings[0].kind), (1, WarningKind::NeverAwaited));
    assert_eq!(warnings[0].line, line_of("lifecycle", "span(\"work\"", 0));
    assert!(warnings[0].text.starts_with("`work` was called in line "));
    for awaited in ["awaited", "as-a-task"] {
        assert_eq!(report(&run("lifecycle", awaited, &[])).warnings, []);
    }
}

#[test]
fn if_both_yield_the_short_one_ends_first() {
    let trace = run("cooperation", "yield-every-k", &[]);
    let lines = [
        (0, "long starts"),
        (5, "short starts"),
        (105, "short has counted to 10000, with 10 switches"),
        (150, "long has counted to 20000, with 20 switches"),
        (150, "30 switches in all"),
    ];
    assert_eq!((total_ms(&trace), timed(&trace)), (150, at(lines)));
    assert_eq!(report(&trace).warnings, []);
}

#[test]
fn if_nobody_yields_they_end_in_the_order_of_their_start() {
    let trace = run("cooperation", "never-yield", &[]);
    let lines = [
        (0, "long starts"),
        (100, "long has counted to 20000, with 0 switches"),
        (100, "short starts"),
        (150, "short has counted to 10000, with 0 switches"),
        (150, "0 switches in all"),
    ];
    assert_eq!((total_ms(&trace), timed(&trace)), (150, at(lines)));
    let blocked: Vec<_> = report(&trace).warnings.into_iter().map(|warning| warning.kind).collect();
    assert_eq!(blocked, [WarningKind::Blocked; 1]);
}

#[test]
fn the_number_of_switches_is_that_of_the_groups_of_k() {
    for (k, switches) in [(1, 30_000), (7, 2857 + 1428), (10_000, 3), (20_000, 1), (100_000, 0)] {
        let trace = run("cooperation", "yield-every-k", &[("k", f64::from(k))]);
        assert_eq!(trace.output().last(), Some(&&*format!("{switches} switches in all")));
    }
}
