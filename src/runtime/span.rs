//! Named parts of a task's work.

use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use pin_project_lite::pin_project;

use super::context;
use super::time::never_awaited;
use super::trace::What;

/// Gives a coroutine a name in the trace without making it a task of its own: while it is awaited
/// it shows as a span in the lane of the task that awaits it. If it is dropped before anybody
/// awaited it, the page warns that it did nothing.
#[track_caller]
pub fn span<F: Future>(name: &'static str, coroutine: F) -> Span<F> {
    Span { coroutine, name, phase: Phase::New, site: Location::caller() }
}

pin_project! {
    /// A named coroutine; made by [`span`].
    #[derive(Debug)]
    #[must_use = "a coroutine does nothing until it is awaited"]
    pub struct Span<F> {
        #[pin]
        coroutine: F,
        name: &'static str,
        phase: Phase,
        site: &'static Location<'static>,
    }

    impl<F> PinnedDrop for Span<F> {
        fn drop(this: Pin<&mut Self>) {
            let this = this.project();
            match this.phase {
                Phase::New => never_awaited(this.name, this.site),
                Phase::Entered => leave(),
                Phase::Left => {}
            }
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum Phase {
    /// Not polled yet.
    New,
    /// Polled, and not over.
    Entered,
    /// Over.
    Left,
}

impl<F: Future> Future for Span<F> {
    type Output = F::Output;

    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        if matches!(this.phase, Phase::New) {
            *this.phase = Phase::Entered;
            context::try_with_recording(|state| {
                if let Some(trace) = &mut state.trace {
                    let text = trace.intern(this.name);
                    state.record_here(What::SpanEntered { text }, Some(this.site));
                }
            });
        }
        let output = ready!(this.coroutine.poll(cx));
        *this.phase = Phase::Left;
        leave();
        Poll::Ready(output)
    }
}

fn leave() {
    context::try_with_recording(|state| {
        state.tick_if_recording();
        state.record_here(What::SpanLeft, None);
    });
}
