//! Channels: messages from any number of coroutines to any number of others.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fmt;
use std::rc::Rc;

use event_listener::{Event, IntoNotification};

use super::turn::turn;
use super::waiting::{Waiting, level, new_object};
use crate::runtime::trace::On;

/// A channel with room for any number of messages. Any number of coroutines may send and receive;
/// each message is received once.
///
/// Receivers wait in a line, first in, first out. As with `asyncio.Queue`, a receiver that is woken
/// takes its message when it is polled: a coroutine that asks before that gets it first.
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
    ends(usize::MAX)
}

/// A channel with room for at most `capacity` messages, and at least 1: a send into a full channel
/// waits.
///
/// Senders wait in a line, as receivers do.
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
    ends(capacity.max(1))
}

fn ends<T>(room: usize) -> (Sender<T>, Receiver<T>) {
    let contents = Contents { messages: VecDeque::new(), senders: 1, receivers: 1 };
    let shared = Rc::new(Shared {
        contents: RefCell::new(contents),
        room,
        senders: Event::new(),
        receivers: Event::new(),
        id: new_object(),
    });
    (Sender(Rc::clone(&shared)), Receiver(shared))
}

/// What the ends of a channel share.
struct Shared<T> {
    /// Never borrowed while foreign code runs: a message's own drop, or a waker.
    contents: RefCell<Contents<T>>,
    /// The capacity.
    room: usize,
    /// The line of coroutines that wait for room.
    senders: Event,
    /// The line of coroutines that wait for a message.
    receivers: Event,
    id: u32,
}

/// What a channel holds, and how many ends of it there are.
struct Contents<T> {
    messages: VecDeque<T>,
    /// How many sending ends there are.
    senders: usize,
    /// How many receiving ends there are.
    receivers: usize,
}

impl<T> Shared<T> {
    fn len(&self) -> usize {
        self.contents.borrow().messages.len()
    }

    fn has_room(&self) -> bool {
        self.len() < self.room
    }

    async fn send(&self, message: T) -> Result<(), Closed> {
        loop {
            if self.contents.borrow().receivers == 0 {
                return Err(Closed);
            }
            if self.has_room() {
                break;
            }
            turn(&self.senders, |had_come| {
                if had_come && self.has_room() {
                    self.senders.notify(1.additional());
                }
            })
            .await;
        }
        self.contents.borrow_mut().messages.push_back(message);
        self.receivers.notify(1.additional());
        level(self.id, self.len());
        Ok(())
    }

    async fn receive(&self) -> Result<T, Closed> {
        loop {
            let message = self.contents.borrow_mut().messages.pop_front();
            if let Some(message) = message {
                self.senders.notify(1.additional());
                level(self.id, self.len());
                return Ok(message);
            }
            if self.contents.borrow().senders == 0 {
                return Err(Closed);
            }
            turn(&self.receivers, |had_come| {
                if had_come && self.len() > 0 {
                    self.receivers.notify(1.additional());
                }
            })
            .await;
        }
    }
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
pub struct Sender<T>(Rc<Shared<T>>);

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
        Waiting::new(On::Channel(self.0.id), self.0.send(message))
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        self.0.contents.borrow_mut().senders += 1;
        Self(Rc::clone(&self.0))
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        let left = {
            let mut contents = self.0.contents.borrow_mut();
            contents.senders -= 1;
            contents.senders
        };
        if left == 0 {
            self.0.receivers.notify(usize::MAX);
        }
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender").field("id", &self.0.id).finish_non_exhaustive()
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
pub struct Receiver<T>(Rc<Shared<T>>);

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
        Waiting::new(On::Channel(self.0.id), self.0.receive())
    }
}

impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Self {
        self.0.contents.borrow_mut().receivers += 1;
        Self(Rc::clone(&self.0))
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        let left = {
            let mut contents = self.0.contents.borrow_mut();
            contents.receivers -= 1;
            contents.receivers
        };
        if left == 0 {
            self.0.senders.notify(usize::MAX);
        }
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").field("id", &self.0.id).finish_non_exhaustive()
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
