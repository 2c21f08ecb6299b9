//! What coroutines share: channels, semaphores and events.
//!
//! The libraries of the smol family do the waiting. What is added here is the record of which task
//! waits on what, and how full it is.

use std::fmt;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

use super::context;
use super::task::waits;
use super::trace::{On, What};

pin_project! {
    /// A wait on something that coroutines share; made by the methods of channels, semaphores and
    /// events. Like any future it can have a time limit.
    ///
    /// ```
    /// use std::time::Duration;
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Elapsed, Options, channel, timeout};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     let (_sender, receiver) = channel::<u32>();
    ///     let message = timeout(Duration::from_millis(5), receiver.receive());
    ///     assert_eq!(message.await, Err(Elapsed));
    /// });
    /// assert_eq!(trace.last_us(), 5_000);
    /// ```
    #[derive(Debug)]
    #[must_use = "a future does nothing until it is awaited"]
    pub struct Waiting<F> {
        #[pin]
        future: F,
        on: On,
        site: &'static Location<'static>,
    }
}

impl<F: Future> Future for Waiting<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let polled = this.future.poll(cx);
        if polled.is_pending() {
            waits(*this.on, this.site);
        }
        polled
    }
}

/// The number of a new shared object, so that the trace can distinguish them.
fn new_object() -> u32 {
    context::try_with(|state| {
        state.objects += 1;
        state.objects
    })
    .unwrap_or(0)
}

/// Records how much a shared object holds.
fn level(object: u32, held: usize) {
    let clamp = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
    let what = What::Level { object: clamp(object as usize), held: clamp(held) };
    context::try_with_recording(|state| state.record_here(what, None));
}

/// A channel with room for any number of messages. Any number of coroutines may send and receive;
/// each message is received once.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, channel, log, spawn};
///
/// let trace = simulate(Options::default(), async {
///     let (sender, receiver) = channel();
///     spawn(async move {
///         for word in ["hello", "world"] {
///             sender.send(word).await.expect("there is a receiver");
///         }
///     })
///     .detach();
///     while let Ok(word) = receiver.receive().await {
///         log(word);
///     }
/// });
/// assert_eq!(trace.output(), ["hello", "world"]);
/// ```
#[must_use]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    ends(async_channel::unbounded())
}

/// A channel with room for at most `capacity` messages, and at least 1: a send into a full channel
/// waits.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, bounded_channel, log, sleep, spawn};
///
/// let trace = simulate(Options::default(), async {
///     let (sender, receiver) = bounded_channel(1);
///     let producer = spawn(async move {
///         for number in 1..=2 {
///             sender.send(number).await.expect("there is a receiver");
///             log(format!("sent {number}"));
///         }
///     });
///     sleep(Duration::from_millis(10)).await;
///     log(format!("received {}", receiver.receive().await.expect("there is a sender")));
///     producer.await;
/// });
/// assert_eq!(trace.output(), ["sent 1", "received 1", "sent 2"]);
/// ```
#[must_use]
pub fn bounded_channel<T>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    ends(async_channel::bounded(capacity.max(1)))
}

fn ends<T>(
    (sender, receiver): (async_channel::Sender<T>, async_channel::Receiver<T>),
) -> (Sender<T>, Receiver<T>) {
    let id = new_object();
    (Sender { inner: sender, id }, Receiver { inner: receiver, id })
}

/// The end of a channel into which messages go. The channel is closed when all its senders are
/// dropped; what is in it can still be received.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Closed, Options, Sender, channel};
///
/// async fn send_all(sender: Sender<u32>, numbers: [u32; 2]) {
///     for number in numbers {
///         sender.send(number).await.expect("there is a receiver");
///     }
/// }
///
/// let trace = simulate(Options::default(), async {
///     let (sender, receiver) = channel();
///     send_all(sender.clone(), [1, 2]).await;
///     drop(sender);
///     assert_eq!(receiver.receive().await, Ok(1));
///     assert_eq!(receiver.receive().await, Ok(2));
///     assert_eq!(receiver.receive().await, Err(Closed));
/// });
/// assert_eq!(trace.last_us(), 0);
/// ```
pub struct Sender<T> {
    inner: async_channel::Sender<T>,
    id: u32,
}

impl<T> Sender<T> {
    /// Sends a message, and waits for room if there is none.
    ///
    /// ```
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Closed, Options, channel};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     let (sender, receiver) = channel();
    ///     assert_eq!(sender.send("hello").await, Ok(()));
    ///     drop(receiver);
    ///     assert_eq!(sender.send("too late").await, Err(Closed));
    /// });
    /// assert_eq!(trace.last_us(), 0);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Closed`] when all receivers are dropped.
    #[track_caller]
    pub fn send(&self, message: T) -> Waiting<impl Future<Output = Result<(), Closed>> + '_> {
        let future = async move {
            let sent = self.inner.send(message).await;
            level(self.id, self.inner.len());
            sent.map_err(|_| Closed)
        };
        Waiting { future, on: On::Channel(self.id), site: Location::caller() }
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone(), id: self.id }
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The end of a channel out of which messages come. It can be cloned, to share the work: each
/// message goes to a single receiver.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, Receiver, channel, gather, sleep};
///
/// async fn work(jobs: Receiver<u64>) {
///     while let Ok(ms) = jobs.receive().await {
///         sleep(Duration::from_millis(ms)).await;
///     }
/// }
///
/// let trace = simulate(Options::default(), async {
///     let (sender, jobs) = channel();
///     for ms in [30, 10, 10] {
///         sender.send(ms).await.expect("there is a receiver");
///     }
///     drop(sender);
///     gather([work(jobs.clone()), work(jobs)]).await;
/// });
/// assert_eq!(trace.last_us(), 30_000);
/// ```
pub struct Receiver<T> {
    inner: async_channel::Receiver<T>,
    id: u32,
}

impl<T> Receiver<T> {
    /// Waits for the next message.
    ///
    /// ```
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Closed, Options, channel};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     let (sender, receiver) = channel();
    ///     assert_eq!(sender.send("hello").await, Ok(()));
    ///     drop(sender);
    ///     assert_eq!(receiver.receive().await, Ok("hello"));
    ///     assert_eq!(receiver.receive().await, Err(Closed));
    /// });
    /// assert_eq!(trace.last_us(), 0);
    /// ```
    ///
    /// # Errors
    ///
    /// [`Closed`] when the channel is empty and all senders are dropped.
    #[track_caller]
    pub fn receive(&self) -> Waiting<impl Future<Output = Result<T, Closed>> + '_> {
        let future = async move {
            let received = self.inner.recv().await;
            level(self.id, self.inner.len());
            received.map_err(|_| Closed)
        };
        Waiting { future, on: On::Channel(self.id), site: Location::caller() }
    }
}

impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone(), id: self.id }
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The other ends of a channel are all dropped. Its text is a sentence for people.
///
/// ```
/// use coroscope::runtime::Closed;
///
/// assert_eq!(Closed.to_string(), "the channel is closed: nobody is at its other end");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed;

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the channel is closed: nobody is at its other end")
    }
}

impl std::error::Error for Closed {}

/// A number of permits, to limit how many coroutines do something at the same time. Clones share
/// the permits.
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
pub struct Semaphore {
    inner: Arc<async_lock::Semaphore>,
    held: Arc<std::sync::atomic::AtomicUsize>,
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
        let held = Arc::default();
        Self { inner: Arc::new(async_lock::Semaphore::new(permits)), held, id: new_object() }
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
        let semaphore = self.clone();
        let future = async move {
            let inner = semaphore.inner.acquire_arc().await;
            level(semaphore.id, semaphore.held.fetch_add(1, Ordering::Relaxed) + 1);
            Permit { _inner: inner, semaphore }
        };
        Waiting { future, on: On::Semaphore(self.id), site: Location::caller() }
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
pub struct Permit {
    _inner: async_lock::SemaphoreGuardArc,
    semaphore: Semaphore,
}

impl Drop for Permit {
    fn drop(&mut self) {
        let held = self.semaphore.held.fetch_sub(1, Ordering::Relaxed) - 1;
        level(self.semaphore.id, held);
    }
}

/// Something that happens once, or is taken back and happens again. Clones are the same event.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Event, Options, log, spawn};
///
/// let trace = simulate(Options::default(), async {
///     let start = Event::new();
///     let runners = ["Ann", "Bo"].map(|name| {
///         let start = start.clone();
///         spawn(async move {
///             start.wait().await;
///             log(format!("{name} runs"));
///         })
///     });
///     log("go");
///     start.set();
///     for runner in runners {
///         runner.await;
///     }
/// });
/// assert_eq!(trace.output(), ["go", "Ann runs", "Bo runs"]);
/// ```
#[derive(Clone, Debug)]
pub struct Event {
    inner: Arc<(AtomicBool, event_listener::Event)>,
    id: u32,
}

impl Event {
    /// An event that is not set.
    ///
    /// ```
    /// use coroscope::runtime::Event;
    ///
    /// assert!(!Event::new().is_set());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self { inner: Arc::default(), id: new_object() }
    }

    /// Sets the event, so that each coroutine that waits for it goes on, even if it is taken back
    /// before the coroutine is polled.
    ///
    /// ```
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Event, Options, log, spawn, yield_now};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     let gate = Event::new();
    ///     let waits = gate.wait();
    ///     let task = spawn(async {
    ///         waits.await;
    ///         log("through");
    ///     });
    ///     yield_now().await;
    ///     gate.set();
    ///     gate.clear();
    ///     task.await;
    /// });
    /// assert_eq!(trace.output(), ["through"]);
    /// ```
    pub fn set(&self) {
        self.inner.0.store(true, Ordering::SeqCst);
        self.inner.1.notify(usize::MAX);
        level(self.id, 1);
    }

    /// Takes the event back: a wait that begins from now on waits for the next [`set`](Self::set).
    ///
    /// ```
    /// use coroscope::runtime::Event;
    ///
    /// let event = Event::new();
    /// event.set();
    /// event.clear();
    /// assert!(!event.is_set());
    /// ```
    pub fn clear(&self) {
        self.inner.0.store(false, Ordering::SeqCst);
        level(self.id, 0);
    }

    /// Whether the event is set.
    ///
    /// ```
    /// use coroscope::runtime::Event;
    ///
    /// let event = Event::new();
    /// event.clone().set();
    /// assert!(event.is_set());
    /// ```
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.inner.0.load(Ordering::SeqCst)
    }

    /// Waits until the event is set. If it is set already, this does not wait at all.
    ///
    /// ```
    /// use std::time::Duration;
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Event, Options, sleep, spawn};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     let done = Event::new();
    ///     let worker = done.clone();
    ///     spawn(async move {
    ///         sleep(Duration::from_millis(5)).await;
    ///         worker.set();
    ///     })
    ///     .detach();
    ///     done.wait().await;
    ///     done.wait().await;
    /// });
    /// assert_eq!(trace.last_us(), 5_000);
    /// ```
    #[track_caller]
    pub fn wait(&self) -> Waiting<impl Future<Output = ()> + use<>> {
        let event = self.clone();
        let future = async move {
            // Listening comes before the look, so that no `set` falls in between.
            let listener = event.inner.1.listen();
            if !event.is_set() {
                listener.await;
            }
        };
        Waiting { future, on: On::Event(self.id), site: Location::caller() }
    }
}

impl Default for Event {
    fn default() -> Self {
        Self::new()
    }
}
