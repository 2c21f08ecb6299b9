//! The chapter “Coroutines, tasks and the loop”: cancellation.

use std::time::Duration;

use coroscope::drivers::simulation::{Limits, simulate_until};
use coroscope::programs::find;
use coroscope::programs::params::Values;
use coroscope::runtime::Options;
use coroscope::runtime::trace::End;
use coroscope::timeline::TaskEnd;

use super::{at, line_of, report, run, timed, total_ms};

/// The cancelled tasks: name, time of the request, and the line on which the task stood.
fn cancelled(trace: &coroscope::runtime::trace::Trace) -> Vec<(String, f64, Option<u32>)> {
    let tasks = report(trace).tasks.into_iter().filter(|task| task.end == TaskEnd::Cancelled);
    let request = |task: coroscope::timeline::TaskReport| {
        let request = task.cancellation.expect("somebody asked");
        assert_eq!(request.ended_ms, Some(request.requested_ms), "dropping takes no time");
        (task.name, request.requested_ms, request.line)
    };
    tasks.map(request).collect()
}

/// The line of one of the two waits of the work.
fn wait_of_work(nth: usize) -> Option<u32> {
    line_of("cancellation", "sleep(time / 2).await", nth)
}

#[test]
fn one_is_cancelled_at_its_wait_and_the_other_goes_on() {
    let trace = run("cancellation", "cancel-one", &[]);
    let lines = [
        (0, "first reads"),
        (0, "second reads"),
        (1000, "first is asked to stop"),
        (1000, "first lets go of its file"),
        (1000, "first lets go of its connection"),
        (1000, "first was cancelled"),
        (1000, "clean-up begins"),
        (1200, "clean-up is over"),
        (1500, "second writes"),
        (3000, "second is done"),
        (3000, "second lets go of its file"),
        (3000, "second lets go of its connection"),
    ];
    assert_eq!((total_ms(&trace), timed(&trace)), (3000, at(lines)));
    assert_eq!(cancelled(&trace), [("first".to_owned(), 1000.0, wait_of_work(0))]);
}

#[test]
fn asked_to_stop_later_it_is_cancelled_at_its_other_wait() {
    let trace = run("cancellation", "cancel-one", &[("cancel-after", 2000.0)]);
    assert_eq!(cancelled(&trace), [("first".to_owned(), 2000.0, wait_of_work(1))]);
    let trace = run("cancellation", "cancel-one", &[("cancel-after", 4000.0)]);
    assert_eq!(cancelled(&trace), []);
    assert!(trace.output().contains(&"first was done before"));
}

#[test]
fn at_the_time_limit_the_work_is_cancelled() {
    let trace = run("cancellation", "time-limit", &[]);
    let lines = [
        (0, "first reads"),
        (1000, "the time is up"),
        (1000, "first is asked to stop"),
        (1000, "first lets go of its file"),
        (1000, "first lets go of its connection"),
        (1000, "first was cancelled"),
        (1000, "clean-up begins"),
        (1200, "clean-up is over"),
    ];
    assert_eq!((total_ms(&trace), timed(&trace)), (1200, at(lines)));
    assert_eq!(cancelled(&trace), [("first".to_owned(), 1000.0, wait_of_work(0))]);
    let in_time = run("cancellation", "time-limit", &[("cancel-after", 3001.0)]);
    assert_eq!((total_ms(&in_time), cancelled(&in_time)), (3000, vec![]));
}

#[test]
fn stop_everything_cancels_every_task_of_the_program() {
    let trace = run("cancellation", "stop-everything", &[]);
    let lines = [
        (0, "first reads"),
        (0, "second reads"),
        (0, "third reads"),
        (1000, "stop everything"),
        (1000, "first is asked to stop"),
        (1000, "second is asked to stop"),
        (1000, "third is asked to stop"),
        (1000, "first lets go of its file"),
        (1000, "first lets go of its connection"),
        (1000, "second lets go of its file"),
        (1000, "second lets go of its connection"),
        (1000, "third lets go of its file"),
        (1000, "third lets go of its connection"),
        (1000, "first was cancelled"),
        (1000, "second was cancelled"),
        (1000, "third was cancelled"),
        (1000, "clean-up begins"),
        (1200, "clean-up is over"),
        (1200, "everything has stopped"),
    ];
    assert_eq!((total_ms(&trace), timed(&trace)), (1200, at(lines)));
    let all = ["first", "second", "third"].map(|name| (name.to_owned(), 1000.0, wait_of_work(0)));
    assert_eq!(cancelled(&trace), all);
}

#[test]
fn the_page_tells_who_was_cancelled_where_and_what_was_dropped_in_which_order() {
    let sentences = |variant| {
        let trace = run("cancellation", variant, &[]);
        let mut sentences = report(&trace).explanation.sentences;
        sentences.split_off(sentences.len() - 2)
    };
    let line = |text| line_of("cancellation", text, 0).expect("it is there");
    let (asks, sleeps) = (line("task.cancel()"), line("sleep(time / 2).await"));
    for variant in ["cancel-one", "time-limit"] {
        assert_eq!(
            sentences(variant),
            [
                format!(
                    "At 1,000 ms `main` cancels `first` (line {asks}) while it is sleeping (asked \
                     for 1,500 ms, line {sleeps}); it is over at once."
                ),
                "`first` lets go of `file`, then `connection`.".to_owned(),
            ]
        );
    }
    assert_eq!(
        sentences("stop-everything"),
        [
            format!(
                "At 1,000 ms `main` cancels `first`, `second` and `third` (line {asks}) while they \
                 are sleeping (asked for 1,500 ms, line {sleeps}); they are over at once."
            ),
            "`first` lets go of `file`, then `connection`; `second` lets go of `file`, then `connection`; \
             `third` lets go of `file`, then `connection`."
                .to_owned(),
        ]
    );
}

#[test]
fn stopped_by_the_page_everything_drops_what_it_holds_and_nobody_cleans_up() {
    let program = find("cancellation").expect("it is in the catalog");
    let main = program.start("stop-everything", &Values::new()).expect("valid values");
    let limits = Limits { time: Duration::from_millis(500), ..Limits::default() };
    let trace = simulate_until(Options::default(), limits, main);
    let lines = [
        (0, "first reads"),
        (0, "second reads"),
        (0, "third reads"),
        (500, "first lets go of its file"),
        (500, "first lets go of its connection"),
        (500, "second lets go of its file"),
        (500, "second lets go of its connection"),
        (500, "third lets go of its file"),
        (500, "third lets go of its connection"),
    ];
    assert_eq!(timed(&trace), at(lines));
    assert_eq!(trace.end(), Some(&End::Stopped));
}
