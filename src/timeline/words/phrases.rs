//! States and waits in words.

use crate::runtime::trace::{By, Cause, TaskId};
use crate::timeline::lanes::{LaneKind, TaskState, View, Wait};

use super::format::{number, quote};

/// What a task waits for while a worker does a job for it, as programs record it.
pub(in crate::timeline) const THE_WORKER: &str = "the worker";

/// What a wait is for, as it goes on after "waiting": "on a timer", "for `greet`".
pub(in crate::timeline) fn waiting_for(view: View<'_>, wait: Wait) -> String {
    match wait {
        Wait::Unknown => "for something that was not recorded".to_owned(),
        Wait::Timer(_) => "on a timer".to_owned(),
        Wait::Timers(_) => "for the first of several timers".to_owned(),
        Wait::Limit(_) => "on a timer or a time limit".to_owned(),
        Wait::Task(task) | Wait::Resumed(task) => format!("for {}", lane(view, task)),
        Wait::Tasks => "for other tasks".to_owned(),
        Wait::FirstOf(0) => "for the first of several tasks".to_owned(),
        Wait::AllOf(0) => "for all of several tasks".to_owned(),
        Wait::FirstOf(1) | Wait::AllOf(1) => "for another task or future".to_owned(),
        Wait::FirstOf(of) => format!("for the first of {} tasks", number(of.into())),
        Wait::AllOf(of) => format!("for all of {} tasks", number(of.into())),
        Wait::With(task) => format!("for whatever {} waits for", view.quoted(task)),
        Wait::Queue => "for a queue".to_owned(),
        Wait::QueueDone => "for all that was in a queue to be done".to_owned(),
        Wait::Lock => "for a lock".to_owned(),
        Wait::Condition => "for a condition".to_owned(),
        Wait::Barrier => "for the others at a barrier".to_owned(),
        Wait::Future => "for a future".to_owned(),
        Wait::LoopStop => "for its loop to be stopped".to_owned(),
        Wait::Callback => "for the next callback".to_owned(),
        Wait::FreeThread => "for a free thread".to_owned(),
        Wait::Channel => "for a channel".to_owned(),
        Wait::Semaphore => "for a permit".to_owned(),
        Wait::Event => "for an event".to_owned(),
        Wait::Send => "to be sent a value".to_owned(),
        Wait::Host(text) => match view.trace.text(text) {
            THE_WORKER => format!("for {THE_WORKER}"),
            name => format!("for {}", quote(name)),
        },
        Wait::Several(several) => match view.timeline.several.get(several as usize) {
            Some(several) => {
                let other = waiting_for(view, several.other);
                let rest = match several.timer {
                    Some(_) if several.is_limit => "a time limit",
                    Some(_) => "a timer",
                    None => "something else",
                };
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
        Cause::Task(task) => lane(view, task),
        Cause::Timer => "a timer".to_owned(),
        Cause::Host => "the world outside of the loop".to_owned(),
        Cause::Cancel => "the request to cancel it".to_owned(),
        Cause::Unknown => "something unknown".to_owned(),
    }
}

/// Who asked a task to stop.
pub(in crate::timeline) fn asker(view: View<'_>, by: By) -> String {
    match by {
        By::Task(task) => lane(view, task),
        By::RunEnd => "the end of the run".to_owned(),
        By::TimeLimit => "a time limit".to_owned(),
        By::Timer => "a timer".to_owned(),
        By::Unknown => "something unknown".to_owned(),
    }
}

/// What a lane is of, where that says more than its name: "the thread `work`".
fn lane(view: View<'_>, task: TaskId) -> String {
    let name = view.quoted(task);
    match view.timeline.history(task).map(|history| history.kind) {
        Some(LaneKind::Thread) => format!("the thread {name}"),
        Some(LaneKind::Callbacks) => "a callback".to_owned(),
        _ => name,
    }
}

/// A state as a single word, for tools that group by it.
pub(in crate::timeline) fn category(state: TaskState) -> &'static str {
    match state {
        TaskState::Timer => "waiting on a timer",
        TaskState::Task => "waiting on a task",
        TaskState::Signal => "waiting on a signal",
        TaskState::Host => "waiting on the host",
        TaskState::Ready | TaskState::Paused => "ready",
        TaskState::Running => "running",
        TaskState::Blocking => "blocking",
        TaskState::Completed => "completed",
        TaskState::Cancelled => "cancelled",
        TaskState::Failed => "failed",
    }
}
