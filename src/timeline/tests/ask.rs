//! How tasks are related.

use std::time::Duration;

use crate::drivers::simulation::simulate;
use crate::runtime::trace::{End, Trace};
use crate::runtime::{Options, gather, sleep, spawn};
use crate::timeline::testing::Script;
use crate::timeline::tests::run::workers::sample;
use crate::timeline::{Relation, RelationKind, RunTimeline, Timeline};

fn relations(trace: &Trace, lane: u32, ms: f64) -> Vec<Relation> {
    Timeline::of(trace).relations(trace, lane, ms)
}

/// The relations in words, without the numbers of lines.
fn texts(trace: &Trace, lane: u32, ms: f64) -> Vec<String> {
    let text =
        |relation: Relation| relation.text.split(" (line").next().unwrap_or_default().to_owned();
    relations(trace, lane, ms).into_iter().map(text).collect()
}

fn greetings() -> Trace {
    let ms = Duration::from_millis;
    simulate(Options::default(), async move {
        let first = spawn(sleep(ms(1000))).named("first");
        let second = spawn(sleep(ms(2000))).named("second");
        first.await;
        second.await;
    })
}

#[test]
fn a_wait_is_told_with_what_led_to_it_and_what_ends_it() {
    let trace = greetings();
    let expected = [
        "woken by `first` at 1,000 ms",
        "waits for `first`",
        "spawned `first` at 0 ms",
        "spawned `second` at 0 ms",
    ];
    assert_eq!(texts(&trace, 0, 500.0), expected);
    let expected = [
        "woken by `second` at 2,000 ms",
        "waits for `second`",
        "spawned `first` at 0 ms",
        "spawned `second` at 0 ms",
    ];
    assert_eq!(texts(&trace, 0, 1000.0), expected);
}

#[test]
fn a_task_knows_who_spawned_it_and_who_waits_for_it() {
    let trace = greetings();
    let expected = [
        "woken by a timer that was due at 1,000 ms",
        "waits on a timer",
        "`main` waits for it",
        "spawned by `main` at 0 ms",
    ];
    assert_eq!(texts(&trace, 1, 500.0), expected);
    // Meanwhile no task waits for the other.
    assert!(!texts(&trace, 2, 500.0).contains(&"`main` waits for it".to_owned()));
    assert!(texts(&trace, 2, 1500.0).contains(&"`main` waits for it".to_owned()));
}

#[test]
fn the_end_of_a_task_wakes_whoever_waited_for_it() {
    let expected = [
        "woken by a timer that was due at 1,000 ms",
        "woke `main` at 1,000 ms",
        "spawned by `main` at 0 ms",
    ];
    assert_eq!(texts(&greetings(), 1, 1000.0), expected);
    assert!(relations(&greetings(), 1, 1000.001).is_empty());
}

#[test]
fn a_relation_leads_to_the_other_task() {
    let found = relations(&greetings(), 0, 500.0);
    let woken = &found[0];
    assert_eq!((woken.kind, woken.lane), (RelationKind::WokenBy, Some(1)));
    assert_eq!((woken.from_ms, woken.to_ms), (1000.0, 1000.0));
    let waits = &found[1];
    assert_eq!((waits.kind, waits.lane, waits.from_ms), (RelationKind::WaitsFor, Some(1), 500.0));
}

#[test]
fn polls_at_one_time_are_told_apart() {
    // In one poll it wakes the first, in the next the second, all at the same time.
    let trace = Script::simulated()
        .spawn(0, None, "main")
        .starts(0)
        .spawn(1, 0, "a")
        .spawn(2, 0, "b")
        .waits_for_task(0, 1)
        .ends(0)
        .starts(1)
        .waits_for_host(1, "go")
        .ends(1)
        .starts(2)
        .waits_for_host(2, "go")
        .ends(2)
        .at(5.0)
        .woken_by_timer(0)
        .starts(0)
        .woken_by(1, 0)
        .waits_for_host(0, "x")
        .ends(0)
        .woken_by_timer(0)
        .starts(0)
        .woken_by(2, 0)
        .waits_for_host(0, "y")
        .ends(0)
        .starts(1)
        .completes(1)
        .starts(2)
        .completes(2)
        .at(9.0)
        .finish(End::Stopped);
    let found = texts(&trace, 0, 7.0);
    assert!(found.contains(&"woke `b` at 5 ms".to_owned()), "{found:?}");
    assert!(!found.contains(&"woke `a` at 5 ms".to_owned()), "{found:?}");
}

#[test]
fn of_many_only_some_are_listed_and_the_rest_is_counted() {
    let trace = simulate(Options::default(), async {
        gather((0..100).map(|_| sleep(Duration::from_millis(10)))).await;
    });
    let found = relations(&trace, 0, 5.0);
    let spawned = found.iter().filter(|relation| relation.kind == RelationKind::Spawned);
    assert_eq!(spawned.count(), 7);
    assert_eq!(found.last().map(|relation| relation.text.as_str()), Some("spawned 94 more"));
}

#[test]
fn who_waits_for_whom_at_a_time() {
    let trace = greetings();
    let timeline = Timeline::of(&trace);
    assert_eq!(timeline.waits_for(500.0, 0, 9), [0, 1]);
    assert_eq!(timeline.waits_for(1500.0, 0, 9), [0, 2]);
    assert!(timeline.waits_for(2000.0, 0, 9).is_empty());
    assert!(timeline.waits_for(500.0, 1, 9).is_empty());
}

#[test]
fn a_worker_knows_the_task_that_started_it() {
    let trace = sample();
    let timeline = RunTimeline::of(&trace);
    let found = timeline.relations(&trace, 2, 30.0);
    let spawned = found.iter().find(|relation| relation.kind == RelationKind::SpawnedBy);
    let spawned = spawned.expect("somebody started it");
    assert_eq!(
        (spawned.text.as_str(), spawned.lane),
        ("a worker that `first` started at 0 ms", Some(1))
    );
    // The lanes of the worker are numbered as in the whole picture.
    let part = timeline.relations(&trace, 3, 30.0);
    let parent = part.iter().find(|relation| relation.kind == RelationKind::SpawnedBy);
    assert_eq!(parent.and_then(|relation| relation.lane), Some(2));
    assert_eq!(timeline.waits_for(30.0, 0, 9), [0, 1, 2, 3]);
}
