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
/// Receivers wait in a line, first in, first out. As with `asyncio.Queue`, one that is woken has its
/// message only when it is polled: a coroutine that asks in between gets it first.
#[must_use]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    ends(usize::MAX)
}

/// A channel with room for at most `room` messages, at least one: whoever sends into a full one
/// waits. Senders wait in a line as receivers do.
#[must_use]
pub fn bounded_channel<T>(room: usize) -> (Sender<T>, Receiver<T>) {
    ends(room.max(1))
}

fn ends<T>(room: usize) -> (Sender<T>, Receiver<T>) {
    let state = State { messages: VecDeque::new(), senders: 1, receivers: 1 };
    let shared = Rc::new(Shared {
        state: RefCell::new(state),
        room,
        senders: Event::new(),
        receivers: Event::new(),
        id: new_object(),
    });
    (Sender(Rc::clone(&shared)), Receiver(shared))
}

/// What both ends of a channel have.
struct Shared<T> {
    /// Never borrowed while foreign code runs: a message's own drop, or a waker.
    state: RefCell<State<T>>,
    /// How many messages there may be.
    room: usize,
    /// The line of those who wait for room.
    senders: Event,
    /// The line of those who wait for a message.
    receivers: Event,
    id: u32,
}

struct State<T> {
    messages: VecDeque<T>,
    /// How many sending ends there are.
    senders: usize,
    /// How many receiving ends there are.
    receivers: usize,
}

impl<T> Shared<T> {
    fn len(&self) -> usize {
        self.state.borrow().messages.len()
    }

    fn has_room(&self) -> bool {
        self.len() < self.room
    }

    async fn send(&self, message: T) -> Result<(), Closed> {
        loop {
            if self.state.borrow().receivers == 0 {
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
        self.state.borrow_mut().messages.push_back(message);
        self.receivers.notify(1.additional());
        level(self.id, self.len());
        Ok(())
    }

    async fn receive(&self) -> Result<T, Closed> {
        loop {
            let message = self.state.borrow_mut().messages.pop_front();
            if let Some(message) = message {
                self.senders.notify(1.additional());
                level(self.id, self.len());
                return Ok(message);
            }
            if self.state.borrow().senders == 0 {
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

/// The end of a channel into which messages go. The channel is closed when all are dropped.
pub struct Sender<T>(Rc<Shared<T>>);

impl<T> Sender<T> {
    /// Sends a message, and waits for room if there is none.
    ///
    /// # Errors
    ///
    /// When nobody can receive it any more.
    #[track_caller]
    pub fn send(&self, message: T) -> Waiting<impl Future<Output = Result<(), Closed>> + '_> {
        Waiting::new(On::Channel(self.0.id), self.0.send(message))
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        self.0.state.borrow_mut().senders += 1;
        Self(Rc::clone(&self.0))
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        let left = {
            let mut state = self.0.state.borrow_mut();
            state.senders -= 1;
            state.senders
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

/// The end of a channel out of which messages come.
pub struct Receiver<T>(Rc<Shared<T>>);

impl<T> Receiver<T> {
    /// Waits for the next message.
    ///
    /// # Errors
    ///
    /// When the channel is empty and nobody can send into it any more.
    #[track_caller]
    pub fn receive(&self) -> Waiting<impl Future<Output = Result<T, Closed>> + '_> {
        Waiting::new(On::Channel(self.0.id), self.0.receive())
    }
}

impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Self {
        self.0.state.borrow_mut().receivers += 1;
        Self(Rc::clone(&self.0))
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        let left = {
            let mut state = self.0.state.borrow_mut();
            state.receivers -= 1;
            state.receivers
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

/// The other ends of a channel are all gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed;

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the channel is closed: nobody is at its other end")
    }
}

impl std::error::Error for Closed {}
