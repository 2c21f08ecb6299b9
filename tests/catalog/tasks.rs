//! The chapter “Coroutines, tasks and the loop”.

use std::time::Duration;

use coroscope::drivers::simulation::{Limits, simulate_until};
use coroscope::programs::find;
use coroscope::programs::params::Values;
use coroscope::runtime::Options;
use coroscope::runtime::trace::End;
use coroscope::timeline::{TaskEnd, WarningKind};

use super::{line_of, report, run, run_with_flags, run_with_words, timed, total_ms};

#[test]
fn sleeping_asynchronously_takes_the_longest() {
    assert_eq!(total_ms(&run("blocking", "asynchronous-sleep", &[])), 1000);
}

#[test]
fn while_one_blocks_the_others_cannot_even_start() {
    let trace = run("blocking", "blocking-sleep", &[]);
    let lines = ["a starts and blocks", "a ends", "b starts", "c starts", "b ends", "c ends"];
    assert_eq!((total_ms(&trace), trace.output()), (2000, lines.to_vec()));
}

#[test]
fn when_all_block_the_total_is_the_sum() {
    assert_eq!(total_ms(&run("blocking", "blocking-sleep", &[("blocking", 3.0)])), 3000);
}

#[test]
fn whoever_waits_already_goes_on_only_when_the_one_in_the_middle_no_longer_blocks() {
    let trace = run("blocking", "blocking-in-the-middle", &[]);
    let lines = [
        (0, "a starts"),
        (0, "b starts and blocks"),
        (2000, "b ends"),
        (2000, "c starts"),
        (2000, "a ends"),
        (3000, "c ends"),
    ];
    assert_eq!(timed(&trace), at(lines), "after 1,000 ms `a` was ready");
}

#[test]
fn lines_alternate_only_where_somebody_awaits_between_them() {
    let alternating = ["a 1", "b 1", "a 2", "b 2", "a 3", "b 3"];
    let one_by_one = ["a 1", "a 2", "a 3", "b 1", "b 2", "b 3"];
    let printed = |variant| run("taking-turns", variant, &[]);
    let trace = printed("with-an-await");
    assert_eq!((total_ms(&trace), trace.output()), (300, alternating.to_vec()));
    let trace = printed("without-an-await");
    assert_eq!((total_ms(&trace), trace.output()), (0, one_by_one.to_vec()));
    assert_eq!(report(&trace).tasks.len(), 3, "both are tasks all the same");
    let trace = printed("one-after-the-other");
    assert_eq!((total_ms(&trace), trace.output()), (600, one_by_one.to_vec()));

    let trace = run("taking-turns", "with-an-await", &[("second-pause", 250.0)]);
    assert_eq!(trace.output(), ["a 1", "b 1", "a 2", "a 3", "b 2", "b 3"], "by the time alone");
}

/// Expected lines with their times.
fn at<const N: usize>(lines: [(u64, &str); N]) -> Vec<(u64, String)> {
    lines.map(|(ms, text)| (ms, text.to_owned())).to_vec()
}

#[test]
fn an_awaited_coroutine_runs_as_a_part_of_whoever_awaits_it() {
    let trace = run("lifecycle", "awaited", &[]);
    let lines = [
        (0, "called, and nothing runs yet"),
        (0, "Start"),
        (1000, "End"),
        (1000, "awaited to its end"),
    ];
    assert_eq!((total_ms(&trace), timed(&trace)), (1000, at(lines)));
    assert_eq!(report(&trace).tasks.len(), 1);
}

#[test]
fn a_task_starts_without_being_awaited() {
    let trace = run("lifecycle", "as-a-task", &[]);
    let lines = [
        (0, "made a task, which nobody awaits yet"),
        (0, "Start"),
        (500, "half of the time is over, and only now it is awaited"),
        (1000, "End"),
        (1000, "awaited to its end"),
    ];
    assert_eq!((total_ms(&trace), timed(&trace)), (1000, at(lines)));
}

#[test]
fn a_coroutine_that_nobody_awaits_does_nothing_and_is_warned_about() {
    let trace = run("lifecycle", "never-awaited", &[]);
    let lines =
        [(0, "called, and nothing runs yet"), (1000, "nothing has run, and nothing ever will")];
    assert_eq!((total_ms(&trace), timed(&trace)), (1000, at(lines)));
    let warnings = report(&trace).warnings;
    assert_eq!((warnings.len(), warnings[0].kind), (1, WarningKind::NeverAwaited));
    assert_eq!(warnings[0].line, line_of("lifecycle", "span(\"work\"", 0));
    assert!(warnings[0].text.starts_with("`work` was called in line "));
    for awaited in ["awaited", "as-a-task"] {
        assert_eq!(report(&run("lifecycle", awaited, &[])).warnings, []);
    }
}

#[test]
fn if_both_yield_the_short_one_ends_first() {
    let trace = run("cooperation", "yield-every-k", &[]);
    let lines = [
        (0, "long starts"),
        (5, "short starts"),
        (105, "short has counted to 10000, with 10 switches"),
        (150, "long has counted to 20000, with 20 switches"),
        (150, "30 switches in all"),
    ];
    assert_eq!((total_ms(&trace), timed(&trace)), (150, at(lines)));
    assert_eq!(report(&trace).warnings, []);
}

#[test]
fn if_nobody_yields_they_end_in_the_order_of_their_start() {
    let trace = run("cooperation", "never-yield", &[]);
    let lines = [
        (0, "long starts"),
        (100, "long has counted to 20000, with 0 switches"),
        (100, "short starts"),
        (150, "short has counted to 10000, with 0 switches"),
        (150, "0 switches in all"),
    ];
    assert_eq!((total_ms(&trace), timed(&trace)), (150, at(lines)));
    let blocked: Vec<_> = report(&trace).warnings.into_iter().map(|warning| warning.kind).collect();
    assert_eq!(blocked, [WarningKind::Blocked; 1]);
}

#[test]
fn the_number_of_switches_is_that_of_the_groups_of_k() {
    for (k, switches) in [(1, 30_000), (7, 2857 + 1428), (10_000, 3), (20_000, 1), (100_000, 0)] {
        let trace = run("cooperation", "yield-every-k", &[("k", f64::from(k))]);
        assert_eq!(trace.output().last(), Some(&&*format!("{switches} switches in all")));
    }
}

#[test]
fn gather_returns_values_in_the_order_given() {
    let trace = run("gather-and-wait", "gather", &[]);
    let lines = [
        (500, "second finishes"),
        (1000, "third finishes"),
        (1500, "first finishes"),
        (1500, "result: value of first"),
        (1500, "result: value of second"),
        (1500, "result: value of third"),
    ];
    assert_eq!((total_ms(&trace), timed(&trace)), (1500, at(lines)));
}

#[test]
fn as_completed_returns_values_in_the_order_finished() {
    let trace = run("gather-and-wait", "as-completed", &[]);
    let lines = [
        (500, "second finishes"),
        (500, "result: value of second"),
        (1000, "third finishes"),
        (1000, "result: value of third"),
        (1500, "first finishes"),
        (1500, "result: value of first"),
    ];
    assert_eq!((total_ms(&trace), timed(&trace)), (1500, at(lines)));
}

#[test]
fn a_wait_for_the_first_returns_two_sets_and_the_pending_ones_are_cancelled() {
    let trace = run("gather-and-wait", "wait-first-completed", &[]);
    let lines = [
        (500, "second finishes"),
        (500, "done: second; pending: first, third"),
        (500, "result: value of second"),
        (500, "first is cancelled"),
        (500, "third is cancelled"),
    ];
    assert_eq!((total_ms(&trace), timed(&trace)), (500, at(lines)));
    let ends: Vec<_> = report(&trace).tasks.iter().map(|task| task.end).collect();
    let (completed, cancelled) = (TaskEnd::Completed, TaskEnd::Cancelled);
    assert_eq!(ends, [completed, cancelled, completed, cancelled]);
}

#[test]
fn a_wait_for_the_first_error_leaves_the_others_pending_and_they_are_awaited() {
    let trace = run_with_words("gather-and-wait", "wait-first-error", &[("failing", "third")]);
    let lines = [
        (500, "second finishes"),
        (1000, "third finishes"),
        (1000, "done: second, third; pending: first"),
        (1000, "result: value of second"),
        (1000, "error: third has failed"),
        (1000, "first is awaited"),
        (1500, "first finishes"),
        (1500, "result: value of first"),
    ];
    assert_eq!((total_ms(&trace), timed(&trace)), (1500, at(lines)));
    assert_eq!(report(&trace).warnings, []);
}

#[test]
fn without_an_error_a_wait_for_one_is_a_wait_for_all() {
    for variant in ["wait-first-error", "wait-all"] {
        let trace = run("gather-and-wait", variant, &[]);
        let lines = [
            (500, "second finishes"),
            (1000, "third finishes"),
            (1500, "first finishes"),
            (1500, "done: first, second, third; pending: nobody"),
            (1500, "result: value of first"),
            (1500, "result: value of second"),
            (1500, "result: value of third"),
        ];
        assert_eq!((total_ms(&trace), timed(&trace)), (1500, at(lines)));
    }
}

#[test]
fn whoever_fails_its_error_is_among_the_results() {
    for variant in ["gather", "wait-all", "as-completed"] {
        for failing in ["first", "second", "third"] {
            let trace = run_with_words("gather-and-wait", variant, &[("failing", failing)]);
            let error = format!("error: {failing} has failed");
            let errors = trace.output().iter().filter(|line| line.starts_with("error")).count();
            assert!(trace.output().contains(&&*error) && errors == 1);
            assert_eq!((total_ms(&trace), report(&trace).warnings), (1500, vec![]));
        }
    }
}

#[test]
fn the_first_error_ends_it_and_cancels_the_others() {
    let trace = run("futures", "fail-fast", &[]);
    let lines = [
        (250, "background fails"),
        (500, "second fails"),
        (500, "the first error ends it: second has failed"),
    ];
    assert_eq!((total_ms(&trace), timed(&trace)), (500, at(lines)));
    let report = report(&trace);
    let ends: Vec<_> = report.tasks.iter().map(|task| (task.name.as_str(), task.end)).collect();
    let expected = [
        ("main", TaskEnd::Completed),
        ("background", TaskEnd::Failed),
        ("first", TaskEnd::Cancelled),
        ("second", TaskEnd::Failed),
        ("third", TaskEnd::Cancelled),
    ];
    assert_eq!(ends, expected);
}

#[test]
fn the_first_error_is_known_at_once_and_the_others_go_on() {
    let trace = run("futures", "let-others-go-on", &[]);
    let lines = [
        (250, "background fails"),
        (500, "second fails"),
        (500, "the first error is known: second has failed"),
        (1000, "first succeeds"),
        (1500, "third fails"),
        (2500, "main ends"),
    ];
    assert_eq!((total_ms(&trace), timed(&trace)), (2500, at(lines)));
    let warnings = report(&trace).warnings.into_iter().map(|warning| warning.text);
    let lost = |name| format!("`{name}` failed, and nobody received its error: {name} has failed");
    assert_eq!(warnings.collect::<Vec<_>>(), ["background", "third"].map(lost));
}

#[test]
fn who_goes_on_after_an_error_is_cancelled_when_main_ends() {
    let trace = run("futures", "let-others-go-on", &[("afterwards", 700.0)]);
    let lines = [
        (250, "background fails"),
        (500, "second fails"),
        (500, "the first error is known: second has failed"),
        (1000, "first succeeds"),
        (1200, "main ends"),
    ];
    assert_eq!((total_ms(&trace), timed(&trace)), (1200, at(lines)));
    let third = &report(&trace).tasks[4];
    assert_eq!((third.name.as_str(), third.end), ("third", TaskEnd::Cancelled));
}

#[test]
fn collected_errors_are_results_like_values() {
    let trace = run("futures", "collect-errors", &[]);
    let lines = [
        (250, "background fails"),
        (500, "second fails"),
        (1000, "first succeeds"),
        (1500, "third fails"),
        (1500, "a value: value of first"),
        (1500, "an error: second has failed"),
        (1500, "an error: third has failed"),
    ];
    assert_eq!((total_ms(&trace), timed(&trace)), (1500, at(lines)));
}

#[test]
fn only_an_error_that_nobody_awaits_is_warned_about() {
    for variant in ["fail-fast", "collect-errors"] {
        let warnings = report(&run("futures", variant, &[])).warnings;
        assert_eq!((warnings.len(), warnings[0].kind), (1, WarningKind::ErrorNotReceived));
        assert_eq!(
            warnings[0].text,
            "`background` failed, and nobody received its error: background has failed"
        );
        let trace = run_with_flags("futures", variant, &[("background-fails", false)]);
        assert_eq!(report(&trace).warnings, []);
    }
}

#[test]
fn if_nobody_fails_all_values_arrive() {
    let nobody = ["second-fails", "third-fails", "background-fails"].map(|id| (id, false));
    let all = (1500, "all is well: value of first, value of second, value of third".to_owned());
    for variant in ["fail-fast", "let-others-go-on"] {
        assert!(timed(&run_with_flags("futures", variant, &nobody)).contains(&all));
    }
}

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
