//! The chapter “Waiting”.

use super::{run, total_ms};

#[test]
fn greetings_one_after_the_other_take_the_sum() {
    let trace = run("greetings", "sequential", &[]);
    assert_eq!((total_ms(&trace), trace.output()), (3000, vec!["hi", "hoi"]));
    let swapped =
        run("greetings", "sequential", &[("first-delay", 2000.0), ("second-delay", 1000.0)]);
    assert_eq!((total_ms(&swapped), swapped.output()), (3000, vec!["hi", "hoi"]));
}

#[test]
fn greetings_at_once_take_the_longest_and_come_by_delay() {
    let trace = run("greetings", "concurrent", &[]);
    assert_eq!((total_ms(&trace), trace.output()), (2000, vec!["hi", "hoi"]));
    let swapped =
        run("greetings", "concurrent", &[("first-delay", 2000.0), ("second-delay", 1000.0)]);
    assert_eq!((total_ms(&swapped), swapped.output()), (2000, vec!["hoi", "hi"]));
}

#[test]
fn a_countdown_at_once_ends_in_the_opposite_order() {
    let trace = run("countdown", "concurrent", &[]);
    let lines = ["0 starts", "1 starts", "2 starts", "2 ends", "1 ends", "0 ends"];
    assert_eq!((total_ms(&trace), trace.output()), (5000, lines.to_vec()));
}

#[test]
fn a_countdown_one_after_the_other_keeps_its_order() {
    let trace = run("countdown", "sequential", &[]);
    let lines = ["0 starts", "0 ends", "1 starts", "1 ends", "2 starts", "2 ends"];
    assert_eq!((total_ms(&trace), trace.output()), (12_000, lines.to_vec()));
}
