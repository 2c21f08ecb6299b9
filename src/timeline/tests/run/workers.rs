//! A run with workers: several loops in one picture.

use std::time::Duration;

use serde_json::Value;

use crate::drivers::simulation::simulate;
use crate::runtime::trace::Trace;
use crate::runtime::{Options, block, gather, log, sleep, spawn};
use crate::timeline::{RunTimeline, TaskState};
use crate::workers::{Job, Worker};

static WORK: Job<u64, ()> = Job::new("work", |delay| Box::pin(work(delay)));

async fn work(delay: u64) {
    spawn(async move {
        block(Duration::from_millis(delay));
        log("worked");
    })
    .named("part")
    .await;
}

/// Two tasks of a run. The first has a worker.
pub(in crate::timeline::tests) fn sample() -> Trace {
    simulate(Options::default(), async {
        let first = spawn(async {
            let worker = Worker::start("helper").await.expect("a simulated worker always starts");
            worker.run(&WORK, 60).await.expect("it is there");
        });
        let second = spawn(sleep(Duration::from_millis(100)));
        first.named("first").await;
        second.named("second").await;
        log("end");
    })
}

#[test]
fn the_lanes_of_a_worker_lie_below_the_task_that_started_it() {
    let trace = sample();
    let report = RunTimeline::of(&trace).report(&trace);
    let lanes: Vec<_> =
        report.tasks.iter().map(|task| (task.lane, task.depth, task.name.as_str())).collect();
    let expected =
        [(0, 0, "main"), (1, 1, "first"), (2, 2, "helper"), (3, 3, "part"), (4, 1, "second")];
    assert_eq!(lanes, expected);
    assert_eq!(report.tasks[2].parent, Some(report.tasks[1].id));
    assert_eq!(report.tasks[3].parent, Some(report.tasks[2].id));
    assert_eq!((report.workers[0].name.as_str(), report.workers[0].lane), ("helper", Some(2)));
    let output: Vec<_> = report.output.iter().map(|line| (line.at_ms, line.task)).collect();
    assert_eq!(output, [(60.0, report.tasks[3].id), (100.0, 0)]);
}

#[test]
fn what_keeps_a_worker_busy_is_no_reason_to_warn() {
    let trace = sample();
    assert!(RunTimeline::of(&trace).report(&trace).warnings.is_empty());
}

#[test]
fn every_part_of_the_picture_is_drawn_where_its_lane_is() {
    let trace = sample();
    let timeline = RunTimeline::of(&trace);
    let drawn = |first, lanes| {
        let rows = timeline.draw(&trace, 0.0, 100.0, first, lanes, 100.0);
        let wide = rows.chunks(6).filter(|row| row[2] > row[1]);
        wide.map(|row| (row[0], row[1], row[2])).collect::<Vec<_>>()
    };
    let part = (3.0, 0.0, 60.0);
    assert!(drawn(0, 9).contains(&part), "{:?}", drawn(0, 9));
    assert_eq!(drawn(3, 1), [part]);
    let of_parts: Vec<_> = (0..5).flat_map(|lane| drawn(lane, 1)).collect();
    assert_eq!(of_parts, drawn(0, 5));
    let info = timeline.at(&trace, 3, 30.0).expect("it works then");
    assert_eq!((info.lane, info.task.as_str(), info.state), (3, "part", TaskState::Blocking));
    let info = timeline.at(&trace, 4, 30.0).expect("it sleeps then");
    assert_eq!((info.lane, info.task.as_str(), info.state), (4, "second", TaskState::Timer));
}

#[test]
fn a_worker_is_a_process_of_its_own_for_other_tools() {
    let trace = sample();
    let json = RunTimeline::of(&trace).trace_json(&trace, "run");
    let json: Value = serde_json::from_str(&json).expect("it is JSON");
    let names = json["traceEvents"].as_array().expect("a list").iter();
    let names = names.filter(|entry| entry["name"] == "process_name");
    let names: Vec<_> = names.map(|entry| (&entry["pid"], &entry["args"]["name"])).collect();
    assert_eq!(
        names,
        [(&Value::from(1), &Value::from("run")), (&Value::from(2), &"helper".into())]
    );
}

#[test]
fn lines_at_the_same_time_come_in_the_order_of_their_causes() {
    let trace = simulate(Options::default(), async {
        log("before");
        let worker = Worker::start("helper").await.expect("a simulated worker always starts");
        worker.run(&WORK, 0).await.expect("it is there");
        log("after");
    });
    let report = RunTimeline::of(&trace).report(&trace);
    let lines: Vec<_> = report.output.iter().map(|line| (line.at_ms, &*line.text)).collect();
    assert_eq!(lines, [(0.0, "before"), (0.0, "worked"), (0.0, "after")]);
}

#[test]
fn a_worker_that_has_told_nothing_yet_is_known_all_the_same() {
    let mut trace = sample();
    trace.add_worker(trace.workers()[0].owner, "late".to_owned());
    let report = RunTimeline::of(&trace).report(&trace);
    assert_eq!((report.workers[1].name.as_str(), report.workers[1].lane), ("late", None));
    assert!(report.workers[1].alive && !report.workers[0].alive);
    assert_eq!(report.tasks.len(), 5);
}

/// The sentences, without the lines that they name.
fn sentences(trace: &Trace) -> Vec<String> {
    let report = RunTimeline::of(trace).report(trace);
    let text = |sentence: String| {
        let mut text = sentence;
        while let Some((before, after)) = text.split_once(" (line ") {
            let (_, rest) = after.split_once(')').unwrap_or_default();
            text = format!("{before}{rest}");
        }
        text
    };
    report.explanation.sentences.into_iter().map(text).collect()
}

#[test]
fn what_workers_do_counts_and_to_wait_for_them_does_not() {
    let trace = simulate(Options::default(), async {
        let hire = |number| async move {
            let worker = Worker::start(format!("helper {number}")).await.expect("it starts");
            worker.run(&WORK, 100 * number).await.expect("it is there");
        };
        gather((1..=3_u64).map(|number| spawn(hire(number)).named(format!("place {number}"))))
            .await;
    });
    let explanation = RunTimeline::of(&trace).report(&trace).explanation;
    assert_eq!((explanation.total_ms, explanation.sum_of_waits_ms), (300.0, 600.0));
    assert_eq!(explanation.concurrency, 2.0);
    let expected = [
        "The run takes 300 ms, although its tasks work 600 ms in all: on average 2 things go \
         on at once.",
        "All of that time `place 3` waits 300 ms for the worker. Meanwhile, in the worker, \
         `part` blocks the loop for 300 ms.",
    ];
    assert_eq!(sentences(&trace), expected);
}

#[test]
fn a_coroutine_that_has_its_work_done_by_a_worker_is_not_the_only_one() {
    let trace = simulate(Options::default(), async {
        let worker = Worker::start("helper").await.expect("a simulated worker always starts");
        worker.run(&WORK, 60).await.expect("it is there");
    });
    let expected = "The run takes 60 ms, and its tasks work 60 ms in all: one thing happens \
                    after the other.";
    assert_eq!(sentences(&trace)[0], expected);
}

#[test]
fn no_arrow_of_a_worker_is_taken_for_one_of_the_run() {
    let trace = sample();
    let json = RunTimeline::of(&trace).trace_json(&trace, "run");
    let json: Value = serde_json::from_str(&json).expect("it is JSON");
    let entries = json["traceEvents"].as_array().expect("a list");
    let of_kind = |ph: &str| -> Vec<(u64, u64)> {
        let found = entries.iter().filter(|entry| entry["ph"] == ph);
        let number = |entry: &Value, key: &str| entry[key].as_u64().expect("a number");
        found.map(|entry| (number(entry, "id"), number(entry, "pid"))).collect()
    };
    let (mut from, mut to) = (of_kind("s"), of_kind("f"));
    let both = [1, 2].map(|pid| from.iter().any(|arrow| arrow.1 == pid));
    assert_eq!(both, [true, true], "the run and its worker have arrows: {from:?}");
    from.sort_unstable();
    to.sort_unstable();
    assert_eq!(from, to, "an arrow ends in the process in which it began");
    let mut ids: Vec<u64> = from.into_iter().map(|arrow| arrow.0).collect();
    ids.dedup();
    assert_eq!(ids.len(), to.len(), "each has a number of its own");
}
