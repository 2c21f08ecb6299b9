//! States and waits in words.

use crate::runtime::trace::Cause;
use crate::timeline::lanes::{TaskState, View, Wait};

use super::format::quote;

/// What a wait is for, as it goes on after "waiting": "on a timer", "for `greet`".
pub(in crate::timeline) fn waiting_for(view: View<'_>, wait: Wait) -> String {
    match wait {
        Wait::Unknown => "for something that was not recorded".to_owned(),
        Wait::Timer(_) => "on a timer".to_owned(),
        Wait::Timers(_) => "for the first of several timers".to_owned(),
        Wait::Task(task) | Wait::Resumed(task) => format!("for {}", view.quoted(task)),
        Wait::Tasks => "for other tasks".to_owned(),
        Wait::Channel => "for a channel".to_owned(),
        Wait::Semaphore => "for a permit".to_owned(),
        Wait::Event => "for an event".to_owned(),
        Wait::Send => "to be sent a value".to_owned(),
        Wait::Host(text) => format!("for {}", quote(view.trace.text(text))),
        Wait::Several(several) => match view.timeline.several.get(several as usize) {
            Some(several) => {
                let other = waiting_for(view, several.other);
                let rest = if several.timer.is_some() { "a timer" } else { "something else" };
                format!("{other} or {rest}")
            }
            None => waiting_for(view, Wait::Unknown),
        },
    }
}

/// What a task was doing when it was asked to stop.
pub(in crate::timeline) fn standing(view: View<'_>, state: TaskState, wait: Wait) -> String {
    match state {
        TaskState::Ready => "nothing: it was ready".to_owned(),
        TaskState::Running | TaskState::Blocking => "nothing: it was running".to_owned(),
        _ => waiting_for(view, wait),
    }
}

/// What woke a task.
pub(in crate::timeline) fn waker(view: View<'_>, cause: Cause) -> String {
    match cause {
        Cause::Task(task) => view.quoted(task),
        Cause::Timer => "a timer".to_owned(),
        Cause::Host => "the world outside of the loop".to_owned(),
        Cause::Cancel => "the request to cancel it".to_owned(),
    }
}

/// A state as a single word, for tools that group by it.
pub(in crate::timeline) fn category(state: TaskState) -> &'static str {
    match state {
        TaskState::Timer => "waiting on a timer",
        TaskState::Task => "waiting on a task",
        TaskState::Signal => "waiting on a signal",
        TaskState::Host => "waiting on the host",
        TaskState::Ready => "ready",
        TaskState::Running => "running",
        TaskState::Blocking => "blocking",
        TaskState::Completed => "completed",
        TaskState::Cancelled => "cancelled",
    }
}
