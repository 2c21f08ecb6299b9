//! The body's side of a generator.

use std::cell::RefCell;
use std::future::poll_fn;
use std::panic::Location;
use std::rc::Rc;
use std::task::Poll;

use crate::runtime::task::waits;
use crate::runtime::trace::On;

/// The body's side of a generator. The body may wait on anything else between its yields.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, Yielder, generator, sleep};
///
/// async fn ticks(mut caller: Yielder<(), u32>) {
///     for tick in 1..=3 {
///         sleep(Duration::from_millis(10)).await;
///         caller.yield_(tick).await;
///     }
/// }
///
/// let trace = simulate(Options::default(), async {
///     let mut ticks = generator("ticks", ticks);
///     assert_eq!(ticks.prime().await, Ok(Some(1)));
///     assert_eq!(ticks.send(()).await, Ok(Some(2)));
/// });
/// assert_eq!(trace.last_us(), 20_000);
/// ```
#[derive(Debug)]
pub struct Yielder<Sent, Yielded> {
    pub(super) exchange: Rc<RefCell<Exchange<Sent, Yielded>>>,
}

impl<Sent, Yielded> Yielder<Sent, Yielded> {
    /// Hands the caller a value, and waits for the value that it sends. `None` means that the
    /// caller wants the generator to come to its end.
    ///
    /// ```
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Options, generator, log};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     let mut logger = generator("logger", async |mut caller| {
    ///         while let Some(line) = caller.yield_(()).await {
    ///             log(line);
    ///         }
    ///         log("closed");
    ///     });
    ///     assert_eq!(logger.prime().await, Ok(Some(())));
    ///     assert_eq!(logger.send("hello").await, Ok(Some(())));
    ///     assert_eq!(logger.close().await, Ok(()));
    /// });
    /// assert_eq!(trace.output(), ["hello", "closed"]);
    /// ```
    #[track_caller]
    pub fn yield_(
        &mut self,
        value: Yielded,
    ) -> impl Future<Output = Option<Sent>> + use<'_, Sent, Yielded> {
        let site = Location::caller();
        let mut value = Some(value);
        poll_fn(move |_| {
            let mut exchange = self.exchange.borrow_mut();
            let before = match value.take() {
                Some(value) => exchange.yielded.replace(value),
                None => match exchange.sent.take() {
                    Some(sent) => return Poll::Ready(sent),
                    None => None,
                },
            };
            drop(exchange);
            drop(before);
            waits(On::Send, site);
            Poll::Pending
        })
    }
}

/// What caller and body hand each other.
#[derive(Debug)]
pub(super) struct Exchange<Sent, Yielded> {
    /// What the caller sent; `Some(None)` asks the body to come to its end.
    pub(super) sent: Option<Option<Sent>>,
    pub(super) yielded: Option<Yielded>,
}
