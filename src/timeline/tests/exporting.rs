//! The export in the Chrome trace event format.

use std::time::Duration;

use serde_json::Value;

use crate::drivers::simulation::simulate;
use crate::runtime::trace::{End, Trace};
use crate::runtime::{Options, log, sleep, span, spawn};
use crate::timeline::RunTimeline;
use crate::timeline::testing::Script;

fn events(trace: &Trace) -> Vec<Value> {
    let json = RunTimeline::of(trace).trace_json(trace, "a \"run\"\n");
    let mut json: Value = serde_json::from_str(&json).expect("it is JSON");
    serde_json::from_value(json["traceEvents"].take()).expect("it is a list")
}

fn of_kind<'a>(events: &'a [Value], ph: &str) -> Vec<&'a Value> {
    events.iter().filter(|event| event["ph"] == ph).collect()
}

fn sample() -> Trace {
    simulate(Options::default(), async {
        let child = spawn(async {
            span("cooking", sleep(Duration::from_millis(20))).await;
            log("quote \" and tab \t");
        });
        child.named("child").await;
    })
}

#[test]
fn the_process_is_the_run_and_each_lane_is_a_thread() {
    let events = events(&sample());
    let metadata = of_kind(&events, "M");
    let name = |wanted: &str| -> Vec<&Value> {
        metadata
            .iter()
            .filter(|event| event["name"] == wanted)
            .map(|event| &event["args"]["name"])
            .collect()
    };
    assert_eq!(name("process_name"), ["a \"run\"\n"]);
    assert_eq!(name("thread_name"), ["main", "child"]);
}

#[test]
fn each_span_is_an_event_with_its_line() {
    let events = events(&sample());
    let waits =
        of_kind(&events, "X").into_iter().find(|event| event["tid"] == 2 && event["dur"] != 0);
    let wait = waits.expect("the child waited");
    assert_eq!((&wait["ts"], &wait["dur"]), (&0.into(), &20_000.into()));
    assert_eq!(wait["cat"], "waiting on a timer");
    assert_eq!(wait["args"]["waiting"], "on a timer");
    let line = wait["args"]["line"].as_str().expect("the sleep has a line");
    assert!(line.starts_with("src/timeline/tests/exporting.rs:"), "{line}");
}

#[test]
fn an_arrow_leads_from_the_wake_to_the_poll() {
    let events = events(&sample());
    let (from, to) = (of_kind(&events, "s"), of_kind(&events, "f"));
    assert_eq!(from.len(), to.len());
    let end = to.iter().find(|end| end["tid"] == 1).expect("main was woken");
    assert_eq!((&end["ts"], &end["bp"]), (&20_000.into(), &"e".into()));
    let start = from.iter().find(|start| start["id"] == end["id"]).expect("it has a beginning");
    assert_eq!((&start["tid"], &start["ts"]), (&2.into(), &20_000.into()));
}

#[test]
fn output_and_parts_are_there() {
    let events = events(&sample());
    let lines: Vec<_> = events.iter().filter(|event| event["cat"] == "output").collect();
    assert_eq!(lines[0]["name"], "quote \" and tab \t");
    assert_eq!((&lines[0]["ph"], &lines[0]["ts"]), (&"i".into(), &20_000.into()));
    let part = of_kind(&events, "b");
    assert_eq!((&part[0]["name"], &part[0]["ts"]), (&"cooking".into(), &0.into()));
    assert_eq!(of_kind(&events, "e")[0]["ts"], 20_000);
}

#[test]
fn an_empty_run_is_still_a_file() {
    let trace = Script::simulated().finish(End::Completed);
    assert_eq!(events(&trace).len(), 1);
}
