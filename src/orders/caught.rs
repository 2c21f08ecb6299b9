//! A program that panics in some order ends in that order, and the others are still tried.

use crate::runtime::LoopHandle;
use crate::runtime::trace::{Clock, End, Trace, What};
use crate::timeline::Timeline;

/// Calls the function. `Err` with what it says if it panics.
#[cfg(panic = "unwind")]
pub(super) fn call<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    // Each order gets a fresh program, so nothing that a panic has left half done is used again.
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| match panic.downcast::<String>() {
        Ok(text) => *text,
        Err(panic) => panic.downcast_ref::<&str>().copied().unwrap_or("no text").to_owned(),
    })
}

/// Calls the function. Where a panic ends everything, as in a browser, there is nothing to catch.
#[cfg(not(panic = "unwind"))]
pub(super) fn call<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    Ok(work())
}

/// What was recorded of a run that has panicked. Its loop was closed meanwhile, so that what was left
/// is cancelled in it.
#[cold]
pub(super) fn trace(handle: Option<&LoopHandle>, message: &str) -> Trace {
    let trace = handle.and_then(|handle| handle.with_trace(|trace| trace.cloned()));
    let mut trace = trace.unwrap_or_else(|| Trace::new(Clock::Virtual, 0));
    let polled = trace.events().filter(|event| event.what == What::PollStarted);
    let last = polled.last().map(|event| Timeline::of(&trace).name(&trace, event.task));
    let message = match last {
        // With workers it may have been one of them.
        Some(name) if trace.workers().is_empty() => format!("`{name}` panicked: {message}"),
        _ => format!("it panicked: {message}"),
    };
    trace.finish(trace.last_us(), End::Panicked { message });
    trace
}
