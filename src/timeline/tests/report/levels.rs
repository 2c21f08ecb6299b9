//! How many of something there were over time.

use std::time::Duration;

use crate::drivers::simulation::simulate;
use crate::runtime::trace::{Clock, End, TaskId, Trace, What};
use crate::runtime::{Options, level, sleep};
use crate::timeline::Timeline;
use crate::timeline::testing::Script;
use crate::timeline::tests::report;

/// The points of a count as (at, held).
fn points(trace: &Trace, name: &str) -> Vec<(f64, u32)> {
    let levels = report(trace).levels;
    let level = levels.into_iter().find(|level| level.name == name).expect("it was counted");
    level.points.into_iter().map(|point| (point.at_ms, point.held)).collect()
}

#[test]
fn what_a_program_counts_is_told_with_its_times() {
    let trace = simulate(Options::default(), async {
        for left in (0..=2).rev() {
            level("left", left);
            level("done", 2 - left);
            sleep(Duration::from_millis(5)).await;
        }
    });
    assert_eq!(points(&trace, "left"), [(0.0, 2), (5.0, 1), (10.0, 0)]);
    assert_eq!(points(&trace, "done"), [(0.0, 0), (5.0, 1), (10.0, 2)]);
    let names: Vec<_> = report(&trace).levels.into_iter().map(|level| level.name).collect();
    assert_eq!(names, ["left", "done"]);
}

#[test]
fn only_changes_are_told_and_of_several_at_one_time_the_last() {
    let trace = Script::simulated().spawn(0, None, "main").starts(0);
    let trace = trace.level(0, "jobs", 3).at(1.0).level(0, "jobs", 3);
    let trace = trace.at(2.0).level(0, "jobs", 4).level(0, "jobs", 7);
    let trace = trace.at(3.0).completes(0).finish(End::Completed);
    assert_eq!(points(&trace, "jobs"), [(0.0, 3), (2.0, 7)]);
}

#[test]
fn a_count_beyond_what_a_trace_can_hold_is_the_most_it_can_hold() {
    let trace = simulate(Options::default(), async { level("many", 1_000_000) });
    assert_eq!(points(&trace, "many"), [(0.0, 65_535)]);
}

#[test]
fn a_long_history_loses_detail_and_neither_its_ends_nor_its_order() {
    let mut trace = Trace::new(Clock::Virtual, usize::MAX);
    let name = trace.intern("jobs");
    trace.push(0, TaskId(0), What::Spawned { by: None }, None);
    for step in 0..50_000_u64 {
        let what = What::NamedLevel { name, held: (step % 1_000) as u16 };
        trace.push(step * 10, TaskId(0), what, None);
    }
    let points = points(&trace, "jobs");
    assert!((500..=2_000).contains(&points.len()), "there are {}", points.len());
    assert_eq!(points[0].0, 0.0);
    assert_eq!(points.last().map(|point| point.1), Some(999));
    assert!(points.is_sorted_by(|a, b| a.0 < b.0));
}

#[test]
fn a_history_is_the_same_however_often_it_was_looked_at() {
    let mut trace = Trace::new(Clock::Virtual, usize::MAX);
    let name = trace.intern("jobs");
    let mut timeline = Timeline::new();
    for step in 0..9_000_u64 {
        let what = What::NamedLevel { name, held: (step * 7 % 13) as u16 };
        trace.push(step * step, TaskId(0), what, None);
        if step % 100 == 0 {
            timeline.update(&trace);
        }
    }
    timeline.update(&trace);
    assert_eq!(timeline.report(&trace).levels, Timeline::of(&trace).report(&trace).levels);
}

#[test]
fn however_many_things_are_counted_few_are_told() {
    let mut trace = Trace::new(Clock::Virtual, usize::MAX);
    for number in 0..1_000 {
        let name = trace.keep(number.to_string());
        trace.push(number, TaskId(0), What::NamedLevel { name, held: 1 }, None);
    }
    assert_eq!(report(&trace).levels.len(), 16);
}
