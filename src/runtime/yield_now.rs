//! Letting others go first.

use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::task::waits;
use super::trace::On;

/// Lets each other ready task run once before this task goes on.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, log, spawn, yield_now};
///
/// let trace = simulate(Options::default(), async {
///     spawn(async { log("the other") }).detach();
///     log("before");
///     yield_now().await;
///     log("after");
/// });
/// assert_eq!(trace.output(), ["before", "the other", "after"]);
/// ```
#[track_caller]
pub fn yield_now() -> YieldNow {
    YieldNow { yielded: false, site: Location::caller() }
}

/// A turn that is given to the other tasks; made by [`yield_now`].
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::trace::What;
/// use coroscope::runtime::{Options, YieldNow, yield_now};
///
/// let trace = simulate(Options::default(), async {
///     let turn: YieldNow = yield_now();
///     turn.await;
/// });
/// let polls = trace.events().filter(|event| event.what == What::PollStarted);
/// assert_eq!(polls.count(), 2);
/// ```
#[derive(Debug)]
#[must_use = "it yields only when it is awaited"]
pub struct YieldNow {
    yielded: bool,
    site: &'static Location<'static>,
}

impl Future for YieldNow {
    type Output = ();

    #[inline(always)]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.yielded {
            return Poll::Ready(());
        }
        self.yielded = true;
        waits(On::Yield, self.site);
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}
