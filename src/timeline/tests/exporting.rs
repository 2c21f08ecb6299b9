//! The export in the Chrome trace event format.

use std::rc::Rc;
use std::time::Duration;

use serde_json::Value;

use crate::drivers::simulation::simulate;
use crate::runtime::trace::{End, Trace};
use crate::runtime::{Options, Semaphore, gather, log, sleep, span, spawn, yield_now};
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
fn each_span_is_a_slice_with_its_line() {
    let events = events(&sample());
    let slices = slices(&events, 2);
    let wait = slices.iter().find(|slice| slice["dur"].as_f64() > Some(1.0));
    let wait = wait.expect("the child waited");
    assert_eq!(ticks(wait), (1, 64 * 20_000));
    assert_eq!(wait["cat"], "waiting on a timer");
    assert_eq!(wait["args"]["waiting"], "on a timer");
    let line = wait["args"]["line"].as_str().expect("the sleep has a line");
    assert!(line.starts_with("src/timeline/tests/exporting.rs:"), "{line}");
}

#[test]
fn what_took_no_time_has_a_tick_and_what_follows_comes_after_it() {
    let trace = simulate(Options::default(), async {
        spawn(async {
            for _ in 0..2 {
                yield_now().await;
            }
            sleep(Duration::from_millis(1)).await;
        })
        .await;
    });
    let events = events(&trace);
    let of_child: Vec<_> = slices(&events, 2)
        .into_iter()
        .map(|slice| (slice["name"].as_str().unwrap_or(""), ticks(slice)))
        .collect();
    // Two polls that are alike do not touch, so that no tool puts one into the other.
    assert_eq!(
        of_child,
        [
            ("running", (0, 1)),
            ("running", (2, 3)),
            ("running", (3, 4)),
            ("waiting on a timer", (4, 64_000)),
            ("running", (64_000, 64_001)),
        ]
    );
}

/// The slices of a thread, each of which begins when the one before it has ended.
fn slices(events: &[Value], tid: u32) -> Vec<&Value> {
    let slices = events.iter().filter(|event| event["tid"] == tid && event["ph"] == "X");
    let slices: Vec<_> = slices.collect();
    for (before, after) in slices.iter().zip(&slices[1..]) {
        assert!(ticks(before).1 <= ticks(after).0, "{before} {after}");
    }
    slices
}

/// When a slice begins and ends, in 64ths of a microsecond.
fn ticks(slice: &Value) -> (u64, u64) {
    let from = slice["ts"].as_f64().unwrap_or_default();
    let to = from + slice["dur"].as_f64().unwrap_or_default();
    ((from * 64.0) as u64, (to * 64.0) as u64)
}

#[test]
fn an_arrow_leads_from_the_wake_to_the_poll_and_both_ends_lie_in_polls() {
    let events = events(&sample());
    let (from, to) = (of_kind(&events, "s"), of_kind(&events, "f"));
    assert_eq!(from.len(), to.len());
    let end = to.iter().find(|end| end["tid"] == 1).expect("main was woken");
    assert_eq!(end["bp"], "e");
    let start = from.iter().find(|start| start["id"] == end["id"]).expect("it has a beginning");
    assert_eq!(start["tid"], 2);
    for (start, end) in from.iter().zip(&to) {
        // Tools take what comes first in the file as earlier, and the slice that was begun last.
        let at = |wanted: &Value| events.iter().position(|event| event == wanted);
        assert!(at(start) < at(end) && start["ts"].as_f64() <= end["ts"].as_f64());
        for arrow in [start, end] {
            let before = &events[..at(arrow).unwrap_or(0)];
            let slices = slices(before, arrow["tid"].as_u64().unwrap_or(0) as u32);
            let slice = slices.last().expect("something is around it");
            let (at, (from, to)) = (ticks(arrow).0, ticks(slice));
            assert!(slice["name"] == "running" && from <= at && at < to, "{slice} {arrow}");
        }
    }
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
fn a_wait_and_a_counter_are_called_after_what_is_shared() {
    let trace = simulate(Options::default(), async {
        let door = Rc::new(Semaphore::new(1));
        let through = |name: &'static str| {
            let door = Rc::clone(&door);
            spawn(async move {
                let _permit = door.acquire().await;
                sleep(Duration::from_millis(1)).await;
            })
            .named(name)
        };
        gather([through("first"), through("second")]).await;
    });
    let events = events(&trace);
    let counters = of_kind(&events, "C");
    assert!(counters.len() > 1 && counters.iter().all(|one| one["name"] == "semaphore 1"));
    let waits = slices(&events, 3);
    let wait = waits.iter().find(|slice| slice["name"] == "waiting for a permit");
    assert_eq!(wait.map(|wait| &wait["args"]["waiting"]), Some(&"for a permit".into()));
}

#[test]
fn an_empty_run_is_still_a_file() {
    let trace = Script::simulated().finish(End::Completed);
    assert_eq!(events(&trace).len(), 1);
}
