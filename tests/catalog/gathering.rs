//! The chapter “Coroutines, tasks and the loop”: waiting for several, and their errors.

use coroscope::timeline::{TaskEnd, WarningKind};

use super::{at, report, run, run_with_flags, run_with_words, timed, total_ms};

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
