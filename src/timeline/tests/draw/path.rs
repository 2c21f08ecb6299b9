//! The critical path as a line through the lanes.

use std::time::Duration;

use crate::drivers::simulation::simulate;
use crate::runtime::trace::{End, Trace};
use crate::runtime::{Options, sleep, spawn};
use crate::timeline::testing::Script;
use crate::timeline::{RunTimeline, Timeline};

/// Lane, from, to, topmost and lowest lane, and number of steps.
type Stretch = (u32, f32, f32, u32, u32, u32);

fn path(trace: &Trace, from_ms: f64, to_ms: f64, width_px: f64) -> Vec<Stretch> {
    let rows = RunTimeline::of(trace).critical_path(trace, from_ms, to_ms, width_px);
    assert_eq!(rows.len() % 6, 0);
    let stretch =
        |row: &[f32]| (row[0] as u32, row[1], row[2], row[3] as u32, row[4] as u32, row[5] as u32);
    rows.chunks(6).map(stretch).collect()
}

fn outer_and_inner() -> Trace {
    let ms = Duration::from_millis;
    simulate(Options::default(), async move {
        sleep(ms(100)).await;
        let outer = spawn(async move {
            sleep(ms(50)).await;
            spawn(sleep(ms(30))).named("inner").await;
            sleep(ms(20)).await;
        });
        spawn(sleep(ms(10))).named("short").await;
        outer.await;
        sleep(ms(5)).await;
    })
}

#[test]
fn the_path_goes_from_lane_to_lane_without_a_gap() {
    let expected = [
        (0, 0.0, 100.0, 0, 0, 1),
        (1, 100.0, 150.0, 1, 1, 1),
        // The lane of a child lies directly below its parent's lane.
        (2, 150.0, 180.0, 2, 2, 1),
        (1, 180.0, 200.0, 1, 1, 1),
        (0, 200.0, 205.0, 0, 0, 1),
    ];
    assert_eq!(path(&outer_and_inner(), 0.0, 205.0, 205.0), expected);
    // A part of the time shows a part of the path.
    let part = [(1, 0.0, 10.0, 1, 1, 1), (2, 10.0, 20.0, 2, 2, 1)];
    assert_eq!(path(&outer_and_inner(), 140.0, 160.0, 20.0), part);
}

#[test]
fn the_path_follows_a_run_that_goes_on() {
    let script = Script::measured().spawn(0, None, "main").starts(0).sleeps(0, 10).ends(0);
    let mut timeline = RunTimeline::default();
    let trace = script.so_far();
    timeline.update(&trace);
    timeline.advance(&trace, 4_000);
    assert_eq!(timeline.critical_path(&trace, 0.0, 10.0, 10.0)[..3], [0.0, 0.0, 4.0]);
    timeline.advance(&trace, 7_000);
    assert_eq!(timeline.critical_path(&trace, 0.0, 10.0, 10.0)[..3], [0.0, 0.0, 7.0]);
}

#[test]
fn a_path_that_changes_lanes_all_the_time_is_bounded() {
    let mut script = Script::simulated().spawn(0, None, "a").spawn(1, 0, "b");
    for step in 0..50_000_u32 {
        let (task, next) = (step % 2, (step + 1) % 2);
        script = script.at(f64::from(step) / 100.0).starts(task).at(f64::from(step + 1) / 100.0);
        script = script.waits_for_task(task, next).ends(task).woken_by(next, task);
    }
    let trace = script.finish(End::Stopped);
    let timeline = RunTimeline::of(&trace);
    let rows = timeline.critical_path(&trace, 0.0, 500.0, 100.0);
    assert!(rows.len() / 6 <= 204, "{}", rows.len() / 6);
    let steps: f32 = rows.chunks(6).map(|row| row[5]).sum();
    assert!(steps >= 49_999.0, "{steps}");
    assert!(rows.chunks(6).any(|row| row[3] == 0.0 && row[4] == 1.0));
    assert_eq!(Timeline::of(&trace).lanes(), 2);
}
