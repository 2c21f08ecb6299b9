//! Guesses, compared with what ran.

use std::time::Duration;

use crate::drivers::simulation::{Limits, simulate, simulate_until};
use crate::runtime::trace::{End, Trace};
use crate::runtime::{Options, block, channel, log, sleep, spawn};
use crate::timeline::testing::Script;
use crate::timeline::{RunTimeline, Verdict};
use crate::workers::{Job, Worker};

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

fn in_turn() -> Trace {
    simulate(Options::default(), async {
        say(1000, "hi").await;
        say(2000, "hoi").await;
    })
}

fn judge(trace: &Trace, lines: &[&str], total_ms: impl Into<Option<f64>>) -> Verdict {
    let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
    RunTimeline::of(trace).judge(trace, &lines, total_ms.into())
}

/// The line on which a task slept.
fn slept_on(trace: &Trace) -> u32 {
    report(trace).sleeps[0].line.expect("the sleep has a line")
}

#[test]
fn a_guess_that_is_right_in_everything_says_so() {
    let verdict = judge(&at_once(1000, 2000), &["hi", "hoi"], 2000.0);
    assert!(verdict.lines.iter().all(|line| line.right));
    assert_eq!(verdict.first, None);
    assert_eq!(verdict.is_total_right, Some(true));
    assert_eq!(verdict.total, ["You guessed 2,000 ms, and it takes 2,000 ms."]);
    assert_eq!(verdict.score, "Both lines came in the order that you gave. The total is right.");
}

#[test]
fn the_first_wrong_line_is_told_with_what_its_task_did_then() {
    let trace = at_once(2000, 1000);
    let line = slept_on(&trace);
    let verdict = judge(&trace, &["hi", "hoi"], None);
    let places: Vec<_> = verdict.lines.iter().map(|line| (line.right, line.place)).collect();
    assert_eq!(places, [(false, Some(2)), (false, Some(1))]);
    assert_eq!(
        verdict.first,
        Some(format!(
            "The order first broke at place 1: you put “hi” there, but “hoi” was printed, at \
             1,000 ms. “hi” came only at 2,000 ms, because at that time `a` was waiting 2,000 ms \
             on a timer (line {line}), until 2,000 ms."
        ))
    );
    assert_eq!(verdict.is_total_right, None);
    assert_eq!(verdict.total, ["You gave no time. It takes 2,000 ms."]);
    assert_eq!(verdict.score, "0 of 2 lines are in the right place.");
}

#[test]
fn a_task_that_did_not_exist_yet_is_no_riddle() {
    let trace = simulate(Options::default(), async {
        sleep(ms(10)).await;
        log("first");
        sleep(ms(20)).await;
        let late = spawn(async { log("late") }).named("late");
        late.await;
    });
    let first = judge(&trace, &["late", "first"], None).first.expect("it is wrong");
    let begin = "because `late` did not exist yet: `main` started it at 30 ms (line ";
    assert!(first.contains(begin), "{first}");
}

#[test]
fn lines_of_one_task_come_one_after_the_other() {
    let trace = simulate(Options::default(), async {
        log("one");
        log("two");
        sleep(ms(10)).await;
        log("three");
    });
    let first = judge(&trace, &["two", "one", "three"], None).first.expect("it is wrong");
    let part = "“two” came in the same moment, but later, because `main` prints both, and goes \
                through its lines one after the other: line ";
    assert!(first.contains(part), "{first}");
    let first = judge(&trace, &["three", "one", "two"], None).first.expect("it is wrong");
    assert!(first.contains("because after that `main` was waiting 10 ms on a timer"), "{first}");
}

#[test]
fn of_two_that_were_ready_at_once_one_had_its_turn_first() {
    let trace = at_once(1000, 1000);
    let first = judge(&trace, &["hoi", "hi"], None).first.expect("it is wrong");
    assert!(first.ends_with("but later, because `a` had its turn before `b`."), "{first}");
}

#[test]
fn a_task_that_was_ready_is_told_with_who_had_the_loop() {
    let trace = simulate(Options::default(), async {
        let a = spawn(async {
            log("begin");
            block(ms(1000));
        });
        let b = spawn(say(100, "short")).named("b");
        a.named("a").await;
        b.await;
    });
    let first = judge(&trace, &["short", "begin"], None).first.expect("it is wrong");
    assert!(
        first.contains("`b` was ready for 1,000 ms because `a` was blocking at line"),
        "{first}"
    );
}

#[test]
fn lines_that_say_the_same_are_interchangeable() {
    let trace = simulate(Options::default(), async {
        for word in ["tick", "tock", "tick"] {
            say(10, word).await;
        }
    });
    let verdict = judge(&trace, &["tick", "tock", "tick"], None);
    assert_eq!(verdict.first, None);
    let verdict = judge(&trace, &["tick", "tick", "tock"], None);
    let places: Vec<_> = verdict.lines.iter().map(|line| line.place).collect();
    assert_eq!(places, [Some(1), Some(3), Some(2)]);
    // Some of the lines are enough; the first time of each counts.
    assert_eq!(judge(&trace, &["tick", "tock"], None).first, None);
}

#[test]
fn a_line_that_was_not_printed_is_no_fault_of_the_guess() {
    let verdict = judge(&in_turn(), &["never", "hi", "hoi"], None);
    assert_eq!(verdict.first, None);
    assert_eq!((verdict.lines[0].right, verdict.lines[0].place), (false, None));
    assert!(verdict.lines[1].right && verdict.lines[2].right);
}

#[test]
fn whoever_adds_up_what_was_asked_for_is_recognised_however_late_it_was() {
    let trace = Script::measured().spawn(0, None, "main").starts(0);
    let trace = trace.spawn(1, 0, "a").spawn(2, 0, "b").waits_for_task(0, 1).ends(0);
    let trace = trace.starts(1).sleeps_and_slept(1, 200, false).ends(1);
    let trace = trace.starts(2).sleeps_and_slept(2, 400, false).ends(2);
    let trace = trace.at(260.0).woken_by_timer(1).starts(1).sleeps_and_slept(1, 200, true);
    let trace = trace.completes(1).woken_by(0, 1).starts(0).waits_for_task(0, 2).ends(0);
    let trace = trace.at(470.0).woken_by_timer(2).starts(2).sleeps_and_slept(2, 400, true);
    let trace = trace.completes(2).woken_by(0, 2).starts(0).completes(0);
    let trace = trace.finish(End::Completed);
    let verdict = judge(&trace, &[], 600.0);
    assert!(verdict.total[0].contains("all waits and work added up"), "{:?}", verdict.total);
}

#[test]
fn a_guess_that_adds_up_what_overlapped_is_recognised() {
    let trace = at_once(1000, 2000);
    let line = slept_on(&trace);
    let verdict = judge(&trace, &[], 3000.0);
    assert_eq!(verdict.is_total_right, Some(false));
    assert_eq!(
        verdict.total,
        [
            "You guessed 3,000 ms. That is all waits and work added up, as if one thing happened \
             after the other. But they overlapped."
                .to_owned(),
            format!("It takes 2,000 ms: the run waits while `b` sleeps 2,000 ms (line {line})."),
        ]
    );
    assert_eq!(verdict.score, "The total is not right.");
}

#[test]
fn a_guess_that_is_the_longest_wait_is_recognised() {
    let trace = in_turn();
    let line = slept_on(&trace);
    let total = judge(&trace, &[], 2000.0).total;
    assert_eq!(
        total[0],
        format!(
            "You guessed 2,000 ms. That is the longest single wait (`main`, line {line}), as if \
             everything else happened meanwhile. But some of it had to happen before or after."
        )
    );
    assert_eq!(
        judge(&trace, &[], 700.0).total[0],
        "You guessed 700 ms. That is 2,300 ms too little."
    );
    assert_eq!(
        judge(&trace, &[], 9000.0).total[0],
        "You guessed 9,000 ms. That is 6,000 ms too much."
    );
}

#[test]
fn that_it_never_ends_can_be_right() {
    let stuck = simulate(Options::default(), async {
        let (sender, receiver) = channel::<u8>();
        assert!(receiver.receive().await.is_err());
        drop(sender);
    });
    let verdict = judge(&stuck, &[], f64::INFINITY);
    assert_eq!(verdict.is_total_right, Some(true));
    assert!(verdict.total[0].starts_with("You said that it never ends, and that is so"));
    let verdict = judge(&stuck, &[], 100.0);
    assert_eq!(verdict.is_total_right, Some(false));
    assert!(verdict.total[0].contains("but it never ends"), "{:?}", verdict.total);
    let verdict = judge(&in_turn(), &[], f64::INFINITY);
    assert_eq!(verdict.is_total_right, Some(false));
    assert_eq!(verdict.total[0], "You said that it never ends, but it does.");
}

#[test]
fn of_a_run_that_was_stopped_nobody_knows_the_total() {
    let limits = Limits { time: ms(500), ..Limits::default() };
    let trace = simulate_until(Options::default(), limits, say(1000, "hi"));
    for guess in [1000.0, f64::INFINITY] {
        assert_eq!(judge(&trace, &["hi"], guess).is_total_right, None);
    }
}

#[test]
fn with_nothing_guessed_there_is_nothing_to_compare() {
    let verdict = judge(&in_turn(), &[], None);
    assert_eq!(verdict.score, "There is nothing to compare.");
}

#[test]
fn numbers_that_are_no_times_do_no_harm() {
    for guess in [f64::NAN, -1.0, f64::NEG_INFINITY, f64::MAX] {
        assert_eq!(judge(&in_turn(), &[], guess).is_total_right, Some(false));
    }
}

static WORK: Job<u64, ()> = Job::new("work", |delay| Box::pin(say(delay, "in the worker")));

#[test]
fn a_line_of_a_worker_is_told_with_what_the_worker_did() {
    let trace = simulate(Options::default(), async {
        let worker = Worker::start("helper").await.expect("a simulated worker always starts");
        let working = spawn(async move { worker.run(&WORK, 60).await.expect("it is there") });
        say(20, "meanwhile").await;
        working.await;
    });
    let first = judge(&trace, &["in the worker", "meanwhile"], None).first.expect("it is wrong");
    assert!(first.contains("was waiting 60 ms on a timer"), "{first}");
}
