//! Named parts of a task's work.

use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use pin_project_lite::pin_project;

use super::context;
use super::sleep::never_awaited;
use super::trace::What;

/// Gives a coroutine a name in the trace without making it a task of its own: while it is awaited
/// it shows as a span in the lane of the task that awaits it. If it is dropped before it was
/// awaited, the page warns that it did nothing.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::trace::What;
/// use coroscope::runtime::{Options, log, span};
///
/// let trace = simulate(Options::default(), async {
///     span("a greeting", async { log("hello") }).await;
/// });
/// let names = trace.events().filter_map(|event| match event.what {
///     What::SpanEntered { text } => Some(trace.text(text)),
///     _ => None,
/// });
/// assert_eq!(names.collect::<Vec<_>>(), ["a greeting"]);
/// ```
#[track_caller]
pub fn span<F: Future>(name: &'static str, coroutine: F) -> Span<F> {
    Span { coroutine, name, phase: Phase::New, site: Location::caller() }
}

pin_project! {
    /// A named coroutine; made by [`span`]. The trace records a span that was never awaited.
    ///
    /// ```
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::trace::What;
    /// use coroscope::runtime::{Options, Span, span};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     let forgotten: Span<_> = span("forgotten", async {});
    ///     drop(forgotten);
    /// });
    /// let is_warning = |what| matches!(what, What::NeverAwaited { .. });
    /// assert!(trace.events().any(|event| is_warning(event.what)));
    /// ```
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
