//! How tests in browsers compare a real run with its simulation.

use coroscope::programs;

use crate::agreement::{FIRST_DECIDES, Line, difference};

fn lines(lines: &[(f64, &str, &str)]) -> Vec<Line> {
    let line = |&(at_ms, task, text): &(f64, &str, &str)| Line {
        at_ms,
        task: task.into(),
        text: text.into(),
    };
    lines.iter().map(line).collect()
}

#[test]
fn the_same_lines_in_the_same_order_agree() {
    let predicted = lines(&[(10.0, "a", "x"), (20.0, "b", "x"), (20.0, "a", "x")]);
    let measured = lines(&[(12.0, "a", "x"), (21.0, "b", "x"), (21.0, "a", "x")]);
    assert_eq!(difference(&predicted, &measured), None);
}

#[test]
fn a_line_more_or_less_or_another_one_is_a_difference() {
    let predicted = lines(&[(10.0, "a", "x"), (20.0, "b", "y")]);
    for measured in [
        lines(&[(10.0, "a", "x")]),
        lines(&[(10.0, "a", "x"), (20.0, "b", "y"), (20.0, "b", "y")]),
        lines(&[(10.0, "a", "x"), (20.0, "b", "z")]),
    ] {
        assert!(difference(&predicted, &measured).is_some(), "{measured:?}");
    }
}

#[test]
fn who_is_late_for_two_timers_at_once_may_turn_them_round() {
    let predicted = lines(&[(10.0, "a", "x"), (10.0, "main", "got x"), (20.0, "b", "y")]);
    let late = lines(&[(31.0, "a", "x"), (31.0, "b", "y"), (31.0, "main", "got x")]);
    assert_eq!(difference(&predicted, &late), None);
}

#[test]
fn who_is_in_time_may_not() {
    let predicted = lines(&[(10.0, "a", "x"), (10.0, "main", "got x"), (20.0, "b", "y")]);
    let measured = lines(&[(12.0, "a", "x"), (13.0, "b", "y"), (13.0, "main", "got x")]);
    assert!(difference(&predicted, &measured).is_some());
}

#[test]
fn lines_of_one_instant_or_of_one_task_keep_their_order_however_late() {
    let instant = lines(&[(10.0, "a", "x"), (10.0, "b", "y")]);
    let turned = lines(&[(90.0, "b", "y"), (90.0, "a", "x")]);
    assert!(difference(&instant, &turned).is_some());
    let task = lines(&[(10.0, "a", "x"), (20.0, "a", "y")]);
    let turned = lines(&[(90.0, "a", "y"), (90.0, "a", "x")]);
    assert!(difference(&task, &turned).is_some());
}

#[test]
fn the_programs_in_which_the_first_decides_are_in_the_catalog() {
    for id in FIRST_DECIDES {
        assert!(programs::find(id).is_ok(), "{id}");
    }
}
