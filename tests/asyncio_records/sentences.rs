//! What is said of each listing.

use coroscope::timeline::{Report, TaskEnd, WarningKind};

use super::support::report;

/// What a task of this name waited for longest.
fn longest_wait(report: &Report, name: &str) -> String {
    let task = report.tasks.iter().find(|task| task.name == name).expect("there is such a task");
    task.longest_wait.as_ref().expect("it waited").text.clone()
}

fn warnings(report: &Report) -> Vec<(WarningKind, Option<u32>, &str)> {
    let warning = |of: &coroscope::timeline::Warning| (of.kind, of.line);
    report.warnings.iter().map(|of| (warning(of).0, warning(of).1, of.text.as_str())).collect()
}

#[test]
fn a_blocking_sleep_is_blamed_on_its_line() {
    let report = report("blocking");
    assert_eq!(
        report.explanation.sentences,
        [
            "The run takes 1,050 ms, although its tasks wait 250 ms and work 1,000 ms in all: on average \
         1.19 things go on at once.",
            "Most of that time `rude()` blocks everything else for 950 ms (line 12): `polite(2)` is ready, \
         but cannot go on.",
            "The rest of the time the run waits while `polite(2)` sleeps 100 ms (line 6).",
        ]
    );
    assert_eq!(
        warnings(&report),
        [(
            WarningKind::Blocked,
            Some(12),
            "`rude()` blocked the loop for 1,000 ms (line 12), without giving control back. Ready \
         meanwhile, but unable to run: `polite(1)` for 950 ms and `polite(2)` for 950 ms.",
        )]
    );
}

#[test]
fn a_forgotten_await_and_a_lost_error_are_told() {
    let report = report("forgotten");
    assert_eq!(
        warnings(&report),
        [
            (
                WarningKind::NeverAwaited,
                Some(14),
                "`save('anna')` was called in line 14, but never awaited, so it did nothing. A coroutine \
             runs only when it is awaited or made a task.",
            ),
            (
                WarningKind::ErrorNotReceived,
                Some(15),
                "`oops()` failed, and nobody received its error: KeyError: 'nobody asks'",
            ),
        ]
    );
    let printed: Vec<_> =
        report.output.iter().map(|line| (line.text.as_str(), line.is_error)).collect();
    assert_eq!(printed, [("careful", true)]);
}

#[test]
fn a_deadlock_is_told_with_who_waits_for_what() {
    let report = report("deadlock");
    assert_eq!(
        report.end_text,
        "The run got stuck after 10 ms: every task waits, and nothing is left that could wake one."
    );
    assert_eq!(
        report.explanation.sentences[..2],
        [
            "Stuck after 10 ms, while `eat('anna', …, …)` and `eat('otto', …, …)` were still waiting for \
         a lock (line 7).",
            "Behind that, `deadlock.py` waits for `main()`.",
        ]
    );
    assert_eq!(
        warnings(&report),
        [(
            WarningKind::Stuck,
            Some(16),
            "Nothing is left that could wake anybody: `deadlock.py` is waiting for `main()` (line 16), \
         `main()` is waiting for all of 2 tasks (line 13), `eat('anna', …, …)` is waiting for a lock \
         (line 7) and `eat('otto', …, …)` is waiting for a lock (line 7).",
        )]
    );
}

#[test]
fn a_group_whose_member_fails_cancels_the_others_and_interrupts_its_task() {
    let report = report("group");
    assert_eq!(
        report.end_text,
        "The program failed after 500 ms: ExceptionGroup: unhandled errors in a TaskGroup (1 \
         sub-exception)"
    );
    assert_eq!(
        report.explanation.sentences[1..],
        [
            "All of that time the run waits while `bad()` sleeps 500 ms (line 10).",
            "At 500 ms `bad()` asks `main()` to stop while it is waiting for all of 2 tasks (line 15); it \
         goes on.",
            "At 500 ms `bad()` cancels `good(1)` while it is sleeping (asked for 1,000 ms, line 5); it is \
         over at once.",
        ]
    );
    // All errors have been received: nobody is to be warned.
    assert_eq!(warnings(&report), []);
}

#[test]
fn time_limits_timers_and_the_end_of_the_run_cancel() {
    let report = report("limit");
    assert_eq!(
        report.explanation.sentences[1..],
        [
            "The longest part of that time `main()` waits 500 ms for a lock or a time limit (line 19).",
            "Another part of that time `main()` waits 300 ms on a timer or a time limit (line 5).",
            "Another part of that time the run waits while `answer(9)` sleeps 200 ms (line 5).",
            "At 300 ms a time limit asks `main()` to stop while it is sleeping (asked for 2,000 ms, line \
         5); it goes on.",
            "At 800 ms a time limit asks `main()` to stop while it is waiting for a lock or a time limit \
         (line 19); it goes on.",
            "At 1,000 ms a timer cancels `answer(9)` while it is sleeping (asked for 9,000 ms, line 5); it \
         is over at once.",
            "1 more task is cancelled too.",
        ]
    );
    let end = |name: &str| report.tasks.iter().find(|task| task.name == name).map(|task| task.end);
    assert_eq!(end("answer(7)"), Some(TaskEnd::Cancelled));
    assert_eq!(end("main()"), Some(TaskEnd::Completed));
}

#[test]
fn each_thing_that_is_waited_for_has_its_words() {
    let report = report("waits");
    let waits: Vec<&str> = report.tasks[2..]
        .iter()
        .map(|task| task.longest_wait.as_ref().expect("it waited").text.as_str())
        .collect();
    assert_eq!(
        waits,
        [
            "for a lock",
            "for an event",
            "for a permit",
            "for a queue",
            "for the others at a barrier",
            "for all that was in a queue to be done",
            "for a condition",
            "for another task or future",
        ]
    );
    let levels: Vec<&str> = report.levels.iter().map(|level| level.name.as_str()).collect();
    assert_eq!(levels, ["Semaphore in use (line 15)", "Queue (line 17)", "Queue (line 15)"]);
}

#[test]
fn an_eager_task_begins_within_the_poll_of_the_one_that_makes_it() {
    let report = report("eager");
    assert_eq!(
        report.explanation.sentences[1..],
        ["All of that time the run waits while `cached('new')` sleeps 500 ms (line 7)."]
    );
    assert_eq!(longest_wait(&report, "main()"), "for all of 2 tasks");
    let polls: Vec<u32> = report.tasks.iter().map(|task| task.polls).collect();
    assert_eq!(polls, [2, 2, 1, 2]);
}

#[test]
fn a_thread_sleeps_without_blocking_anybody() {
    let report = report("threads");
    assert_eq!(
        report.explanation.sentences,
        [
            "The run takes 2,000 ms, although its tasks wait 3,000 ms in all: on average 1.5 things go on \
         at once.",
            "All of that time the run waits while `work(…)` sleeps 2,000 ms (line 6).",
        ]
    );
    assert_eq!(longest_wait(&report, "to_thread(…)"), "for the thread `work(…)`");
    assert_eq!(warnings(&report), []);
}

#[test]
fn callbacks_have_a_lane_and_their_errors_are_told() {
    let report = report("callbacks");
    assert_eq!(
        report.explanation.sentences,
        [
            "The run takes 1,000 ms.",
            "All of that time `main()` waits 1,000 ms for a future (line 18).",
        ]
    );
    assert_eq!(
        warnings(&report),
        [
            (
                WarningKind::ErrorNotReceived,
                None,
                "A callback failed, and nobody received its error: ZeroDivisionError: division by zero",
            ),
            (
                WarningKind::ErrorNotReceived,
                None,
                "A future failed, and nobody received its error: OSError: gone",
            ),
        ]
    );
    let callbacks = &report.tasks[2];
    assert_eq!((callbacks.name.as_str(), callbacks.end), ("callbacks", TaskEnd::Completed));
    let printed: Vec<_> = report.output.iter().map(|line| line.task_name.as_str()).collect();
    assert_eq!(printed, ["callbacks", "main()"]);
}

#[test]
fn an_asynchronous_generator_waits_with_its_task() {
    let report = report("generators");
    assert_eq!(longest_wait(&report, "ticks(0.1)"), "for whatever `main()` waits for");
    assert_eq!(longest_wait(&report, "count(2)"), "to be sent a value");
    assert!(report.explanation.sentences.contains(
        &"`ticks(0.1)` is a generator: it runs only when it is resumed, here 3 times, and then hands \
          control back."
            .to_owned()
    ));
}

#[test]
fn a_task_that_is_destroyed_while_it_waits_is_told() {
    let report = report("old_style");
    assert_eq!(
        report.explanation.sentences[1..],
        ["All of that time `old_style.py` waits 500 ms for its loop to be stopped (line 16)."]
    );
    assert_eq!(
        warnings(&report),
        [(
            WarningKind::Destroyed,
            Some(15),
            "`for_ever()` was destroyed while it was waiting, so it never completed.",
        )]
    );
}
