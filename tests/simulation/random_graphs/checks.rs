//! What must hold of the trace of every run.

use std::collections::{BTreeMap, BTreeSet};

use coroscope::runtime::trace::{Cause, On, TaskId, Trace, What};

/// How many polls a run took, or task drops in their place.
pub fn polls(trace: &Trace) -> u64 {
    let mut is_generator = BTreeSet::new();
    let mut polls = 0;
    for event in trace.events() {
        match event.what {
            What::IsGenerator => {
                is_generator.insert(event.task);
            }
            What::PollStarted if !is_generator.contains(&event.task) => polls += 1,
            _ => {}
        }
    }
    polls
}

/// The times at which something happened, in microseconds.
pub fn times(trace: &Trace) -> BTreeSet<u64> {
    trace.events().map(|event| event.at_us).collect()
}

#[derive(Clone, Copy, Debug, Default)]
struct Life {
    is_generator: bool,
    /// Put in the ready queue, and neither polled nor dropped since.
    ready: bool,
    cancel_requested: bool,
    ended: bool,
    spans: u32,
}

/// Checks a trace from its beginning to its end.
///
/// # Panics
///
/// When something does not hold, with the event that shows it.
pub fn sound(trace: &Trace) {
    let mut lives: BTreeMap<TaskId, Life> = BTreeMap::new();
    let mut polled: Vec<TaskId> = Vec::new();
    // Since when a task sleeps that long; an earlier sleep that was given up may stand for it.
    let mut sleeps: BTreeMap<(TaskId, u64), u64> = BTreeMap::new();
    let mut last_us = 0;
    for event in trace.events() {
        let told = format!("{event:?}");
        assert!(event.at_us >= last_us, "time goes back: {told}");
        last_us = event.at_us;
        if let What::Spawned { by } = event.what {
            let expected = TaskId(lives.len() as u32);
            assert_eq!(event.task, expected, "tasks are numbered in order: {told}");
            assert!(by.is_none_or(|by| lives.contains_key(&by)), "{told}");
            lives.insert(event.task, Life { ready: true, ..Life::default() });
            continue;
        }
        // What a task wakes while it is dropped, or by its end, comes around the end of its poll.
        let may_wake = |by| {
            polled.last() == Some(&by)
                || lives.get(&by).is_some_and(|life| life.ended || life.cancel_requested)
        };
        if let What::Woken { cause: Cause::Task(by) } = event.what {
            assert!(may_wake(by), "woken by one that does not run: {told}");
        }
        let life = lives.get_mut(&event.task).unwrap_or_else(|| panic!("never spawned: {told}"));
        let own = polled.last() == Some(&event.task);
        match event.what {
            What::IsGenerator => (life.is_generator, life.ready) = (true, false),
            What::PollStarted => {
                assert!(!life.ended, "polled after its end: {told}");
                assert!(life.is_generator || life.ready, "polled without being ready: {told}");
                assert_eq!(life.is_generator, !polled.is_empty(), "only generators nest: {told}");
                assert!(!life.cancel_requested || life.is_generator, "{told}");
                life.ready = false;
                polled.push(event.task);
            }
            What::PollEnded => {
                assert_eq!(polled.pop(), Some(event.task), "polls nest: {told}");
            }
            What::Completed => {
                assert_eq!(polled.pop(), Some(event.task), "it completes in a poll: {told}");
                assert!(!life.ended, "ended twice: {told}");
                assert_eq!(life.spans, 0, "a span outlives its task: {told}");
                life.ended = true;
            }
            What::Cancelled => {
                assert!(!life.ended, "ended twice: {told}");
                assert!(life.is_generator || life.cancel_requested, "nobody asked: {told}");
                assert_eq!(life.spans, 0, "a span outlives its task: {told}");
                (life.ended, life.ready) = (true, false);
            }
            What::Woken { .. } => {
                assert!(!life.ended && !life.is_generator, "{told}");
                assert!(!life.ready, "woken though it was ready: {told}");
                life.ready = true;
            }
            What::WakeMerged { cause } => {
                assert_eq!(cause, Cause::Timer, "{told}");
                assert!(life.ready && !life.ended, "merged with nothing: {told}");
            }
            What::CancelRequested { .. } => {
                assert!(!life.cancel_requested && !life.ended, "asked twice: {told}");
                life.cancel_requested = true;
            }
            What::Waits(on) => {
                assert!(own, "it waits though it is not polled: {told}");
                if let On::Timer { asked_us } = on {
                    sleeps.entry((event.task, asked_us)).or_insert(event.at_us);
                }
            }
            What::Slept { asked_us } => {
                assert!(own, "{told}");
                if let Some(since_us) = sleeps.remove(&(event.task, asked_us)) {
                    assert!(event.at_us >= since_us + asked_us, "woke too early: {told}");
                }
            }
            What::SpanEntered { .. } => life.spans += 1,
            What::SpanLeft => {
                life.spans = life.spans.checked_sub(1).unwrap_or_else(|| panic!("{told}"));
            }
            What::Logged { .. } | What::BlockStarted { .. } | What::BlockEnded => {
                assert!(own, "it does something though it is not polled: {told}");
            }
            What::Failed { .. } => assert!(own && !life.ended, "{told}"),
            _ => {}
        }
    }
    assert!(polled.is_empty(), "polls that never end: {polled:?}");
    let lost: Vec<_> = lives.iter().filter(|(_, life)| !life.ended || life.ready).collect();
    assert!(lost.is_empty(), "neither completed nor cancelled: {lost:?}");
    assert!(trace.end().is_some());
    assert!(trace.last_us() >= last_us);
}
