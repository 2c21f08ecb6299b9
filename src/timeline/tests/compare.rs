//! Why one run took longer than another.

use std::time::Duration;

use crate::drivers::simulation::simulate;
use crate::runtime::trace::Trace;
use crate::runtime::{Options, block, gather, log, sleep, spawn};
use crate::timeline::{Comparison, RunTimeline};

use super::report;

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

async fn say(wait: u64, word: &'static str) {
    sleep(ms(wait)).await;
    log(word);
}

fn at_once(first: u64, second: u64) -> Trace {
    simulate(Options::default(), async move {
        let a = spawn(say(first, "hi")).named("a");
        let b = spawn(say(second, "hoi")).named("b");
        a.await;
        b.await;
    })
}

fn in_turn(first: u64, second: u64) -> Trace {
    simulate(Options::default(), async move {
        say(first, "hi").await;
        say(second, "hoi").await;
    })
}

/// Compares two runs, after a check that the parts add up to the difference.
fn compare(here: &Trace, there: &Trace) -> Comparison {
    let comparison = RunTimeline::of(here).compare(here, &RunTimeline::of(there), there);
    let sum: f64 = comparison.parts.iter().map(|part| part.difference_ms).sum();
    assert!((sum - comparison.difference_ms).abs() < 0.001, "{comparison:#?}");
    comparison
}

#[test]
fn waits_that_overlap_are_told_against_those_that_follow_each_other() {
    let (here, there) = (at_once(1000, 2000), in_turn(1000, 2000));
    let line = report(&here).sleeps[0].line.expect("the sleep has a line");
    let comparison = compare(&here, &there);
    assert_eq!(comparison.summary, "This run is 1,000 ms shorter: 2,000 ms against 3,000 ms.");
    assert_eq!(comparison.difference_ms, -1000.0);
    let [part] = &comparison.parts[..] else { panic!("{comparison:#?}") };
    assert_eq!((part.this_ms, part.other_ms, part.line), (2000.0, 3000.0, Some(line)));
    assert_eq!(
        part.text,
        format!(
            "Here the run waits while `b` sleeps 2,000 ms (line {line}); there the run waits while \
             `main` sleeps 2 times, 3,000 ms in all (line {line}). In both runs all waits of \
             this line add up to 3,000 ms: 1,000 ms of that happened while something else took \
             longer here, and none of that there."
        )
    );
}

#[test]
fn a_longer_wait_of_the_same_task_is_told_with_both_lengths() {
    let (here, there) = (at_once(1000, 2500), at_once(1000, 2000));
    let line = report(&here).sleeps[0].line.expect("the sleep has a line");
    let comparison = compare(&here, &there);
    assert_eq!(
        comparison.parts[0].text,
        format!(
            "`b` waits on a timer for 500 ms longer here (line {line}): 2,500 ms against 2,000 ms."
        )
    );
    assert_eq!(
        comparison.sentences,
        ["Both print the same lines in the same order.", "Both took 7 polls of 3 tasks."]
    );
}

#[test]
fn what_is_off_the_chain_changes_a_task_and_not_the_total() {
    let comparison = compare(&at_once(1500, 2000), &at_once(1000, 2000));
    assert_eq!(comparison.summary, "Both take 2,000 ms.");
    assert_eq!(comparison.parts, []);
    assert!(comparison.sentences[0].starts_with("`a` waits 500 ms longer"));
}

#[test]
fn who_was_kept_from_running_is_told_with_who_blocked() {
    let run = |is_blocking: bool| {
        simulate(Options::default(), async move {
            let a = spawn(async move {
                if is_blocking { block(ms(1000)) } else { sleep(ms(1000)).await }
            });
            let b = spawn(say(100, "b")).named("b");
            a.named("a").await;
            b.await;
        })
    };
    let comparison = compare(&run(true), &run(false));
    assert_eq!(comparison.difference_ms, 100.0);
    let ready = "`b` is ready for 1,000 ms because `a` was blocking at line ";
    let sentence =
        comparison.sentences.iter().find(|text| text.starts_with(ready)).expect("it is reported");
    assert!(sentence.ends_with(" here, and ready for 0 ms there."), "{sentence}");
    let texts: Vec<&str> = comparison.parts.iter().map(|part| part.text.as_str()).collect();
    assert!(
        texts.iter().any(|text| text.starts_with("Only there the run waits while `a` sleeps")),
        "{texts:?}"
    );
    assert!(
        texts.iter().any(|text| text.starts_with("Only here `a` blocks everything else")),
        "{texts:?}"
    );
}

#[test]
fn a_task_that_starts_later_is_told_with_what_its_parent_did_before() {
    let run = |first: u64| {
        simulate(Options::default(), async move {
            sleep(ms(first)).await;
            spawn(say(10, "done")).named("child").await;
        })
    };
    let sentences = compare(&run(700), &run(100)).sentences;
    let started =
        sentences.iter().find(|text| text.starts_with("`child` starts")).expect("it is reported");
    let begin = "`child` starts 600 ms later here, at 700 ms instead of 100 ms: before that `main` \
                 is waiting 700 ms on a timer (line ";
    assert!(started.starts_with(begin), "{started}");
}

#[test]
fn another_order_of_the_output_is_told_at_its_first_difference() {
    let sentences = compare(&at_once(2000, 1000), &at_once(1000, 2000)).sentences;
    let order = "The output comes in another order: line 1 is “hoi” here, and “hi” there.";
    assert!(sentences.iter().any(|text| text == order), "{sentences:?}");
    let one = simulate(Options::default(), say(10, "hi"));
    let sentences = compare(&one, &at_once(10, 20)).sentences;
    assert!(
        sentences.iter().any(|text| text == "The other run prints 1 line more."),
        "{sentences:?}"
    );
    assert!(
        sentences
            .iter()
            .any(|text| text == "It took 2 polls of 1 task here, and 7 polls of 3 tasks there."),
        "{sentences:?}"
    );
}

#[test]
fn a_run_is_as_long_as_itself() {
    let trace = at_once(100, 200);
    let comparison = compare(&trace, &trace);
    assert_eq!((comparison.difference_ms, comparison.parts.len()), (0.0, 0));
    assert_eq!(
        comparison.sentences,
        ["Both print the same lines in the same order.", "Both took 7 polls of 3 tasks."]
    );
}

#[test]
fn very_many_tasks_are_compared_at_once() {
    let run = |count: u64| {
        simulate(Options::default(), async move {
            gather((0..count).map(|nth| say(10 + nth % 7, "x"))).await;
        })
    };
    compare(&run(20_000), &run(10_000));
}

mod of_any_programs {
    use proptest::prelude::*;

    use super::super::quiet;
    use super::*;

    proptest! {
        #![proptest_config(quiet())]

        #[test]
        fn the_parts_add_up(waits in proptest::collection::vec((0_u64..300, any::<bool>()), 0..8), other in proptest::collection::vec((0_u64..300, any::<bool>()), 0..8)) {
            let run = |waits: Vec<(u64, bool)>| simulate(Options::default(), async move {
                for (wait, is_task) in waits {
                    if is_task { spawn(say(wait, "x")).detach() } else if wait % 3 == 0 { block(ms(wait)) } else { say(wait, "y").await }
                }
            });
            compare(&run(waits), &run(other));
        }
    }
}
