//! Timelines of traces, most of them made by hand.

mod ask;
mod compare;
mod draw;
mod exporting;
mod guess;
mod hostile;
mod incremental;
mod lanes;
mod made_up;
mod moment;
mod report;
mod run;
mod why;

use crate::runtime::trace::Trace;
use crate::timeline::lanes::{TaskState, View};
use crate::timeline::report::{Report, TaskReport};

use super::{SpanInfo, Timeline};

/// Property tests leave no files behind: a failure becomes a test of its own.
fn quiet() -> proptest::test_runner::Config {
    proptest::test_runner::Config { failure_persistence: None, ..Default::default() }
}

/// The spans of a task as (state, from, to) in milliseconds, without those that take no time.
fn spans(trace: &Trace, task: u32) -> Vec<(TaskState, f64, f64)> {
    all_spans(trace, task).into_iter().filter(|(_, from, to)| from < to).collect()
}

/// All spans of a task as (state, from, to) in milliseconds.
fn all_spans(trace: &Trace, task: u32) -> Vec<(TaskState, f64, f64)> {
    let timeline = Timeline::of(trace);
    let view = View { timeline: &timeline, trace };
    let history = &timeline.histories[task as usize];
    let ms = |us: u64| us as f64 / 1000.0;
    let span = |span| {
        let from_us = history.spans.from_us[span];
        (view.state(history, span), ms(from_us), ms(view.end(history, span)))
    };
    (0..history.spans.len()).map(span).collect()
}

fn report(trace: &Trace) -> Report {
    Timeline::of(trace).report(trace)
}

fn task(trace: &Trace, task: u32) -> TaskReport {
    report(trace).tasks.into_iter().find(|report| report.id == task).expect("the task is there")
}

fn at(trace: &Trace, lane: u32, ms: f64) -> SpanInfo {
    Timeline::of(trace).at(trace, lane, ms).expect("there is something")
}

/// The links of the critical path as (task, state, from, to), after a check that they cover the total.
fn critical_path(trace: &Trace) -> Vec<(u32, TaskState, f64, f64)> {
    let explanation = report(trace).explanation;
    let links = explanation.critical_path;
    let mut reached_ms = 0.0;
    for link in &links {
        assert_eq!(link.from_ms, reached_ms, "the links lie end to end");
        assert!(link.to_ms > link.from_ms, "every link takes time");
        reached_ms = link.to_ms;
    }
    assert_eq!(reached_ms, explanation.total_ms, "the path covers the total");
    links.iter().map(|link| (link.task, link.state, link.from_ms, link.to_ms)).collect()
}
