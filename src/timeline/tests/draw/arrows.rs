//! Wake arrows: from the cause to the poll.

use std::time::Duration;

use crate::drivers::simulation::simulate;
use crate::programs;
use crate::programs::params::Values;
use crate::runtime::trace::{Cause, End, Trace};
use crate::runtime::{Options, channel, gather, sleep, spawn, yield_now};
use crate::timeline::testing::Script;
use crate::timeline::{RunTimeline, Timeline};

/// Lane and place of the beginning, lane and place of the end, kind, and number of arrows.
type Arrow = (i32, f32, u32, f32, u8, u32);

const TASK: u8 = 0;
const TIMER: u8 = 1;
const HOST: u8 = 2;
const CANCEL: u8 = 3;
const SPAWN: u8 = 4;

fn read(rows: &[f32]) -> Vec<Arrow> {
    assert_eq!(rows.len() % 6, 0);
    let arrow =
        |row: &[f32]| (row[0] as i32, row[1], row[2] as u32, row[3], row[4] as u8, row[5] as u32);
    rows.chunks(6).map(arrow).collect()
}

/// The arrows of a run, one pixel for each millisecond.
fn arrows(trace: &Trace) -> Vec<Arrow> {
    let timeline = RunTimeline::of(trace);
    let ms = timeline.now_us() as f64 / 1000.0;
    read(&timeline.arrows(trace, 0.0, ms, 0, u32::MAX, ms))
}

fn of_program(program: &str, variant: &str) -> Trace {
    let program = programs::find(program).expect("it is in the catalog");
    let main = program.start(variant, &Values::default()).expect("defaults are allowed");
    simulate(Options::default(), main)
}

#[test]
fn greetings_at_once_wake_whoever_waits_for_them() {
    let expected = [
        (1, 1000.0, 0, 1000.0, TASK, 1),
        (2, 2000.0, 0, 2000.0, TASK, 1),
        (0, 0.0, 1, 0.0, SPAWN, 1),
        (-1, 1000.0, 1, 1000.0, TIMER, 1),
        (0, 0.0, 2, 0.0, SPAWN, 1),
        (-1, 2000.0, 2, 2000.0, TIMER, 1),
    ];
    assert_eq!(arrows(&of_program("greetings", "concurrent")), expected);
}

#[test]
fn an_arrow_goes_through_the_time_for_which_its_task_was_ready() {
    // One task sleeps without giving control back, so the other is late, and so is its parent.
    let trace = of_program("blocking", "blocking-sleep");
    let late: Vec<_> = arrows(&trace).into_iter().filter(|arrow| arrow.3 > arrow.1).collect();
    assert!(!late.is_empty());
    assert!(late.iter().all(|arrow| arrow.3 - arrow.1 >= 1000.0), "{late:?}");
}

#[test]
fn a_message_wakes_the_one_that_waits_for_it() {
    let trace = simulate(Options::default(), async {
        let (sender, receiver) = channel();
        spawn(async move {
            sleep(Duration::from_millis(70)).await;
            assert!(sender.send(1).await.is_ok());
        })
        .named("sender")
        .detach();
        assert!(receiver.receive().await.is_ok());
    });
    assert!(arrows(&trace).contains(&(1, 70.0, 0, 70.0, TASK, 1)));
    // The same in a program of the catalog, with a chain of channels.
    let trace = of_program("prefix-filter", "send-and-close");
    let sent =
        arrows(&trace).into_iter().filter(|arrow| arrow.4 == TASK && arrow.0 != arrow.2 as i32);
    assert!(sent.clone().count() > 2, "{:?}", sent.collect::<Vec<_>>());
}

#[test]
fn a_request_to_cancel_is_an_arrow_from_whoever_made_it() {
    let trace = of_program("cancellation", "cancel-one");
    let asked: Vec<_> = arrows(&trace).into_iter().filter(|arrow| arrow.4 == CANCEL).collect();
    assert!(!asked.is_empty() && asked.iter().all(|arrow| arrow.0 >= 0), "{asked:?}");
}

#[test]
fn who_lets_the_others_go_first_wakes_itself() {
    let trace = simulate(Options::default(), async { yield_now().await });
    assert_eq!(arrows_at(&trace, 1.0), [(0, 0.0, 0, 0.0, TASK, 1)]);
}

fn arrows_at(trace: &Trace, to_ms: f64) -> Vec<Arrow> {
    read(&Timeline::of(trace).arrows(trace, 0.0, to_ms, 0, u32::MAX, 100.0))
}

#[test]
fn an_arrow_of_a_timer_begins_when_it_was_due() {
    let trace = Script::measured()
        .spawn(0, None, "main")
        .starts(0)
        .sleeps(0, 10)
        .ends(0)
        .at(12.5)
        .woken_by_timer(0)
        .at(13.0)
        .starts(0)
        .waits_for_host(0, "fetch")
        .ends(0)
        .at(20.0)
        .woken(0, Cause::Host)
        .at(21.0)
        .starts(0)
        .completes(0)
        .finish(End::Completed);
    let expected = [(-1, 10.0, 0, 13.0, TIMER, 1), (-1, 20.0, 0, 21.0, HOST, 1)];
    assert_eq!(arrows(&trace), expected);
}

#[test]
fn only_the_lanes_and_the_time_in_view_are_asked_for() {
    let trace = of_program("greetings", "concurrent");
    let timeline = Timeline::of(&trace);
    let seen = |from_ms, to_ms, first, lanes| {
        read(&timeline.arrows(&trace, from_ms, to_ms, first, lanes, 1000.0))
    };
    assert_eq!(seen(500.0, 1500.0, 1, 1), [(-1, 500.0, 1, 500.0, TIMER, 1)]);
    assert_eq!(seen(1100.0, 1900.0, 0, 9), []);
    assert_eq!(seen(500.0, 1500.0, 3, 9), []);
}

#[test]
fn a_job_queue_wakes_its_workers_from_outside_of_their_loops() {
    let trace = of_program("job-queue", "several-workers");
    let report = RunTimeline::of(&trace).report(&trace);
    let arrows = arrows(&trace);
    assert!(arrows.iter().any(|arrow| arrow.4 == HOST));
    // An arrow from a lane comes from a lane of the same loop.
    assert!(arrows.iter().all(|arrow| arrow.0 < report.lanes as i32 && arrow.2 < report.lanes));
}

#[test]
fn wakes_that_lie_close_together_are_counted_and_none_is_lost() {
    let mut script = Script::simulated().spawn(0, None, "main");
    for round in 0..10_000 {
        let now = f64::from(round) / 100.0;
        script = script.at(now).starts(0).sleeps(0, 0).ends(0).woken_by_timer(0);
    }
    let trace = script.starts(0).completes(0).finish(End::Completed);
    let found = read(&Timeline::of(&trace).arrows(&trace, 0.0, 100.0, 0, 1, 50.0));
    assert!(found.len() <= 51, "{}", found.len());
    assert_eq!(found.iter().map(|arrow| arrow.5).sum::<u32>(), 10_000);
}

#[test]
fn a_million_spans_give_a_few_thousand_arrows_at_most() {
    // 300 tasks take turns, and each wakes the next.
    let mut script = Script::simulated().spawn(0, None, "main");
    for task in 1..300 {
        script = script.spawn(task, 0, "one");
    }
    for step in 0..333_000_u32 {
        let (task, next) = (step % 300, (step + 1) % 300);
        script = script.at(f64::from(step) / 100.0).starts(task).waits_for_task(task, next);
        script = script.ends(task).woken_by(next, task);
    }
    let trace = script.finish(End::Stopped);
    let timeline = Timeline::of(&trace);
    let spans: usize = timeline.histories.iter().map(|history| history.spans.len()).sum();
    assert!(spans > 990_000, "{spans}");
    for (from_ms, to_ms, lanes) in
        [(0.0, 3330.0, 50), (0.0, 3330.0, u32::MAX), (1000.0, 1010.0, 300)]
    {
        let rows = timeline.arrows(&trace, from_ms, to_ms, 0, lanes, 1300.0);
        assert!(!rows.is_empty() && rows.len() <= 4_000 * 6, "{}", rows.len() / 6);
    }
    // Close up, each arrow is drawn by itself.
    let close = read(&timeline.arrows(&trace, 1000.0, 1010.0, 0, 300, 1300.0));
    assert!(close.len() >= 1000 && close.iter().all(|arrow| arrow.5 == 1), "{}", close.len());
}

#[test]
fn a_gathered_task_wakes_the_one_that_waits_for_it_and_no_other() {
    let trace = simulate(Options::default(), async {
        gather([30_u64, 10, 20].map(|ms| sleep(Duration::from_millis(ms)))).await;
    });
    let to_main: Vec<_> = arrows(&trace).into_iter().filter(|arrow| arrow.2 == 0).collect();
    assert_eq!(to_main, [(1, 30.0, 0, 30.0, TASK, 1)]);
}
