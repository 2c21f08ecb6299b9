//! The chapter “Generators”.

use coroscope::runtime::trace::Trace;
use coroscope::timeline::{TaskEnd, Timeline, WarningKind};

use super::{line_of, report, run, run_with_words, timed, total_ms};

fn at<const N: usize>(lines: [(u64, &str); N]) -> Vec<(u64, String)> {
    lines.map(|(ms, text)| (ms, text.to_owned())).to_vec()
}

#[test]
fn the_filter_prints_only_the_match_and_cleans_up_when_it_is_closed() {
    let trace = run("prefix-filter", "send-and-close", &[]);
    let lines = [
        (0, "priming"),
        (0, "looking for Dear"),
        (300, "sending James"),
        (900, "sending Dear James"),
        (1200, "Dear James"),
        (1200, "closing"),
        (1200, "that was all, farewell"),
        (1200, "sending James"),
        (1200, "error: the generator is closed"),
    ];
    assert_eq!((total_ms(&trace), timed(&trace)), (1200, at(lines)));
    assert_eq!(report(&trace).tasks[1].end, TaskEnd::Completed);
}

#[test]
fn a_dropped_filter_cleans_up_too() {
    let trace = run("prefix-filter", "dropped", &[]);
    let lines = [
        (0, "priming"),
        (0, "looking for Dear"),
        (300, "sending James"),
        (900, "sending Dear James"),
        (1200, "Dear James"),
        (1200, "dropping"),
        (1200, "that was all, farewell"),
        (1200, "dropped, so nothing can be sent any more"),
    ];
    assert_eq!((total_ms(&trace), timed(&trace)), (1200, at(lines)));
    assert_eq!(report(&trace).tasks[1].end, TaskEnd::Cancelled);
}

#[test]
fn another_prefix_finds_other_names() {
    let trace = run_with_words("prefix-filter", "send-and-close", &[("prefix", "James")]);
    let found =
        trace.output().into_iter().filter(|line| line.ends_with("James")).collect::<Vec<_>>();
    let expected = [
        "looking for James",
        "sending James",
        "James",
        "sending Dear James",
        "Dear James",
        "sending James",
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_receiver_takes_its_time_and_a_word_before_priming_is_an_error() {
    for (variant, does) in [("blocking", "blocks for"), ("asynchronous", "waits")] {
        let trace = run("receiver", variant, &[]);
        let (first, second) = (format!("First: {does} 4000 ms"), format!("Second: {does} 2000 ms"));
        let lines = [
            (0, "sending First"),
            (0, "error: the generator was not primed: it waits at no yield yet"),
            (0, "priming the receiver"),
            (0, "sending First"),
            (0, first.as_str()),
            (4000, "Received First"),
            (4000, "sending Second"),
            (4000, second.as_str()),
            (6000, "Received Second"),
        ];
        assert_eq!((total_ms(&trace), timed(&trace)), (6000, at(lines)));
    }
}

#[test]
fn only_the_blocking_receiver_is_warned_about() {
    let warnings = report(&run("receiver", "blocking", &[])).warnings;
    assert_eq!((warnings.len(), warnings[0].kind), (1, WarningKind::Blocked));
    assert_eq!(warnings[0].line, line_of("receiver", "block(wait)", 0));
    assert!(warnings[0].text.starts_with("`receiver` blocked the loop for 6,000 ms in all"));
    assert_eq!(report(&run("receiver", "asynchronous", &[])).warnings, []);
}

/// What a lane shows in a run, at the middle of each stretch of `stretch_ms`.
fn lane(trace: &Trace, lane: u32, stretch_ms: f64, stretches: u32) -> Vec<String> {
    let timeline = Timeline::of(trace);
    let middle = |nth: u32| (f64::from(nth) + 0.5) * stretch_ms;
    let text = |nth| timeline.at(trace, lane, middle(nth)).expect("the lane goes on").state_text;
    (0..stretches).map(text).collect()
}

#[test]
fn control_goes_to_and_fro_between_the_lanes_of_caller_and_filter() {
    let trace = run("prefix-filter", "send-and-close", &[]);
    let (timer, filter) = ("waiting 300 ms on a timer", "waiting 300 ms for `filter`");
    let value = "waiting 300 ms to be sent a value";
    assert_eq!(lane(&trace, 0, 300.0, 4), [timer, filter, timer, filter]);
    assert_eq!(lane(&trace, 1, 300.0, 4), [value, timer, value, timer]);
}

#[test]
fn while_the_receiver_blocks_its_caller_only_waits_for_it() {
    let trace = run("receiver", "blocking", &[]);
    assert_eq!(lane(&trace, 0, 4000.0, 1), ["waiting 4,000 ms for `receiver`"]);
    assert_eq!(lane(&trace, 1, 4000.0, 1), ["blocking the loop for 4,000 ms"]);
    let sentences = report(&trace).explanation.sentences;
    let line = line_of("receiver", "block(wait)", 0).expect("it is there");
    let all = "All of that time `receiver` blocks the loop 2 times, 6,000 ms in all";
    assert_eq!(sentences[1], format!("{all} (line {line})."));
}
