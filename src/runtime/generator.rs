//! Generators: coroutines that are resumed by hand with a value, and yield a value.
//!
//! A generator runs only inside the polls of the task that resumes it. It has a lane of its own in
//! the trace, which shows how control goes back and forth.

use std::cell::RefCell;
use std::fmt;
use std::future::poll_fn;
use std::panic::Location;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll};

use super::context;
use super::state::Core;
use super::task::waits;
use super::trace::{On, TaskId, What};

mod answer;
mod inside;
mod yielder;

pub use answer::{Answer, GeneratorError};
use inside::Inside;
use yielder::Exchange;
pub use yielder::Yielder;

/// Makes a generator of a body. Nothing runs before it is [primed](Generator::prime).
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, generator, log};
///
/// let trace = simulate(Options::default(), async {
///     let mut doubler = generator("doubler", async |mut caller| {
///         let mut doubled = 0;
///         while let Some(number) = caller.yield_(doubled).await {
///             doubled = number * 2;
///         }
///         log("closed");
///     });
///     assert_eq!(doubler.prime().await, Ok(Some(0)));
///     assert_eq!(doubler.send(21).await, Ok(Some(42)));
///     assert_eq!(doubler.close().await, Ok(()));
/// });
/// assert_eq!(trace.output(), ["closed"]);
/// ```
///
/// # Panics
///
/// Outside of a loop.
#[track_caller]
pub fn generator<Sent, Yielded, F>(
    name: &'static str,
    body: impl FnOnce(Yielder<Sent, Yielded>) -> F,
) -> Generator<Sent, Yielded>
where
    F: Future<Output = ()> + 'static,
{
    let core = context::core();
    let mut state = core.lock();
    let id = TaskId(state.spawned);
    state.spawned += 1;
    let by = state.current.map(|current| current.task);
    state.record(id, What::Spawned { by }, Some(Location::caller()));
    state.record(id, What::IsGenerator, None);
    if let Some(trace) = &mut state.trace {
        let text = trace.intern(name);
        state.record(id, What::Named { text }, None);
    }
    drop(state);
    let exchange = Rc::new(RefCell::new(Exchange { sent: None, yielded: None }));
    let yielder = Yielder { exchange: Rc::clone(&exchange) };
    Generator { body: Some(Box::pin(body(yielder))), exchange, id, core, phase: Phase::New }
}

/// A coroutine that is resumed by hand; made by [`generator`]. Dropping it drops the body where it
/// waits, without letting it come to its end.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Generator, Options, generator, log};
///
/// let trace = simulate(Options::default(), async {
///     let mut endless: Generator<(), u32> = generator("endless", async |mut caller| {
///         while caller.yield_(1).await.is_some() {}
///         log("closed");
///     });
///     assert_eq!(endless.prime().await, Ok(Some(1)));
///     drop(endless);
/// });
/// assert!(trace.output().is_empty());
/// ```
#[must_use = "a generator does nothing until it is primed"]
pub struct Generator<Sent, Yielded> {
    /// Empty once it has finished.
    body: Option<Pin<Box<dyn Future<Output = ()>>>>,
    exchange: Rc<RefCell<Exchange<Sent, Yielded>>>,
    id: TaskId,
    /// The loop that it was made on. It may be dropped where another loop is current, or no loop.
    core: Arc<Core>,
    phase: Phase,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Not primed.
    New,
    /// Waits at a yield.
    Suspended,
    /// Was resumed and has not come to its next yield: it waits on something else.
    Resumed,
    /// Closed, or ran to its end.
    Finished,
}

impl<Sent, Yielded> Generator<Sent, Yielded> {
    /// Runs the body up to its first yield, and returns what it yielded; `None` if it came to its
    /// end without yielding.
    ///
    /// ```
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Generator, GeneratorError, Options, generator};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     let mut counter: Generator<(), u32> = generator("counter", async |mut caller| {
    ///         caller.yield_(1).await;
    ///     });
    ///     assert_eq!(counter.prime().await, Ok(Some(1)));
    ///     assert_eq!(counter.prime().await, Err(GeneratorError::AlreadyPrimed));
    /// });
    /// assert_eq!(trace.last_us(), 0);
    /// ```
    ///
    /// # Errors
    ///
    /// [`AlreadyPrimed`](GeneratorError::AlreadyPrimed) when it was primed before,
    /// [`Closed`](GeneratorError::Closed) when it was closed or ran to its end.
    #[track_caller]
    pub fn prime(&mut self) -> impl Future<Output = Answer<Yielded>> + use<'_, Sent, Yielded> {
        let site = Location::caller();
        async move {
            match self.phase {
                Phase::New => self.resume(site).await,
                Phase::Finished => Err(GeneratorError::Closed),
                Phase::Suspended | Phase::Resumed => Err(GeneratorError::AlreadyPrimed),
            }
        }
    }

    /// Hands the body a value, as the result of the yield at which it waits, and returns what it
    /// yields next; `None` if it comes to its end.
    ///
    /// ```
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{GeneratorError, Options, generator};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     let mut echo = generator("echo", async |mut caller| {
    ///         if let Some(word) = caller.yield_("ready").await {
    ///             caller.yield_(word).await;
    ///         }
    ///     });
    ///     assert_eq!(echo.send("too early").await, Err(GeneratorError::NotPrimed));
    ///     assert_eq!(echo.prime().await, Ok(Some("ready")));
    ///     assert_eq!(echo.send("hello").await, Ok(Some("hello")));
    ///     assert_eq!(echo.send("the last").await, Ok(None));
    ///     assert_eq!(echo.send("too late").await, Err(GeneratorError::Closed));
    /// });
    /// assert_eq!(trace.last_us(), 0);
    /// ```
    ///
    /// # Errors
    ///
    /// [`NotPrimed`](GeneratorError::NotPrimed), [`Closed`](GeneratorError::Closed), or
    /// [`Busy`](GeneratorError::Busy) while it works on the value before.
    #[track_caller]
    pub fn send(
        &mut self,
        value: Sent,
    ) -> impl Future<Output = Answer<Yielded>> + use<'_, Sent, Yielded> {
        let site = Location::caller();
        async move {
            match self.phase {
                Phase::Suspended => {
                    self.exchange.borrow_mut().sent = Some(Some(value));
                    self.resume(site).await
                }
                Phase::New => Err(GeneratorError::NotPrimed),
                Phase::Resumed => Err(GeneratorError::Busy),
                Phase::Finished => Err(GeneratorError::Closed),
            }
        }
    }

    /// Asks the body to come to its end: the yield at which it waits returns `None`. A body that
    /// does not wait at a yield is dropped. To close a generator twice does nothing.
    ///
    /// ```
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Generator, GeneratorError, Options, generator};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     let mut stubborn: Generator<(), u32> = generator("stubborn", async |mut caller| {
    ///         while caller.yield_(1).await.is_none() {}
    ///     });
    ///     assert_eq!(stubborn.prime().await, Ok(Some(1)));
    ///     assert_eq!(stubborn.close().await, Err(GeneratorError::IgnoredClose));
    ///     assert_eq!(stubborn.close().await, Ok(()));
    /// });
    /// assert_eq!(trace.last_us(), 0);
    /// ```
    ///
    /// # Errors
    ///
    /// [`IgnoredClose`](GeneratorError::IgnoredClose) when the body yields again instead of ending;
    /// it is dropped then.
    #[track_caller]
    pub fn close(
        &mut self,
    ) -> impl Future<Output = Result<(), GeneratorError>> + use<'_, Sent, Yielded> {
        let site = Location::caller();
        async move {
            let mut yielded = None;
            if self.phase == Phase::Suspended {
                self.exchange.borrow_mut().sent = Some(None);
                yielded = self.resume(site).await?;
            }
            self.finish(What::Cancelled);
            yielded.map_or(Ok(()), |_| Err(GeneratorError::IgnoredClose))
        }
    }

    /// Runs the body until it yields or ends.
    async fn resume(&mut self, site: &'static Location<'static>) -> Answer<Yielded> {
        Ok(poll_fn(|cx| self.poll_body(cx, site)).await)
    }

    /// Polls the body, as a part of the caller's own poll.
    fn poll_body(
        &mut self,
        cx: &mut Context<'_>,
        site: &'static Location<'static>,
    ) -> Poll<Option<Yielded>> {
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        self.phase = Phase::Resumed;
        let inside = Inside::enter(&self.core, self.id);
        inside.record(What::PollStarted, Some(site));
        let polled = body.as_mut().poll(cx);
        let yielded = self.exchange.borrow_mut().yielded.take();
        if polled.is_ready() {
            self.finish(What::Completed);
        } else {
            inside.record(What::PollEnded, None);
        }
        drop(inside);
        if yielded.is_some() && polled.is_pending() {
            self.phase = Phase::Suspended;
        }
        if yielded.is_some() || polled.is_ready() {
            return Poll::Ready(yielded);
        }
        waits(On::Task(self.id), site);
        Poll::Pending
    }

    /// Drops the body, unless that was done before, and records how it ended.
    fn finish(&mut self, how: What) {
        let Some(body) = self.body.take() else { return };
        self.phase = Phase::Finished;
        let inside = Inside::enter(&self.core, self.id);
        if how == What::Cancelled {
            inside.set_cancelled();
        }
        drop(body);
        inside.record(how, None);
    }
}

impl<Sent, Yielded> Drop for Generator<Sent, Yielded> {
    fn drop(&mut self) {
        self.finish(What::Cancelled);
    }
}

impl<Sent, Yielded> fmt::Debug for Generator<Sent, Yielded> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Generator").field("phase", &self.phase).finish_non_exhaustive()
    }
}
