//! The draw list.

use crate::runtime::trace::{End, On, Trace};
use crate::timeline::testing::Script;
use crate::timeline::{TaskState, Timeline};

/// One rectangle of a draw list.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Rect {
    lane: u32,
    x: (f32, f32),
    state: TaskState,
    line: u32,
    spans: u32,
}

const STATES: [TaskState; 11] = [
    TaskState::Timer,
    TaskState::Task,
    TaskState::Signal,
    TaskState::Host,
    TaskState::Ready,
    TaskState::Running,
    TaskState::Blocking,
    TaskState::Completed,
    TaskState::Cancelled,
    TaskState::Failed,
    TaskState::Paused,
];

fn rects(trace: &Trace, from_ms: f64, to_ms: f64, width_px: f64) -> Vec<Rect> {
    let list = Timeline::of(trace).draw(trace, from_ms, to_ms, 0, u32::MAX, width_px);
    assert_eq!(list.len() % 6, 0);
    let rect = |row: &[f32]| Rect {
        lane: row[0] as u32,
        x: (row[1], row[2]),
        state: STATES[row[3] as usize],
        line: row[4] as u32,
        spans: row[5] as u32,
    };
    list.chunks(6).map(rect).collect()
}

fn shapes(rects: &[Rect]) -> Vec<(TaskState, f32, f32)> {
    rects.iter().map(|rect| (rect.state, rect.x.0, rect.x.1)).collect()
}

/// A task that runs for 10 ms, waits for 40 ms, runs for 10 ms, waits for 40 ms, and completes.
fn two_rounds() -> Trace {
    Script::measured()
        .spawn(0, None, "main")
        .starts(0)
        .at(10.0)
        .sleeps(0, 40)
        .ends(0)
        .at(50.0)
        .woken_by_timer(0)
        .starts(0)
        .at(60.0)
        .sleeps(0, 40)
        .ends(0)
        .at(100.0)
        .woken_by_timer(0)
        .starts(0)
        .completes(0)
        .finish(End::Completed)
}

/// A task that polls and waits `rounds` times, each for 1 ms.
fn many_rounds(rounds: u32) -> Trace {
    let mut script = Script::simulated().spawn(0, None, "main");
    for round in 0..rounds {
        script = script.starts(0).sleeps(0, 1).ends(0).at(f64::from(round + 1)).woken_by_timer(0);
    }
    script.starts(0).completes(0).finish(End::Completed)
}

#[test]
fn wide_spans_are_exact_and_polls_without_length_are_hairlines() {
    let rects = rects(&two_rounds(), 0.0, 100.0, 1000.0);
    let expected = [
        (TaskState::Running, 0.0, 100.0),
        (TaskState::Timer, 100.0, 500.0),
        (TaskState::Running, 500.0, 600.0),
        (TaskState::Timer, 600.0, 1000.0),
        (TaskState::Running, 1000.0, 1000.0),
        (TaskState::Completed, 1000.0, 1000.0),
    ];
    let shown: Vec<_> =
        shapes(&rects).into_iter().filter(|shape| shape.0 != TaskState::Ready).collect();
    assert_eq!(shown, expected);
    assert!(rects.iter().filter(|rect| rect.x.0 < rect.x.1).all(|rect| rect.spans == 1));
    assert!(rects.iter().filter(|rect| rect.state == TaskState::Timer).all(|rect| rect.line > 0));
}

#[test]
fn only_what_is_visible_is_drawn() {
    let rects = rects(&two_rounds(), 20.0, 55.0, 350.0);
    let wide: Vec<_> = shapes(&rects).into_iter().filter(|(_, from, to)| from < to).collect();
    assert_eq!(wide, [(TaskState::Timer, 0.0, 300.0), (TaskState::Running, 300.0, 350.0)]);
    assert!(rects.iter().all(|rect| rect.state != TaskState::Completed));
}

#[test]
fn narrow_spans_share_a_column_and_the_most_important_state_wins() {
    let rects = rects(&many_rounds(1000), 0.0, 1000.0, 10.0);
    let (marker, columns) = rects.split_last().expect("there are some");
    assert_eq!(marker.state, TaskState::Completed);
    assert!(columns.len() <= 11, "{}", columns.len());
    assert!(columns.iter().all(|rect| rect.state == TaskState::Running));
    let spans: u32 = columns.iter().map(|rect| rect.spans).sum();
    // Each round has three spans: ready, running and waiting. At the end there is one more poll.
    assert_eq!(spans, 3 * 1000 + 2);
    let mut reached = 0.0;
    for rect in columns {
        assert_eq!(rect.x.0, reached, "there is no gap");
        reached = rect.x.1;
    }
    assert_eq!(reached, 10.0);
}

#[test]
fn there_are_never_more_rectangles_than_twice_the_pixels() {
    for rounds in [10, 99, 100, 101, 150, 1000] {
        let trace = many_rounds(rounds);
        for width_px in [1.0, 7.5, 100.0, 333.0] {
            let drawn = rects(&trace, 0.0, f64::from(rounds), width_px).len();
            assert!(drawn as f64 <= 2.0 * width_px + 4.0, "{rounds} {width_px}: {drawn}");
        }
    }
}

#[test]
fn a_lane_that_is_cancelled_ends_with_a_mark() {
    let trace = Script::simulated()
        .spawn(0, None, "main")
        .starts(0)
        .waits(0, On::Event(0))
        .ends(0)
        .at(30.0)
        .asked_to_stop(0, None)
        .cancelled(0)
        .finish(End::Stopped);
    let last = *rects(&trace, 0.0, 60.0, 60.0).last().expect("there is a mark");
    assert_eq!((last.state, last.x), (TaskState::Cancelled, (30.0, 30.0)));
}

#[test]
fn lanes_are_drawn_from_the_first_asked_for() {
    let mut script = Script::simulated();
    for task in 0..10 {
        script = script.spawn(task, None, "task");
    }
    let trace = script.at(10.0).so_far();
    let mut timeline = Timeline::of(&trace);
    timeline.advance(10_000);
    let lanes = |first, count| -> Vec<u32> {
        let list = timeline.draw(&trace, 0.0, 10.0, first, count, 100.0);
        list.chunks(6).map(|row| row[0] as u32).collect()
    };
    assert_eq!(lanes(3, 4), [3, 4, 5, 6]);
    assert_eq!(lanes(8, 100), [8, 9]);
    assert_eq!(lanes(10, 1), [0_u32; 0]);
    assert_eq!(lanes(u32::MAX, u32::MAX), [0_u32; 0]);
}

#[test]
fn what_goes_on_is_drawn_up_to_now() {
    let trace = Script::measured().spawn(0, None, "main").starts(0).sleeps(0, 99).ends(0).so_far();
    let mut timeline = Timeline::of(&trace);
    timeline.advance(40_000);
    let list = timeline.draw(&trace, 0.0, 100.0, 0, 1, 100.0);
    let last = list.chunks(6).last().expect("there is one");
    assert_eq!((last[1], last[2], last[3]), (0.0, 40.0, 0.0));
}

#[test]
fn nothing_is_drawn_in_a_window_that_shows_nothing() {
    let trace = two_rounds();
    let (nan, inf) = (f64::NAN, f64::INFINITY);
    let windows = [
        (0.0, 0.0, 10.0),
        (10.0, 5.0, 10.0),
        (0.0, 100.0, 0.0),
        (0.0, 100.0, -5.0),
        (nan, 100.0, 10.0),
        (0.0, nan, 10.0),
        (0.0, 100.0, nan),
        (0.0, inf, 10.0),
        (-inf, 100.0, 10.0),
        (0.0, 100.0, inf),
        (0.0, 100.0, f64::MAX),
        (200.0, 300.0, 10.0),
        (-300.0, -200.0, 10.0),
    ];
    for (from_ms, to_ms, width_px) in windows {
        assert_eq!(rects(&trace, from_ms, to_ms, width_px), [], "{from_ms} {to_ms} {width_px}");
    }
}

/// `a` and `b` are ready from the start. `a` runs for 10 ms, then the loop pauses up to 40 ms, and `b`
/// runs.
fn with_a_pause(script: Script) -> Trace {
    script
        .spawn(0, None, "a")
        .spawn(1, 0, "b")
        .starts(0)
        .at(10.0)
        .completes(0)
        .at(40.0)
        .starts(1)
        .at(50.0)
        .completes(1)
        .finish(End::Completed)
}

#[test]
fn a_pause_of_the_loop_is_not_drawn_as_the_turn_of_another_task() {
    let trace = with_a_pause(Script::measured());
    let of_b = rects(&trace, 0.0, 50.0, 500.0).into_iter().filter(|rect| rect.lane == 1);
    let expected = [
        (TaskState::Ready, 0.0, 100.0),
        (TaskState::Paused, 100.0, 400.0),
        (TaskState::Running, 400.0, 500.0),
        (TaskState::Completed, 500.0, 500.0),
    ];
    assert_eq!(shapes(&of_b.collect::<Vec<_>>()), expected);
    let said = Timeline::of(&trace).at(&trace, 1, 20.0).expect("a span");
    assert_eq!(said.state, TaskState::Ready);
    assert!(said.state_text.contains("30 ms of that because the browser had its turn"), "{said:?}");
}

#[test]
fn a_virtual_clock_has_no_pauses() {
    let trace = with_a_pause(Script::simulated());
    assert!(rects(&trace, 0.0, 50.0, 500.0).iter().all(|rect| rect.state != TaskState::Paused));
}

#[test]
fn a_task_that_failed_ends_in_a_mark_of_its_own() {
    let script = Script::measured().spawn(0, None, "main").starts(0).at(10.0).fails(0, "no tea");
    let trace = script.finish(End::Completed);
    let last = rects(&trace, 0.0, 10.0, 100.0).pop().expect("a mark");
    assert_eq!((last.state, last.x), (TaskState::Failed, (100.0, 100.0)));
}
