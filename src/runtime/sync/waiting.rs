//! The record of waits on something shared.

use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

use crate::runtime::context;
use crate::runtime::task::waits;
use crate::runtime::trace::{On, What};

pin_project! {
    /// A wait on something that coroutines share; made by the methods of channels, semaphores and
    /// events. Like any future it can have a time limit.
    ///
    /// ```
    /// use std::time::Duration;
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Elapsed, Options, channel, timeout};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     let (_sender, receiver) = channel::<u32>();
    ///     let message = timeout(Duration::from_millis(5), receiver.receive());
    ///     assert_eq!(message.await, Err(Elapsed));
    /// });
    /// assert_eq!(trace.last_us(), 5_000);
    /// ```
    #[derive(Debug)]
    #[must_use = "a future does nothing until it is awaited"]
    pub struct Waiting<F> {
        #[pin]
        future: F,
        on: On,
        site: &'static Location<'static>,
    }
}

impl<F: Future> Waiting<F> {
    /// Awaits the future on behalf of the caller, and records what it waits on.
    #[track_caller]
    pub(super) fn new(on: On, future: F) -> Self {
        Self { future, on, site: Location::caller() }
    }
}

impl<F: Future> Future for Waiting<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let polled = this.future.poll(cx);
        if polled.is_pending() {
            waits(*this.on, this.site);
        }
        polled
    }
}

/// The number of a new shared object, by which the trace distinguishes them.
pub(super) fn new_object() -> u32 {
    context::try_with(|state| {
        state.objects += 1;
        state.objects
    })
    .unwrap_or(0)
}

/// Records how much a shared object holds.
pub(super) fn level(object: u32, held: usize) {
    let clamp = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
    let what = What::Level { object: clamp(object as usize), held: clamp(held) };
    context::try_with_recording(|state| state.record_here(what, None));
}
