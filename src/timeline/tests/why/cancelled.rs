//! Which tasks were cancelled, by which task, at which wait, and what was dropped.

use crate::drivers::simulation::{Limits, simulate, simulate_until};
use crate::runtime::trace::End;
use crate::runtime::{Options, dropped, sleep, spawn};
use crate::timeline::testing::Script;
use crate::timeline::tests::*;

use super::ms;

/// Reports that it is dropped.
struct Held(&'static str);

impl Drop for Held {
    fn drop(&mut self) {
        dropped(self.0);
    }
}

/// Two tasks that hold things while they sleep. The first is cancelled after a second, if it is still
/// there.
async fn hold_and_cancel() {
    let work = || async {
        let _connection = Held("connection");
        let _file = Held("file");
        sleep(ms(2000)).await;
    };
    let first = spawn(work()).named("first");
    let second = spawn(work()).named("second");
    sleep(ms(1000)).await;
    first.cancel().await;
    second.await;
}

#[test]
fn what_a_task_dropped_is_reported_in_order_whether_it_was_cancelled_or_not() {
    let trace = simulate(Options::default(), hold_and_cancel());
    for number in [1, 2] {
        assert_eq!(task(&trace, number).dropped, ["file", "connection"]);
    }
    assert_eq!(task(&trace, 0).dropped, Vec::<String>::new());
}

#[test]
fn a_cancellation_is_told_with_who_asked_and_what_was_dropped() {
    let trace = simulate(Options::default(), hold_and_cancel());
    let request = task(&trace, 1).cancellation.expect("it was asked to stop");
    assert_eq!(request.requested_by, Some(0));
    let asked_at = request.requested_line.expect("the line of `cancel`");
    let stood_at = request.line.expect("the line of `sleep`");
    let sentences = report(&trace).explanation.sentences;
    assert_eq!(
        sentences[sentences.len() - 2..],
        [
            format!(
                "At 1,000 ms `main` cancels `first` (line {asked_at}) while it is sleeping (asked \
                 for 2,000 ms, line {stood_at}); it is over at once."
            ),
            "`first` lets go of `file`, then `connection`.".to_owned(),
        ]
    );
}

#[test]
fn a_run_that_is_stopped_tells_what_was_dropped() {
    let limits = Limits { time: ms(500), ..Limits::default() };
    let trace = simulate_until(Options::default(), limits, hold_and_cancel());
    assert_eq!(
        report(&trace).explanation.sentences.last().map(String::as_str),
        Some(
            "`first` let go of `file`, then `connection`; `second` let go of `file`, then `connection`."
        )
    );
}

#[test]
fn tasks_cancelled_alike_are_told_together_with_how_long_the_last_one_took() {
    let mut script = Script::measured().spawn(0, None, "main").starts(0);
    for (task, name) in [(1, "a"), (2, "b"), (3, "new")] {
        script = script.spawn(task, 0, name);
    }
    script = script.sleeps(0, 100).ends(0);
    for task in [1, 2] {
        script = script.starts(task).sleeps_and_slept(task, 3000, false).ends(task);
    }
    script = script.at(100.0).woken_by_timer(0).starts(0);
    for task in [1, 2, 3] {
        script = script.asked_to_stop(task, 0);
    }
    let trace = script
        .waits_for_task(0, 2)
        .ends(0)
        .at(100.2)
        .cancelled(1)
        .at(100.7)
        .cancelled(2)
        .cancelled(3)
        .woken_by(0, 2)
        .starts(0)
        .completes(0)
        .finish(End::Completed);
    let sentences = report(&trace).explanation.sentences;
    let line = task(&trace, 1).cancellation.and_then(|request| request.requested_line);
    let line = line.expect("the script asks on a line");
    assert_eq!(
        sentences[sentences.len() - 2..],
        [
            format!(
                "At 100 ms `main` cancelled `a` and `b` (line {line}) while they were sleeping \
                 (asked for 3,000 ms); they were over 0.7 ms later."
            ),
            format!(
                "At 100 ms `main` cancelled `new` (line {line}) before it had started; it was over \
                 0.7 ms later."
            ),
        ]
    );
}

#[test]
fn what_is_left_at_the_end_of_a_run_is_cancelled_by_that() {
    let trace = simulate(Options::default(), async {
        spawn(sleep(ms(900))).named("left").detach();
        sleep(ms(100)).await;
    });
    let line = at(&trace, 1, 50.0).line.expect("a sleep has a line");
    assert_eq!(
        report(&trace).explanation.sentences.last(),
        Some(&format!(
            "At 100 ms the end of the run cancels `left` while it is sleeping (asked for 900 ms, \
             line {line}); it is over at once."
        ))
    );
}
