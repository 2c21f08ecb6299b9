//! The words in the lanes.

use crate::runtime::trace::{End, On, Trace};
use crate::timeline::testing::Script;
use crate::timeline::{Label, LabelKind, TaskState, Timeline};

/// The labels of a run that takes 1,000 ms, on a picture in which each is a pixel.
fn labels(trace: &Trace) -> Vec<Label> {
    Timeline::of(trace).labels(trace, (0.0, 1000.0), (0, u32::MAX), 1000.0)
}

fn texts(trace: &Trace) -> Vec<(u32, f64, f64, String)> {
    labels(trace).into_iter().map(|l| (l.lane, l.from, l.to, l.text)).collect()
}

/// `main` waits for `greet`, which sleeps, prints a word and ends at 600 ms.
fn greeting() -> Script {
    Script::simulated()
        .spawn(0, None, "main")
        .starts(0)
        .spawn(1, 0, "greet")
        .waits_for_task(0, 1)
        .ends(0)
        .starts(1)
        .sleeps(1, 600)
        .ends(1)
        .at(600.0)
        .woken_by_timer(1)
        .starts(1)
        .prints(1, "hi")
}

#[test]
fn waits_say_what_for_and_words_stand_where_they_were_printed() {
    let trace = greeting()
        .completes(1)
        .woken_by(0, 1)
        .starts(0)
        .sleeps(0, 400)
        .ends(0)
        .at(1000.0)
        .woken_by_timer(0)
        .starts(0)
        .completes(0)
        .finish(End::Completed);
    let expected = [
        (0, 0.0, 600.0, "for greet".to_owned()),
        (0, 600.0, 1000.0, "sleep 400 ms".to_owned()),
        (1, 0.0, 600.0, "sleep 600 ms".to_owned()),
        (1, 600.0, 600.0, "“hi”".to_owned()),
    ];
    assert_eq!(texts(&trace), expected);
}

#[test]
fn a_wait_for_several_tasks_is_short() {
    let trace = Script::simulated()
        .spawn(0, None, "main")
        .starts(0)
        .waits(0, On::AllTasks { of: 1200 })
        .ends(0)
        .at(600.0)
        .woken_by_timer(0)
        .finish(End::Stopped);
    assert_eq!(texts(&trace)[0].3, "for 1,200 tasks");
}

#[test]
fn the_error_of_a_task_stands_at_its_end() {
    let trace = greeting().fails(1, "no more tea").finish(End::Completed);
    let labels = labels(&trace);
    let error = labels.iter().find(|label| label.kind == LabelKind::Error).expect("a label");
    assert_eq!((error.lane, error.from, error.state), (1, 600.0, TaskState::Failed));
    assert_eq!(error.text, "no more tea");
}

#[test]
fn what_is_narrow_has_no_words_and_there_are_never_too_many() {
    let mut script = Script::simulated().spawn(0, None, "main");
    for round in 0..1000_u32 {
        let at = f64::from(round + 1);
        script = script.starts(0).prints(0, "tick").sleeps(0, 1).ends(0).at(at).woken_by_timer(0);
    }
    let trace = script.starts(0).completes(0).finish(End::Completed);
    let all = labels(&trace);
    assert!(all.iter().all(|label| label.kind == LabelKind::Printed));
    assert_eq!(all.len(), 200);
    let timeline = Timeline::of(&trace);
    let near = timeline.labels(&trace, (0.0, 2.0), (0, 1), 1000.0);
    let spans = near.iter().filter(|label| label.kind == LabelKind::Span);
    assert_eq!(spans.map(|label| label.text.as_str()).collect::<Vec<_>>(), ["sleep 1 ms"; 2]);
    // Windows that show nothing, and lanes that do not exist.
    assert!(timeline.labels(&trace, (5.0, 5.0), (0, 1), 1000.0).is_empty());
    assert!(timeline.labels(&trace, (f64::NAN, 1.0), (0, 1), 1000.0).is_empty());
    assert!(timeline.labels(&trace, (0.0, 2.0), (7, u32::MAX), 1000.0).is_empty());
}
