//! Waiting on the world outside of the loop.

use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

use super::context;
use super::trace::{On, What};

/// Awaits a future that something outside of the loop will wake: a fetch, a worker, a database.
/// The trace calls it by the name given. As long as such a wait goes on, a loop without timers is
/// not stuck.
#[track_caller]
pub fn host<F: Future>(name: &'static str, future: F) -> Host<F> {
    Host { future, name, waiting: false, site: Location::caller() }
}

pin_project! {
    /// A wait on the outside; made by [`host`].
    #[derive(Debug)]
    #[must_use = "a future does nothing until it is awaited"]
    pub struct Host<F> {
        #[pin]
        future: F,
        name: &'static str,
        waiting: bool,
        site: &'static Location<'static>,
    }

    impl<F> PinnedDrop for Host<F> {
        fn drop(this: Pin<&mut Self>) {
            set_waiting(this.project().waiting, false);
        }
    }
}

impl<F: Future> Future for Host<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let polled = this.future.poll(cx);
        set_waiting(this.waiting, polled.is_pending());
        if polled.is_pending() {
            context::try_with(|state| {
                if let Some(trace) = &mut state.trace {
                    let name = trace.intern(this.name);
                    state.record_here(What::Waits(On::Host(name)), Some(this.site));
                }
            });
        }
        polled
    }
}

/// Keeps the loop's count of waits on the outside in step.
fn set_waiting(waiting: &mut bool, now: bool) {
    if *waiting != now {
        *waiting = now;
        context::try_with(|state| {
            state.host_waits = state.host_waits.saturating_add_signed(if now { 1 } else { -1 });
        });
    }
}
