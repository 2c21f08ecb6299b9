//! What must hold for the trace of every run.

use std::collections::{BTreeMap, BTreeSet};

use coroscope::runtime::trace::{Cause, On, TaskId, Trace, What};

/// How many polls a run took, or drops of tasks instead of polls.
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
struct TaskHistory {
    is_generator: bool,
    /// Whether it has been put in the ready queue and neither polled nor dropped since.
    ready: bool,
    cancel_requested: bool,
    ended: bool,
    spans: u32,
    poll_began_us: u64,
}

/// Checks a trace from its beginning to its end.
///
/// # Panics
///
/// When something does not hold, with the event that shows it.
pub fn sound(trace: &Trace) {
    let mut histories: BTreeMap<TaskId, TaskHistory> = BTreeMap::new();
    let mut polled: Vec<TaskId> = Vec::new();
    // The earliest that a sleep of this length may have begun. A time limit counts from before what it
    // limits is polled, and says what it waits for afterwards. It may stand for an earlier sleep that
    // was given up.
    let mut sleeps: BTreeMap<(TaskId, u64), u64> = BTreeMap::new();
    let mut last_us = 0;
    for event in trace.events() {
        let shown = format!("{event:?}");
        assert!(event.at_us >= last_us, "time goes back: {shown}");
        last_us = event.at_us;
        if let What::Spawned { by } = event.what {
            let expected = TaskId(histories.len() as u32);
            assert_eq!(event.task, expected, "tasks are numbered in order: {shown}");
            assert!(by.is_none_or(|by| histories.contains_key(&by)), "{shown}");
            histories.insert(event.task, TaskHistory { ready: true, ..TaskHistory::default() });
            continue;
        }
        // A task that ends or is dropped may wake others shortly after its poll.
        let may_wake = |by| {
            polled.last() == Some(&by)
                || histories
                    .get(&by)
                    .is_some_and(|history| history.ended || history.cancel_requested)
        };
        if let What::Woken { cause: Cause::Task(by) } = event.what {
            assert!(may_wake(by), "woken by one that does not run: {shown}");
        }
        let history =
            histories.get_mut(&event.task).unwrap_or_else(|| panic!("never spawned: {shown}"));
        let own = polled.last() == Some(&event.task);
        match event.what {
            What::IsGenerator => (history.is_generator, history.ready) = (true, false),
            What::PollStarted => {
                assert!(!history.ended, "polled after its end: {shown}");
                assert!(
                    history.is_generator || history.ready,
                    "polled without being ready: {shown}"
                );
                assert_eq!(
                    history.is_generator,
                    !polled.is_empty(),
                    "only generators nest: {shown}"
                );
                assert!(!history.cancel_requested || history.is_generator, "{shown}");
                history.ready = false;
                history.poll_began_us = event.at_us;
                polled.push(event.task);
            }
            What::PollEnded => {
                assert_eq!(polled.pop(), Some(event.task), "polls nest: {shown}");
            }
            What::Completed => {
                assert_eq!(polled.pop(), Some(event.task), "it completes in a poll: {shown}");
                assert!(!history.ended, "ended twice: {shown}");
                assert_eq!(history.spans, 0, "a span outlives its task: {shown}");
                history.ended = true;
            }
            What::Cancelled => {
                assert!(!history.ended, "ended twice: {shown}");
                assert!(history.is_generator || history.cancel_requested, "nobody asked: {shown}");
                assert_eq!(history.spans, 0, "a span outlives its task: {shown}");
                (history.ended, history.ready) = (true, false);
            }
            What::Woken { .. } => {
                assert!(!history.ended && !history.is_generator, "{shown}");
                assert!(!history.ready, "woken though it was ready: {shown}");
                history.ready = true;
            }
            What::WakeMerged { cause } => {
                assert_eq!(cause, Cause::Timer, "{shown}");
                assert!(history.ready && !history.ended, "merged with nothing: {shown}");
            }
            What::CancelRequested { .. } => {
                assert!(!history.cancel_requested && !history.ended, "asked twice: {shown}");
                history.cancel_requested = true;
            }
            What::Waits(on) => {
                assert!(own, "it waits though it is not polled: {shown}");
                if let On::Timer { asked_us } = on {
                    sleeps.entry((event.task, asked_us)).or_insert(history.poll_began_us);
                }
            }
            What::Slept { asked_us } => {
                assert!(own, "{shown}");
                if let Some(since_us) = sleeps.remove(&(event.task, asked_us)) {
                    assert!(event.at_us >= since_us + asked_us, "woke too early: {shown}");
                }
            }
            What::SpanEntered { .. } => history.spans += 1,
            What::SpanLeft => {
                history.spans = history.spans.checked_sub(1).unwrap_or_else(|| panic!("{shown}"));
            }
            What::Logged { .. } | What::BlockStarted { .. } | What::BlockEnded => {
                assert!(own, "it does something though it is not polled: {shown}");
            }
            What::Failed { .. } => assert!(own && !history.ended, "{shown}"),
            _ => {}
        }
    }
    assert!(polled.is_empty(), "polls that never end: {polled:?}");
    let lost: Vec<_> =
        histories.iter().filter(|(_, history)| !history.ended || history.ready).collect();
    assert!(lost.is_empty(), "neither completed nor cancelled: {lost:?}");
    assert!(trace.end().is_some());
    assert!(trace.last_us() >= last_us);
}
