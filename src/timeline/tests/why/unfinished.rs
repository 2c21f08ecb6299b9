//! Runs that go on, that were stopped, or that outlive their record.

use crate::runtime::trace::{End, Trace, What};
use crate::timeline::testing::Script;
use crate::timeline::tests::*;

/// A task that begins to block. The worker was terminated before it could record more.
fn cut() -> Trace {
    Script::measured()
        .spawn(0, None, "main")
        .at(0.2)
        .starts(0)
        .spawn(1, 0, "a")
        .waits_for_task(0, 1)
        .ends(0)
        .at(0.245)
        .starts(1)
        .at(0.4)
        .step(1, What::BlockStarted { asked_us: 5_000_000 })
        .so_far()
}

#[test]
fn a_record_that_ends_before_the_run_tells_the_last_that_it_knows() {
    let trace = cut();
    let line = at(&trace, 1, 0.4).line.expect("blocking has a line");
    let sentences = report(&trace).explanation.sentences;
    let last = format!(
        "The last that was recorded, at 0.4 ms: `a` was starting to block the loop (line {line})."
    );
    assert_eq!(sentences, [last]);
}

#[test]
fn a_run_that_goes_on_is_told_in_the_present() {
    let trace = Script::measured().spawn(0, None, "main").starts(0).sleeps(0, 2000).ends(0);
    let trace = trace.so_far();
    let mut timeline = Timeline::of(&trace);
    timeline.advance(1_421_300);
    let line = at(&trace, 0, 0.0).line.expect("a sleep has a line");
    assert_eq!(
        timeline.report(&trace).explanation.sentences,
        [format!("So far 1,421 ms: `main` is sleeping (asked for 2,000 ms, line {line}).")]
    );
}

#[test]
fn of_very_many_that_go_on_a_few_are_told() {
    let mut script = Script::simulated();
    for task in 0..9 {
        script = script.spawn(task, None, &format!("t{task}")).starts(task);
        script = script.sleeps_and_slept(task, 100 + u64::from(task), false).ends(task);
    }
    let trace = script.at(50.0).finish(End::Stopped);
    assert_eq!(
        report(&trace).explanation.sentences,
        ["Stopped after 50 ms, while `t0` was still sleeping (asked for 100 ms), `t1` was still \
             sleeping (asked for 101 ms), `t2` was still sleeping (asked for 102 ms) and 6 more \
             tasks had not ended either."]
    );
}
