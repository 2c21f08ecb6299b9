//! Runs in which no task can go on.

use crate::runtime::trace::{End, Trace};
use crate::timeline::testing::Script;
use crate::timeline::tests::*;

/// Tasks that each wait for another task or for an event.
fn waiting(for_whom: &[Option<u32>]) -> Trace {
    let mut script = Script::simulated();
    for task in 0..for_whom.len() as u32 {
        let name = ["main", "a", "b", "c", "d", "e", "f"][task as usize];
        script = script.spawn(task, task.checked_sub(1), name);
    }
    for (task, of) in (0..).zip(for_whom) {
        script = script.starts(task);
        script = match of {
            Some(of) => script.waits_for_task(task, *of),
            None => script.waits_for_host(task, "nothing"),
        };
        script = script.ends(task);
    }
    script.at(5.0).finish(End::Stuck)
}

fn says(trace: &Trace) -> String {
    report(trace).explanation.sentences.join(" ")
}

#[test]
fn a_circle_of_waits_is_named() {
    let text = says(&waiting(&[Some(1), Some(2), Some(1)]));
    let circle = "They wait in a circle: `a` waits for `b` and `b` waits for `a`. None of them \
                  can ever go on, because each needs another one to go first.";
    assert!(text.contains(circle), "{text}");
}

#[test]
fn a_long_circle_is_cut() {
    let text = says(&waiting(&[Some(1), Some(2), Some(3), Some(4), Some(5), Some(0)]));
    assert!(text.contains("`b` waits for `c`, `c` waits for `d`"), "{text}");
    assert!(text.contains("and so on, back to the first."), "{text}");
}

#[test]
fn who_waits_for_one_that_is_stuck_is_named_behind_it() {
    let text = says(&waiting(&[Some(1), None]));
    assert!(text.contains("`a` was still waiting for `nothing`"), "{text}");
    assert!(text.contains("Behind that, `main` waits for `a`."), "{text}");
}

#[test]
fn a_task_may_wait_for_itself() {
    let text = says(&waiting(&[Some(0)]));
    assert!(text.contains("`main` waits for itself, and so for ever."), "{text}");
}
