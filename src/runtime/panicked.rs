//! Saving the record of a run in which a coroutine panics.

use super::context;
use super::trace::{End, TaskId, Trace, What};

/// Takes the trace of the current run out of its loop, and records in it that the current task
/// panicked and that the run's workers are gone. It is made for a panic hook, where little can be
/// relied upon: it returns `None` where no run goes on or its trace cannot be reached.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::trace::End;
/// use coroscope::runtime::{Options, log, take_panicked_trace};
///
/// let rest = simulate(Options::default(), async {
///     log("before");
///     let trace = take_panicked_trace("out of luck").expect("a run goes on");
///     assert_eq!(trace.output(), ["before"]);
///     let message = "`main` panicked: out of luck".to_owned();
///     assert_eq!(trace.end(), Some(&End::Panicked { message }));
/// });
/// assert_eq!(rest.rows(), 0);
/// assert!(take_panicked_trace("outside of a loop").is_none());
/// ```
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
        // A dead instance cannot hear from its workers, so they are terminated.
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
