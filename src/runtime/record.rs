//! What a coroutine records about itself: lines that it prints, things that it drops, and how many
//! of something there are.

use std::panic::Location;

use super::context;
use super::state::LoopState;
use super::trace::{Trace, What};

/// Prints a line: it appears in the output of the run, with its time, its task and the source line
/// that called this.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::trace::What;
/// use coroscope::runtime::{Options, log, sleep};
///
/// let trace = simulate(Options::default(), async {
///     sleep(Duration::from_millis(5)).await;
///     log(format!("{} ms later", 5));
/// });
/// assert_eq!(trace.output(), ["5 ms later"]);
/// let line = trace.events().find(|event| matches!(event.what, What::Logged { .. }));
/// assert_eq!(line.map(|event| event.at_us), Some(5_000));
/// ```
///
/// # Panics
///
/// Outside of a loop.
#[track_caller]
pub fn log(text: impl Into<String>) {
    let site = Location::caller();
    context::with(|state| {
        // People compare the times of output lines, so they are looked up each time.
        state.tick_if_recording();
        if let Some(trace) = &mut state.trace {
            let text = trace.keep(text.into());
            state.record_here(What::Logged { text }, Some(site));
        }
    });
    context::changed();
}

/// Says that the current task ends without having done its work, and why. A run whose main coroutine
/// says so has failed. Does nothing outside of a loop.
pub fn fail(error: impl Into<String>) {
    context::try_with_recording(|state| {
        if let Some(trace) = &mut state.trace {
            let error = trace.keep(error.into());
            state.record_here(What::Failed { error }, None);
            // The error is reported with the run, so it counts as received.
            state.record_here(What::ErrorReceived, None);
        }
    });
}

/// Records that something was dropped, to show the order of clean-up. It is made for `Drop::drop`,
/// so it does nothing outside of a loop.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::trace::What;
/// use coroscope::runtime::{Options, dropped};
///
/// struct File;
/// impl Drop for File {
///     fn drop(&mut self) {
///         dropped("a file");
///     }
/// }
///
/// let trace = simulate(Options::default(), async { drop(File) });
/// let what = trace.events().find_map(|event| match event.what {
///     What::Dropped { text } => Some(trace.text(text)),
///     _ => None,
/// });
/// assert_eq!(what, Some("a file"));
/// ```
#[track_caller]
pub fn dropped(what: &'static str) {
    let site = Location::caller();
    context::try_with_recording(|state| {
        if let Some(trace) = &mut state.trace {
            let text = trace.intern(what);
            state.record_here(What::Dropped { text }, Some(site));
        }
    });
}

/// Records how many of something there are now, so that the page can draw it over time. More than
/// 65,535 count as 65,535. Does nothing outside of a loop.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::trace::What;
/// use coroscope::runtime::{Options, level};
///
/// let trace = simulate(Options::default(), async {
///     level("open files", 3);
///     level("open files", 70_000);
/// });
/// let levels = trace.events().filter_map(|event| match event.what {
///     What::NamedLevel { held, .. } => Some(held),
///     _ => None,
/// });
/// assert_eq!(levels.collect::<Vec<_>>(), [3, 65_535]);
/// ```
#[track_caller]
pub fn level(name: &'static str, held: u32) {
    let site = Location::caller();
    context::try_with_recording(|state| {
        if let Some(trace) = &mut state.trace {
            let name = trace.intern(name);
            let held = u16::try_from(held).unwrap_or(u16::MAX);
            state.record_here(What::NamedLevel { name, held }, Some(site));
        }
    });
}

/// How many bytes of memory the record of this run holds, with the space that it has taken in advance.
/// 0 where nothing is recorded.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, log, recorded_bytes};
///
/// let trace = simulate(Options::default(), async {
///     log("a line");
///     let before = recorded_bytes();
///     for _ in 0..100 {
///         log("another");
///     }
///     assert!(recorded_bytes() > before);
/// });
/// assert_eq!(trace.output().len(), 101);
/// ```
#[must_use]
pub fn recorded_bytes() -> u64 {
    let held = |state: &mut LoopState| state.trace.as_ref().map_or(0, Trace::held_bytes);
    context::try_with_recording(held).unwrap_or(0) as u64
}
