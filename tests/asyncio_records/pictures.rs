//! How each listing is drawn.

use coroscope::timeline::{RunTimeline, TaskState};

use super::support::trace;

/// The states of a lane that take time, with their beginning and end in pixels, of a run that is 1,000
/// pixels wide.
fn lane(name: &str, lane: u32) -> Vec<(u8, f32, f32)> {
    let trace = trace(name);
    let run = RunTimeline::of(&trace);
    let total_ms = run.report(&trace).total_ms;
    let rows = run.draw(&trace, 0.0, total_ms, lane, 1, 1000.0);
    let rows = rows.chunks(6).map(|row| (row[3] as u8, row[1], row[2]));
    rows.filter(|(_, from, to)| from < to).collect()
}

#[test]
fn waits_for_objects_are_drawn_as_waits_for_signals() {
    for number in 2..9 {
        assert_eq!(lane("waits", number), [(TaskState::Signal.code(), 0.0, 1000.0)]);
    }
}

#[test]
fn a_sleeping_thread_is_drawn_as_a_wait_and_not_as_work() {
    assert_eq!(lane("threads", 3), [(TaskState::Timer.code(), 0.0, 1000.0)]);
    assert_eq!(lane("threads", 5), [(TaskState::Timer.code(), 0.0, 500.0)]);
}

#[test]
fn callbacks_have_one_lane_which_waits_between_them() {
    assert_eq!(lane("callbacks", 2), [(TaskState::Signal.code(), 500.0, 1000.0)]);
}

#[test]
fn what_blocks_is_drawn_so_only_in_the_lane_that_blocks() {
    let blocks = |number: u32| {
        lane("blocking", number).iter().any(|(state, ..)| *state == TaskState::Blocking.code())
    };
    assert_eq!((0..5).map(blocks).collect::<Vec<_>>(), [false, false, false, false, true]);
}

#[test]
fn the_poll_of_an_eager_task_is_reached_by_the_arrow_of_its_making() {
    let trace = trace("eager");
    let run = RunTimeline::of(&trace);
    let arrows = run.arrows(&trace, 0.0, 500.0, 0, 10, 1000.0);
    let made: Vec<_> = arrows
        .chunks(6)
        .filter(|arrow| arrow[4] == 4.0)
        .map(|arrow| (arrow[0], arrow[2]))
        .collect();
    assert_eq!(made, [(0.0, 1.0), (1.0, 2.0), (1.0, 3.0)]);
}
