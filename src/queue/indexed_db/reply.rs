//! How a callback tells a coroutine something, once.
//!
//! A channel of every type of message would be some KiB of download each. This rings a bell, for
//! which one channel is enough, and leaves the message in a cell.

use std::cell::Cell;
use std::rc::Rc;

use async_channel::{Receiver, Sender, bounded};

/// Two ends: one says something, the other waits for it.
pub(super) fn reply<T>() -> (Tell<T>, Told<T>) {
    let slot = Rc::default();
    let (ring, bell) = bounded(1);
    (Tell { slot: Rc::clone(&slot), ring }, Told { slot, bell })
}

/// The end that says something. Only what is said first counts.
pub(super) struct Tell<T> {
    slot: Rc<Cell<Option<T>>>,
    ring: Sender<()>,
}

impl<T> Tell<T> {
    /// Says it. If nobody waits any more, or something was said before, the message is dropped.
    pub(super) fn send(&self, message: T) {
        if self.ring.try_send(()).is_ok() {
            self.slot.set(Some(message));
        }
    }

    /// Whether nobody waits any more.
    pub(super) fn is_closed(&self) -> bool {
        self.ring.is_closed()
    }
}

/// The end that waits.
pub(super) struct Told<T> {
    slot: Rc<Cell<Option<T>>>,
    bell: Receiver<()>,
}

impl<T> Told<T> {
    /// Waits for the message; `None` if nobody is left who could say anything.
    pub(super) async fn wait(&self) -> Option<T> {
        // Without a ring there is no message, either.
        let _ = self.bell.recv().await;
        self.slot.take()
    }
}

impl<T> Drop for Told<T> {
    fn drop(&mut self) {
        // A message that came and was not fetched is dropped here, and not with the callback.
        drop(self.slot.take());
    }
}
