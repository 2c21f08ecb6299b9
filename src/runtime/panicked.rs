//! Saving the record of a run in which a coroutine panics.

use super::context;
use super::trace::{End, TaskId, Trace, What};

/// Takes the trace of the run that is going on out of its loop, and says in it that the current
/// task panicked, and that the run's workers are gone. Made to be called in a panic hook, where
/// little can be relied upon: answers `None` where no run goes on or its record cannot be reached.
#[must_use]
pub fn take_panicked_trace(message: &str) -> Option<Trace> {
    context::try_with_unlocked(|state| {
        let now_us = state.tick();
        let current = state.current;
        let mut trace = state.trace.take()?;
        let message = match current.map(|current| name_of(&trace, current.task)) {
            Some(name) => format!("`{name}` panicked: {message}"),
            None => message.to_owned(),
        };
        // Nobody would hear of them any more, so they are terminated.
        for worker in 0..trace.workers().len() {
            trace.end_worker(worker, now_us);
        }
        trace.finish(now_us, End::Panicked { message });
        Some(trace)
    })
    .flatten()
}

/// The name that a task had last.
fn name_of(trace: &Trace, task: TaskId) -> String {
    let names = trace.events().filter(|event| event.task == task);
    let name = names.filter_map(|event| match event.what {
        What::Named { text } => Some(trace.text(text)),
        _ => None,
    });
    name.last().unwrap_or("a task").to_owned()
}
