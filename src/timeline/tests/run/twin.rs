//! Lines said as those of another listing.

use std::time::Duration;

use crate::drivers::simulation::simulate;
use crate::runtime::{Options, gather, log, sleep, spawn};
use crate::timeline::{Moments, RunTimeline, TwinLines};

/// Where `nap` sleeps and prints.
const SLEEPS: u32 = line!() + 5;
const PRINTS: u32 = SLEEPS + 1;

#[rustfmt::skip]
async fn nap() {
    sleep(Duration::from_millis(300)).await;
    log("awake");
}

#[test]
fn every_line_that_a_run_says_is_one_of_its_twin() {
    let trace = simulate(Options::default(), async {
        gather([spawn(nap()).named("a")]).await;
    });
    let mut timeline = RunTimeline::of(&trace);
    let before = format!("{:?}", timeline.report(&trace));
    let twin = TwinLines::new("same.py".to_owned(), vec![(SLEEPS, 8), (PRINTS, 9)]);
    timeline.say_lines_of(Some(twin));

    let report = timeline.report(&trace);
    let sentences = report.explanation.sentences.join(" ");
    assert!(sentences.contains("`a` sleeps 300 ms (line 8)"), "{sentences}");
    assert_eq!(report.output[0].line, Some(9));
    assert_eq!(report.sleeps[0].line, Some(8));
    let lines = timeline.lines(&trace);
    assert!(lines.iter().all(|line| line.file == "same.py"), "{lines:?}");
    let at = timeline.at(&trace, 1, 100.0).expect("it sleeps");
    assert_eq!((at.line, at.file.as_deref()), (Some(8), Some("same.py")));
    let moment = Moments::default().at(&timeline, &trace, 100.0, None);
    let task = moment.tasks.iter().find(|task| task.name == "a").expect("it is there");
    assert_eq!((task.line, task.file.as_deref()), (Some(8), Some("same.py")));
    assert!(timeline.trace_json(&trace, "run").contains("same.py:8"));

    timeline.say_lines_of(None);
    assert_eq!(format!("{:?}", timeline.report(&trace)), before);
}

#[test]
fn a_line_that_its_twin_has_not_is_said_to_be_none() {
    let trace = simulate(Options::default(), nap());
    let mut timeline = RunTimeline::of(&trace);
    timeline.say_lines_of(Some(TwinLines::new("same.py".to_owned(), vec![(PRINTS, 9)])));
    let report = timeline.report(&trace);
    let sentences = report.explanation.sentences.join(" ");
    assert!(sentences.contains("(no line in Python)"), "{sentences}");
    assert_eq!(report.sleeps[0].line, None);
}
