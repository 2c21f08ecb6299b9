//! What coroutines share: channels, semaphores and events.
//!
//! The waiting itself is done by the libraries of the smol family; what is added here is the
//! record of who waits on what, and how full it is.

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
    /// A wait on something shared. Made by the methods of this room.
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

/// The number of a new shared object, so that the trace can tell them apart.
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
#[must_use]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    ends(async_channel::unbounded())
}

/// A channel with room for some messages: who sends into a full one waits. There is room for at
/// least one.
#[must_use]
pub fn bounded_channel<T>(room: usize) -> (Sender<T>, Receiver<T>) {
    ends(async_channel::bounded(room.max(1)))
}

fn ends<T>(
    (sender, receiver): (async_channel::Sender<T>, async_channel::Receiver<T>),
) -> (Sender<T>, Receiver<T>) {
    let id = new_object();
    (Sender { inner: sender, id }, Receiver { inner: receiver, id })
}

/// The end of a channel into which messages go. The channel is closed when all are dropped.
pub struct Sender<T> {
    inner: async_channel::Sender<T>,
    id: u32,
}

impl<T> Sender<T> {
    /// Sends a message, and waits for room if there is none.
    ///
    /// # Errors
    ///
    /// When nobody can receive it any more.
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

/// The end of a channel out of which messages come.
pub struct Receiver<T> {
    inner: async_channel::Receiver<T>,
    id: u32,
}

impl<T> Receiver<T> {
    /// Waits for the next message.
    ///
    /// # Errors
    ///
    /// When the channel is empty and nobody can send into it any more.
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

/// The other ends of a channel are all gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed;

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the channel is closed: nobody is at its other end")
    }
}

impl std::error::Error for Closed {}

/// A number of permits: as many coroutines may hold one at a time.
#[derive(Clone, Debug)]
pub struct Semaphore {
    inner: Arc<async_lock::Semaphore>,
    held: Arc<std::sync::atomic::AtomicUsize>,
    id: u32,
}

impl Semaphore {
    /// A semaphore with that many permits.
    #[must_use]
    pub fn new(permits: usize) -> Self {
        let held = Arc::default();
        Self { inner: Arc::new(async_lock::Semaphore::new(permits)), held, id: new_object() }
    }

    /// Waits for a permit.
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

/// A permit of a [`Semaphore`]; dropping it gives it back.
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

/// Something that happens once, or is taken back and happens again.
#[derive(Clone, Debug)]
pub struct Event {
    inner: Arc<(AtomicBool, event_listener::Event)>,
    id: u32,
}

impl Event {
    /// An event that is not set.
    #[must_use]
    pub fn new() -> Self {
        Self { inner: Arc::default(), id: new_object() }
    }

    /// Sets the event, which lets everybody go on who waits for it, even if it is taken back before
    /// they are polled.
    pub fn set(&self) {
        self.inner.0.store(true, Ordering::SeqCst);
        self.inner.1.notify(usize::MAX);
        level(self.id, 1);
    }

    /// Takes it back: who waits from now on waits for the next time.
    pub fn clear(&self) {
        self.inner.0.store(false, Ordering::SeqCst);
        level(self.id, 0);
    }

    /// Whether it is set.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.inner.0.load(Ordering::SeqCst)
    }

    /// Waits until it is set.
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
