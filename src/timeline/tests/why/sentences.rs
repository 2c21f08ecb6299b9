//! The sentences about a run that came to its end.

use crate::drivers::simulation::simulate;
use crate::runtime::trace::{End, TaskId, Trace, What};
use crate::runtime::{Options, block, sleep, spawn, yield_now};
use crate::timeline::TaskState;
use crate::timeline::testing::here;
use crate::timeline::tests::*;

use super::ms;

#[test]
fn links_that_say_the_same_are_told_as_one() {
    let trace = simulate(Options::default(), async {
        for name in ["a", "b", "c", "d"] {
            spawn(async { sleep(ms(100)).await }).named(name).await;
        }
        block(ms(200));
    });
    let slept_at = at(&trace, 1, 50.0).line.expect("a sleep has a line");
    let blocked_at = at(&trace, 0, 500.0).line.expect("blocking has a line");
    assert_eq!(
        report(&trace).explanation.sentences,
        [
            "The run takes 600 ms, and its tasks wait 400 ms and work 200 ms in all: one \
             thing happens after the other."
                .to_owned(),
            format!(
                "Most of that time the run waits while `a`, `b`, `c` and others sleep, one after \
                 the other, 400 ms in all (line {slept_at})."
            ),
            format!("The rest of the time `main` blocks the loop for 200 ms (line {blocked_at})."),
        ]
    );
}

#[test]
fn a_run_that_takes_no_time_is_told_in_one_sentence() {
    let trace = simulate(Options::default(), async { yield_now().await });
    let explanation = report(&trace).explanation;
    assert_eq!((explanation.total_ms, explanation.concurrency), (0.0, 0.0));
    assert_eq!(explanation.sentences.len(), 1);
    assert_eq!(explanation.critical_path, []);
}

#[test]
fn a_run_that_is_simulated_is_told_in_the_present() {
    let trace = simulate(Options::default(), sleep(ms(2000)));
    let sentences = report(&trace).explanation.sentences;
    assert_eq!(
        sentences[0],
        "The run takes 2,000 ms, and its only task waits 2,000 ms in all: one thing happens \
         after the other."
    );
    assert!(sentences[1].starts_with("All of that time the run waits while `main` sleeps"));
}

#[test]
fn what_is_no_line_of_a_program_is_no_line() {
    let trace = simulate(Options::default(), async {
        spawn(sleep(ms(10))).named("a").await;
    });
    assert_eq!(task(&trace, 0).line, None, "main was spawned by the driver");
    assert!(task(&trace, 1).line.is_some());
    // Its line is made up and in no program.
    let mut foreign = Trace::new(trace.clock(), usize::MAX);
    foreign.push(0, TaskId(0), What::Spawned { by: None }, Some(here()));
    foreign.finish(10_000, End::Stopped);
    let info = at(&foreign, 0, 5.0);
    assert_eq!((info.state, info.line, info.file), (TaskState::Ready, None, None));
    let list = Timeline::of(&foreign).draw(&foreign, 0.0, 10.0, 0, 1, 100.0);
    assert_eq!(list, [0.0, 0.0, 100.0, f32::from(TaskState::Ready.code()), 0.0, 1.0]);
}
