//! Traces made in bad faith.

use proptest::prelude::*;

use crate::runtime::trace::{Clock, End, On, TaskId, Trace, What};
use crate::timeline::testing::Script;
use crate::timeline::{Moments, RunTimeline, TaskState, Timeline};

use super::made_up::{number, task, trace};
use super::quiet;

fn anything() -> BoxedStrategy<f64> {
    prop_oneof![
        4 => -10.0..3_000.0,
        1 => any::<f64>(),
        1 => Just(0.0),
        1 => Just(f64::NAN),
        1 => Just(f64::INFINITY),
        1 => Just(f64::NEG_INFINITY),
        1 => Just(f64::MAX),
        1 => Just(f64::MIN_POSITIVE),
    ]
    .boxed()
}

/// Asks all questions but the export.
fn ask(trace: &Trace, from_ms: f64, to_ms: f64, width_px: f64, first: u32, lanes: u32) {
    let mut timeline = Timeline::of(trace);
    timeline.advance(if from_ms > 0.0 { from_ms as u64 } else { 0 });
    let list = timeline.draw(trace, from_ms, to_ms, first, lanes, width_px);
    assert_eq!(list.len() % 6, 0);
    let shown = (lanes as usize).min(timeline.lanes());
    let drawn = list.len() / 6;
    let most = (2.0 * width_px + 4.0) * shown as f64;
    assert!(drawn == 0 || drawn as f64 <= most, "{drawn} rectangles for {width_px} px");
    for row in list.chunks(6) {
        assert!(row.iter().all(|number| number.is_finite()));
        assert!(0.0 <= row[1] && row[1] <= row[2] && f64::from(row[2]) <= width_px * 1.001);
        assert!((row[3] as usize) < TaskState::COUNT && row[5] >= 1.0);
    }
    for ms in [from_ms, to_ms, width_px] {
        if let Some(info) = timeline.at(trace, first, ms) {
            assert!(info.from_ms <= info.to_ms);
        }
    }
    let arrows = timeline.arrows(trace, from_ms, to_ms, first, lanes, width_px);
    assert!(arrows.len().is_multiple_of(6) && arrows.len() <= 4_000 * 6);
    for row in arrows.chunks(6) {
        assert!(row.iter().all(|number| number.is_finite()));
        assert!(row[0] < timeline.lanes() as f32 && row[1] <= row[3] && row[5] >= 1.0);
        assert!((first as f32) <= row[2] && row[2] < timeline.lanes() as f32 && row[4] <= 4.0);
    }
    for ms in [from_ms, to_ms, width_px, 0.0] {
        for relation in timeline.relations(trace, first, ms) {
            assert!(relation.from_ms <= relation.to_ms && !relation.text.is_empty());
            assert!(relation.lane.is_none_or(|lane| (lane as usize) < timeline.lanes()));
        }
        assert!(timeline.waits_for(ms, first, lanes).len() <= 2 * timeline.lanes());
    }
    let report = timeline.report(trace);
    let parts_us = report.explanation.overhead_parts.iter().map(|part| part.ms * 1000.0);
    let overhead_us = report.explanation.overhead_ms * 1000.0;
    assert!((parts_us.sum::<f64>() - overhead_us).abs() <= 1.0 + overhead_us * 1e-9);
    let links = &report.explanation.critical_path;
    assert!(links.windows(2).all(|pair| pair[0].to_ms == pair[1].from_ms));
    assert_eq!(links.first().map_or(0.0, |link| link.from_ms), 0.0);
    assert_eq!(links.last().map_or(0.0, |link| link.to_ms), report.explanation.total_ms);
    assert!(report.explanation.concurrency.is_finite() && report.explanation.overhead_ms >= 0.0);
}

fn export(trace: &Trace) {
    let json = RunTimeline::of(trace).trace_json(trace, "run");
    assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
}

/// Asks about moments, forward and back, and checks that earlier questions make no difference.
fn ask_moments(trace: &Trace, times_ms: [f64; 3], polls: &[u32]) {
    let timeline = RunTimeline::of(trace);
    let mut moments = Moments::with_copies(7);
    let by_time = times_ms.map(|ms| (ms, None));
    let by_poll = polls.iter().map(|poll| (0.0, Some(*poll)));
    for (at_ms, poll) in by_time.into_iter().chain(by_poll) {
        let moment = moments.at(&timeline, trace, at_ms, poll);
        assert_eq!(moment, Moments::default().at(&timeline, trace, at_ms, poll));
        assert!(moment.at_ms >= 0.0 && moment.at_ms <= timeline.now_us() as f64 / 1000.0);
        assert!(moment.poll <= moment.polls && moment.tasks.len() as u32 <= moment.task_count);
        assert!(moment.sleeping.is_sorted_by(|a, b| a.due_ms <= b.due_ms));
    }
    let _ = timeline.lines(trace);
}

/// Asks about a run with arbitrary workers.
fn ask_with_workers(trace: &Trace, from_ms: f64, to_ms: f64, first: u32, lanes: u32) {
    let timeline = RunTimeline::of(trace);
    let report = timeline.report(trace);
    let in_order = report.tasks.windows(2).all(|pair| pair[0].lane < pair[1].lane);
    assert!(in_order, "each task has a lane of its own");
    assert!(report.output.is_sorted_by(|a, b| a.at_ms <= b.at_ms));
    for row in timeline.draw(trace, from_ms, to_ms, first, lanes, 50.0).chunks(6) {
        assert!(row[0] >= first as f32 && row[0] < first.saturating_add(lanes) as f32);
    }
    let _ = timeline.at(trace, first, from_ms);
    ask_moments(trace, [to_ms, from_ms, f64::INFINITY], &[u32::MAX, 3, 1, first, 2, 0]);
    export(trace);
}

proptest! {
    #![proptest_config(quiet())]

    #[test]
    fn no_order_of_events_is_too_much(
        trace in trace(),
        from_ms in anything(),
        to_ms in anything(),
        width_px in anything(),
        first in number(),
        lanes in number(),
    ) {
        ask(&trace, from_ms, to_ms, width_px, first, lanes);
        ask_moments(&trace, [from_ms, to_ms, width_px], &[first, 5, 4, lanes, 1, 2, 0]);
        export(&trace);
    }

    #[test]
    fn no_workers_are_too_much(
        mut trace in trace(),
        workers in prop::collection::vec((task(), any::<bool>(), trace()), 0..4),
        from_ms in anything(),
        to_ms in anything(),
        first in number(),
        lanes in number(),
    ) {
        for (owner, ended, of_worker) in workers {
            let place = trace.add_worker(owner, "w".to_owned());
            trace.set_worker_trace(place, of_worker);
            if ended {
                trace.end_worker(place, 7);
            }
        }
        ask_with_workers(&trace, from_ms, to_ms, first, lanes);
        let again = Trace::from_bytes(&trace.to_bytes());
        prop_assert!(again.is_ok_and(|again| again.workers().len() == trace.workers().len()));
    }

    #[test]
    fn no_damaged_file_is_too_much(
        trace in trace(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        from_ms in anything(),
        to_ms in anything(),
    ) {
        let mut bytes = trace.to_bytes();
        let magic = 18;
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            if at >= magic {
                bytes[at] = byte;
            }
        }
        if let Ok(trace) = Trace::from_bytes(&bytes) {
            ask(&trace, from_ms, to_ms, 50.0, 0, u32::MAX);
            export(&trace);
        }
    }
}

#[test]
fn another_shorter_trace_is_read_from_its_beginning() {
    let script = || Script::simulated().spawn(0, None, "main").starts(0);
    let long = script().sleeps(0, 10).ends(0).at(10.0).finish(End::Stopped);
    let short = script().so_far();
    let mut timeline = Timeline::of(&long);
    timeline.update(&short);
    assert_eq!(timeline, Timeline::of(&short));
}

/// What a lane is comes too late in the middle of a poll: the poll ends as it began.
#[test]
fn a_task_that_is_called_a_thread_while_it_is_polled_stays_what_it_is() {
    let polled = || Script::simulated().spawn(0, None, "main").starts(0);
    let named = polled().step(0, What::IsThread).at(1.0).ends(0).step(0, What::Completed);
    let plain = polled().at(1.0).ends(0).step(0, What::Completed);
    let (named, plain) = (named.finish(End::Completed), plain.finish(End::Completed));
    assert_eq!(
        Timeline::of(&named).report(&named).tasks,
        Timeline::of(&plain).report(&plain).tasks
    );
    ask_moments(&named, [0.0, 0.5, 1.0], &[0, 1]);
}

#[test]
fn a_thread_that_runs_before_the_loop_polls_anybody_has_no_poll_of_the_loop() {
    let trace = Script::simulated().spawn(0, None, "thread").step(0, What::IsThread).starts(0);
    let trace = trace.at(1.0).so_far();
    ask(&trace, 0.0, 1.0, 100.0, 0, 1);
}

/// What is printed is recorded even when the trace is full.
#[test]
fn a_poll_after_the_last_moment_that_is_known_is_at_that_moment() {
    let mut trace = Trace::new(Clock::Virtual, 2);
    let text = trace.keep("hi".to_owned());
    trace.push(0, TaskId(0), What::Spawned { by: None }, None);
    trace.push(1_000, TaskId(0), What::PollStarted, None);
    trace.push(1_500, TaskId(0), What::PollEnded, None);
    trace.push(2_000, TaskId(0), What::Logged { text }, None);
    assert!(trace.dropped() > 0, "the trace is full");
    ask_moments(&trace, [0.0, 1.0, 2.0], &[0, 1, 2]);
}

#[test]
fn a_trace_that_nests_as_deep_as_it_is_long_is_not_too_deep() {
    let mut trace = Trace::new(Clock::Virtual, usize::MAX);
    let tasks = 50_000;
    for task in 0..tasks {
        let by = (task > 0).then(|| TaskId(task - 1));
        trace.push(0, TaskId(task), What::Spawned { by }, None);
        trace.push(0, TaskId(task), What::IsGenerator, None);
        trace.push(0, TaskId(task), What::PollStarted, None);
    }
    for task in 0..tasks {
        let on = On::Task(TaskId((task + 1) % tasks));
        trace.push(1_000, TaskId(task), What::Waits(on), None);
        trace.push(1_000, TaskId(task), What::PollEnded, None);
    }
    trace.finish(90_000, End::Stuck);
    ask(&trace, 0.0, 100.0, 100.0, 0, 100);
}

#[test]
fn tasks_that_wait_for_each_other_in_a_long_ring_take_no_time_for_ever() {
    let mut trace = Trace::new(Clock::Virtual, usize::MAX);
    let tasks = 2_000;
    for task in 0..tasks {
        trace.push(0, TaskId(task), What::Spawned { by: None }, None);
    }
    for round in 0..20 {
        for task in 0..tasks {
            let on = On::Task(TaskId((task + 1) % tasks));
            trace.push(round * 1_000, TaskId(task), What::PollStarted, None);
            trace.push(round * 1_000, TaskId(task), What::Waits(on), None);
            trace.push(round * 1_000, TaskId(task), What::PollEnded, None);
        }
    }
    trace.finish(100_000, End::Stuck);
    ask(&trace, 0.0, 100.0, 100.0, 0, 100);
}
