//! A limit to how long something is awaited.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use pin_project_lite::pin_project;

use super::context;
use super::sleep::{Sleep, sleep};

pin_project! {
    /// A future with a time limit; made by [`timeout`]. Dropping it drops the future. A task that
    /// is only borrowed goes on.
    ///
    /// ```
    /// use std::time::Duration;
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Elapsed, Options, sleep, spawn, timeout};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     let mut task = spawn(sleep(Duration::from_millis(15)));
    ///     let limit = Duration::from_millis(10);
    ///     assert_eq!(timeout(limit, &mut task).await, Err(Elapsed));
    ///     assert_eq!(timeout(limit, &mut task).await, Ok(()));
    /// });
    /// assert_eq!(trace.last_us(), 15_000);
    /// ```
    #[derive(Debug)]
    #[must_use = "a future does nothing until it is awaited"]
    pub struct Timeout<F> {
        #[pin]
        future: F,
        #[pin]
        limit: Sleep,
    }
}

/// Awaits the future for at most the limit, which counts from when this is first awaited. When the
/// time is up, the future is dropped with the [`Timeout`], which cancels it.
///
/// As with `asyncio.timeout`, the limit wins against what becomes ready at the same instant. A future
/// that was woken before, while the loop was busy with something else, still gets its turn; asyncio
/// lets the limit win even then, if a sleep and the limit were over while the loop was blocked.
///
/// A task that is given to it is cancelled when the time is up, and its clean-up comes later:
/// `asyncio.timeout` waits for that. To do so here, only lend the task, and then
/// [cancel](super::Task::cancel) it and await its end.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Elapsed, Options, sleep, timeout};
///
/// let trace = simulate(Options::default(), async {
///     let ms = Duration::from_millis;
///     assert_eq!(timeout(ms(10), sleep(ms(5))).await, Ok(()));
///     assert_eq!(timeout(ms(10), sleep(ms(50))).await, Err(Elapsed));
/// });
/// assert_eq!(trace.last_us(), 5_000 + 10_000);
/// ```
///
/// # Errors
///
/// The returned future gives [`Elapsed`] when the time is up.
///
/// # Panics
///
/// When it is awaited outside of a loop.
#[track_caller]
pub fn timeout<F: Future>(limit: Duration, future: F) -> Timeout<F> {
    Timeout { future, limit: sleep(limit) }
}

impl<F: Future> Future for Timeout<F> {
    type Output = Result<F::Output, Elapsed>;

    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        // Before the future is polled for the first time: what it does until its first wait counts.
        this.limit.begin_limit(cx);
        if this.limit.has_fired_first() {
            return this.limit.poll(cx).map(|()| Err(Elapsed));
        }
        // A future that is not ready now is dropped, so the waits that it would record do not count.
        let is_last = this.limit.has_fired();
        let polled = if is_last { poll_last(this.future, cx) } else { this.future.poll(cx) };
        if let Poll::Ready(output) = polled {
            // The limit was not needed, which is no reason for a warning.
            this.limit.give_up_timer();
            return Poll::Ready(Ok(output));
        }
        this.limit.poll(cx).map(|()| Err(Elapsed))
    }
}

/// Polls a future that is dropped if it is not ready.
#[track_caller]
fn poll_last<F: Future>(future: Pin<&mut F>, cx: &mut Context<'_>) -> Poll<F::Output> {
    let void = |void| context::try_with(|state| std::mem::replace(&mut state.waits_are_void, void));
    let before = void(true);
    let polled = future.poll(cx);
    void(before.unwrap_or_default());
    polled
}

/// The time was up before the future was ready. Its text is a phrase for people.
///
/// ```
/// use coroscope::runtime::Elapsed;
///
/// assert_eq!(Elapsed.to_string(), "the time limit was reached");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elapsed;

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the time limit was reached")
    }
}

impl std::error::Error for Elapsed {}
