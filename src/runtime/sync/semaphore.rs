//! Semaphores: at most N coroutines at a time.

use std::cell::Cell;
use std::rc::Rc;

use event_listener::{Event, IntoNotification};

use super::turn::turn;
use super::waiting::{Waiting, level, new_object};
use crate::runtime::trace::On;

/// A number of permits, to limit how many coroutines do something at the same time. Clones share
/// the permits.
///
/// Permits go to waiting coroutines in the order in which they came, as with `asyncio.Semaphore`: a
/// permit that is given back belongs to the first in line at once, and no other can take it first.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, Semaphore, gather, sleep};
///
/// async fn download(limit: Semaphore) {
///     let _permit = limit.acquire().await;
///     sleep(Duration::from_millis(10)).await;
/// }
///
/// let trace = simulate(Options::default(), async {
///     let limit = Semaphore::new(2);
///     gather([0; 4].map(|_| download(limit.clone()))).await;
/// });
/// assert_eq!(trace.last_us(), 2 * 10_000); // two at a time
/// ```
#[derive(Clone, Debug)]
pub struct Semaphore(Rc<Shared>);

#[derive(Debug)]
struct Shared {
    /// The permits that are free: neither held nor handed to a coroutine in the line.
    free: Cell<usize>,
    /// How many coroutines are in the line, with those whose turn has come but that were not polled
    /// since.
    waiting: Cell<usize>,
    /// How many permits are held.
    held: Cell<usize>,
    line: Event,
    id: u32,
}

impl Semaphore {
    /// A semaphore with `permits` permits.
    ///
    /// ```
    /// use std::time::Duration;
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Options, Semaphore, timeout};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     let closed = Semaphore::new(0);
    ///     assert!(timeout(Duration::from_millis(5), closed.acquire()).await.is_err());
    /// });
    /// assert_eq!(trace.last_us(), 5_000);
    /// ```
    #[must_use]
    pub fn new(permits: usize) -> Self {
        Self(Rc::new(Shared {
            free: Cell::new(permits),
            waiting: Cell::new(0),
            held: Cell::new(0),
            line: Event::new(),
            id: new_object(),
        }))
    }

    /// Waits for a permit. If a permit is free, this does not wait at all.
    ///
    /// ```
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Options, Semaphore, log, spawn, yield_now};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     let door = Semaphore::new(1);
    ///     let permit = door.acquire().await;
    ///     let guest = spawn(async move {
    ///         let _permit = door.acquire().await;
    ///         log("the guest enters");
    ///     });
    ///     yield_now().await;
    ///     log("the host leaves");
    ///     drop(permit);
    ///     guest.await;
    /// });
    /// assert_eq!(trace.output(), ["the host leaves", "the guest enters"]);
    /// ```
    #[track_caller]
    pub fn acquire(&self) -> Waiting<impl Future<Output = Permit> + use<>> {
        let shared = Rc::clone(&self.0);
        let future = async move {
            shared.take().await;
            shared.held.set(shared.held.get() + 1);
            level(shared.id, shared.held.get());
            Permit(shared)
        };
        Waiting::new(On::Semaphore(self.0.id), future)
    }
}

impl Shared {
    /// Takes a permit that is free, or the one that is handed over when the turn has come.
    async fn take(&self) {
        if self.free.get() > 0 && self.waiting.get() == 0 {
            self.free.set(self.free.get() - 1);
            return;
        }
        self.waiting.set(self.waiting.get() + 1);
        turn(&self.line, |had_come| {
            self.waiting.set(self.waiting.get() - 1);
            if had_come {
                self.give_back();
            }
        })
        .await;
        self.waiting.set(self.waiting.get() - 1);
        // More may have come free before this coroutine was polled; no other was woken for those.
        self.hand_over();
    }

    fn give_back(&self) {
        self.free.set(self.free.get() + 1);
        self.hand_over();
    }

    /// Hands a free permit, if there is one, to the first in line whose turn has not come.
    fn hand_over(&self) {
        let Some(rest) = self.free.get().checked_sub(1) else { return };
        // When the coroutine that gets the permit is woken, it must not be free any more.
        self.free.set(rest);
        if self.line.notify(1.additional()) == 0 {
            self.free.set(rest + 1);
        }
    }
}

/// A permit of a [`Semaphore`]. Dropping it gives it back.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, Permit, Semaphore};
///
/// let trace = simulate(Options::default(), async {
///     let limit = Semaphore::new(1);
///     for _ in 0..3 {
///         let permit: Permit = limit.acquire().await;
///         drop(permit);
///     }
/// });
/// assert_eq!(trace.last_us(), 0);
/// ```
#[derive(Debug)]
#[must_use = "the permit is given back when it is dropped"]
pub struct Permit(Rc<Shared>);

impl Drop for Permit {
    fn drop(&mut self) {
        let held = self.0.held.get() - 1;
        self.0.held.set(held);
        level(self.0.id, held);
        self.0.give_back();
    }
}
