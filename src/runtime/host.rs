//! Waiting on the world outside of the loop.

use std::borrow::Cow;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

use super::context;
use super::state::Core;
use super::task::waits;
use super::trace::{On, TextId};

/// Awaits a future that something outside of the loop will wake: a fetch, a worker, a database.
/// The trace records the wait under the name given. While such a wait goes on, a loop that runs for
/// real is not stuck. Outside of a loop the future is awaited all the same.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::trace::{End, On, What};
/// use coroscope::runtime::{Options, host};
///
/// let trace = simulate(Options::default(), async {
///     assert_eq!(host("a cache", async { 42 }).await, 42);
///     host("a database", std::future::pending::<()>()).await;
/// });
/// let waits_on = trace.events().find_map(|event| match event.what {
///     What::Waits(On::Host(name)) => Some(trace.text(name)),
///     _ => None,
/// });
/// assert_eq!(waits_on, Some("a database"));
/// assert_eq!(trace.end(), Some(&End::Stuck)); // nothing is outside of a simulation
/// ```
#[track_caller]
pub fn host<F: Future>(name: impl Into<Cow<'static, str>>, future: F) -> Host<F> {
    host_at(name, future, Location::caller())
}

/// Like [`host`], on behalf of the source line given.
pub(crate) fn host_at<F: Future>(
    name: impl Into<Cow<'static, str>>,
    future: F,
    site: &'static Location<'static>,
) -> Host<F> {
    Host { future, name: name.into(), kept: None, waiting: None, site }
}

pin_project! {
    /// A wait on the outside; made by [`host`].
    ///
    /// ```
    /// use std::future::{Ready, ready};
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Host, Options, host, log};
    ///
    /// fn ask() -> Host<Ready<&'static str>> {
    ///     host("a cache", ready("cached"))
    /// }
    ///
    /// let trace = simulate(Options::default(), async { log(ask().await) });
    /// assert_eq!(trace.output(), ["cached"]);
    /// ```
    #[derive(Debug)]
    #[must_use = "a future does nothing until it is awaited"]
    pub struct Host<F> {
        #[pin]
        future: F,
        name: Cow<'static, str>,
        // The number of an owned name, so that the trace keeps it once and not at each poll.
        kept: Option<TextId>,
        // The loop that counts this wait while it goes on.
        waiting: Option<Arc<Core>>,
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
            let name = context::try_with_recording(|state| {
                let trace = state.trace.as_mut()?;
                Some(match this.name {
                    Cow::Borrowed(name) => trace.intern(name),
                    Cow::Owned(name) => *this.kept.get_or_insert_with(|| trace.keep(name.clone())),
                })
            });
            if let Some(name) = name.flatten() {
                waits(On::Host(name), this.site);
            }
        }
        polled
    }
}

/// Keeps the loop's count of waits on the outside in step. The same loop counts a wait up and down,
/// wherever the wait ends.
fn set_waiting(waiting: &mut Option<Arc<Core>>, now: bool) {
    if now && waiting.is_none() {
        let Some(core) = context::try_core() else { return };
        core.lock().host_waits += 1;
        *waiting = Some(core);
    } else if !now && let Some(core) = waiting.take() {
        core.lock().host_waits -= 1;
    }
}
