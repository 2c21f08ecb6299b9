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
/// The trace calls it by the name given. As long as such a wait goes on, a loop without timers is
/// not stuck. Outside of a loop the future is awaited all the same.
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
    #[derive(Debug)]
    #[must_use = "a future does nothing until it is awaited"]
    pub struct Host<F> {
        #[pin]
        future: F,
        name: Cow<'static, str>,
        // The number of a name that was made for this wait alone, so that the trace keeps it once.
        kept: Option<TextId>,
        // The loop that counts this wait, as long as it goes on.
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

/// Keeps the loop's count of waits on the outside in step. The loop that counted the wait is the
/// one that takes it back, wherever the wait ends.
fn set_waiting(waiting: &mut Option<Arc<Core>>, now: bool) {
    if now && waiting.is_none() {
        let Some(core) = context::try_core() else { return };
        core.lock().host_waits += 1;
        *waiting = Some(core);
    } else if !now && let Some(core) = waiting.take() {
        core.lock().host_waits -= 1;
    }
}
