//! The picture of very many lanes.

use proptest::prelude::*;

use crate::drivers::simulation::simulate;
use crate::runtime::trace::{End, Trace};
use crate::runtime::{Options, gather, sleep, spawn};
use crate::timeline::testing::Script;
use crate::timeline::{RunTimeline, TaskState, Timeline};

/// A lane for each task. A task begins at once, and runs in the millisecond of its number.
fn stairs(tasks: u32) -> Trace {
    let mut script = Script::measured();
    for task in 0..tasks {
        script = script.spawn(task, None, "step").starts(task).sleeps(task, task.into()).ends(task);
    }
    for task in 0..tasks {
        let at = f64::from(task);
        script = script.at(at).woken_by_timer(task).starts(task).at(at + 1.0).completes(task);
    }
    script.finish(End::Completed)
}

/// The pixels of a picture, a text for each row: `.` nothing, `-` waiting, `#` running, `x` an end.
fn rows(cells: &[u8], width: usize) -> Vec<String> {
    let letter = |cell: &u8| match cell {
        0 => '.',
        1..=4 => '-',
        5 => '/',
        6 | 7 => '#',
        _ => 'x',
    };
    cells.chunks(width).map(|row| row.iter().map(letter).collect()).collect()
}

#[test]
fn each_lane_has_a_row_where_there_are_rows_enough() {
    let trace = stairs(4);
    let timeline = Timeline::of(&trace);
    let cells = timeline.cells(&trace, (0.0, 5.0), (0, 4), 100, 5);
    assert_eq!(rows(&cells, 5), ["#x...", "##x..", "#-#x.", "#--#x"]);
    // Other lanes, and another time.
    let cells = timeline.cells(&trace, (2.0, 4.0), (2, 9), 100, 4);
    assert_eq!(rows(&cells, 4), ["##x.", "--##"]);
}

#[test]
fn of_several_lanes_in_a_row_the_most_important_is_seen() {
    let trace = stairs(6);
    let timeline = Timeline::of(&trace);
    let cells = timeline.cells(&trace, (0.0, 6.0), (0, 6), 3, 6);
    assert_eq!(rows(&cells, 6), ["##....", "#-##..", "#---##"]);
    let cells = timeline.cells(&trace, (0.0, 6.0), (0, 6), 1, 6);
    assert_eq!(rows(&cells, 6), ["######"]);
}

#[test]
fn what_can_not_be_seen_has_no_pixels() {
    let trace = stairs(2);
    let timeline = Timeline::of(&trace);
    for (time, lanes, rows, width) in [
        ((5.0, 5.0), (0, 2), 2, 10),
        ((f64::NAN, 5.0), (0, 2), 2, 10),
        ((0.0, 5.0), (2, 9), 2, 10),
        ((0.0, 5.0), (0, 2), 0, 10),
        ((0.0, 5.0), (0, 2), 2, 0),
        ((0.0, 5.0), (0, 2), 2, u32::MAX),
    ] {
        assert!(timeline.cells(&trace, time, lanes, rows, width).is_empty());
    }
    assert!(timeline.cells(&trace, (50.0, 60.0), (0, 2), 2, 4).iter().all(|cell| *cell == 0));
}

#[test]
fn a_hundred_thousand_lanes_fit_in_a_few_rows() {
    const TASKS: usize = 100_000;
    let trace = simulate(Options::default(), async {
        let sleep = |_| spawn(sleep(std::time::Duration::from_millis(100)));
        gather((0..TASKS).map(sleep)).await;
    });
    let timeline = RunTimeline::of(&trace);
    let cells = timeline.cells(&trace, (0.0, 200.0), (0, u32::MAX), 50, 200);
    assert_eq!(cells.len(), 50 * 200);
    let polled = TaskState::Running.code() + 1;
    // The first row has the program's own lane, which waits for the others.
    for row in cells.chunks(200).skip(1) {
        assert_eq!((row[50], row[100], row[150]), (TaskState::Timer.code() + 1, polled, 0));
    }
    let last = timeline.names(&trace, TASKS as u32, 9);
    assert_eq!((last.len(), last[0].lane, last[0].depth), (1, TASKS as u32, 1));
    assert_eq!((last[0].name.as_str(), last[0].to_ms), ("Sleep", 100.0));
    assert_eq!(timeline.names(&trace, 0, u32::MAX).len(), 1000);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_picture_with_a_row_for_each_lane_shows_what_the_draw_list_has(
        tasks in 1_u32..8,
        from in 0.0..6.0_f64,
        length in 0.1..8.0_f64,
        width in 1_u32..60,
    ) {
        let trace = stairs(tasks);
        let timeline = Timeline::of(&trace);
        let cells = timeline.cells(&trace, (from, from + length), (0, tasks), tasks, width);
        prop_assert_eq!(cells.len(), (tasks * width) as usize);
        let list = timeline.draw(&trace, from, from + length, 0, tasks, f64::from(width));
        for rect in list.chunks(6) {
            let (lane, x, state) = (rect[0] as usize, rect[1], rect[3] as u8);
            let row = &cells[lane * width as usize..][..width as usize];
            // It is at least as important, because its neighbour may reach into the same pixel.
            let shows = |x: f32| row.get(x as usize).is_none_or(|cell| *cell > state);
            // A draw list has numbers of half the size, so at the edge of a pixel it may be either.
            prop_assert!(shows(x - 0.001) || shows(x + 0.001), "{rect:?} in {row:?}");
        }
    }

    #[test]
    fn a_row_of_many_lanes_shows_what_rows_of_a_few_show_together(
        tasks in 9_u32..60,
        from in 0.0..60.0_f64,
        length in 0.1..80.0_f64,
        width in 1_u32..60,
    ) {
        let trace = stairs(tasks);
        let timeline = Timeline::of(&trace);
        let row_of = |first, lanes| {
            timeline.cells(&trace, (from, from + length), (first, lanes), 1, width)
        };
        let mut together = vec![0; width as usize];
        // A single lane has a row of its own, which shows its end.
        for first in (0..tasks).step_by(3) {
            let first = first.min(tasks - 3);
            let few = row_of(first, 3);
            together.iter_mut().zip(few).for_each(|(all, few)| *all = few.max(*all));
        }
        prop_assert_eq!(row_of(0, tasks), together);
    }
}
