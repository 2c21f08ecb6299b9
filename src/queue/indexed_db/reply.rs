//! A channel for one message, from a callback to a coroutine.
//!
//! A real channel would be a few KiB of download for each type of message. This leaves the message
//! in a cell and rings a bell, which is a channel of the same type for all messages.

use std::cell::Cell;
use std::rc::Rc;

use async_channel::{Receiver, Sender, bounded};

/// The two ends of a channel.
pub(super) fn reply<T>() -> (ReplySender<T>, ReplyReceiver<T>) {
    let slot = Rc::default();
    let (ring, bell) = bounded(1);
    (ReplySender { slot: Rc::clone(&slot), ring }, ReplyReceiver { slot, bell })
}

/// The end that sends. Only its first message counts.
pub(super) struct ReplySender<T> {
    slot: Rc<Cell<Option<T>>>,
    ring: Sender<()>,
}

impl<T> ReplySender<T> {
    /// Sends a message. Drops it if nobody waits any more or if a message was sent before.
    pub(super) fn send(&self, message: T) {
        if self.ring.try_send(()).is_ok() {
            self.slot.set(Some(message));
        }
    }

    /// Whether the receiver is gone.
    pub(super) fn is_closed(&self) -> bool {
        self.ring.is_closed()
    }
}

/// The end that waits.
pub(super) struct ReplyReceiver<T> {
    slot: Rc<Cell<Option<T>>>,
    bell: Receiver<()>,
}

impl<T> ReplyReceiver<T> {
    /// Waits for the message; `None` if the sender is gone.
    pub(super) async fn wait(&self) -> Option<T> {
        // An error means that the bell will never ring; then there is no message either.
        let _ = self.bell.recv().await;
        self.slot.take()
    }
}

impl<T> Drop for ReplyReceiver<T> {
    fn drop(&mut self) {
        // This drops a message that was not fetched now, and not with the callback.
        drop(self.slot.take());
    }
}
