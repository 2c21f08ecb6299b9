//! Events: something that everybody waits for who is there.

use std::cell::Cell;
use std::rc::Rc;

use super::turn::turn;
use super::waiting::{Waiting, level, new_object};
use crate::runtime::trace::On;

/// Something that happens once, or is taken back and happens again.
#[derive(Clone, Debug)]
pub struct Event(Rc<Shared>);

#[derive(Debug)]
struct Shared {
    is_set: Cell<bool>,
    /// Everybody who waits for it.
    line: event_listener::Event,
    id: u32,
}

impl Event {
    /// An event that is not set.
    #[must_use]
    pub fn new() -> Self {
        let line = event_listener::Event::new();
        Self(Rc::new(Shared { is_set: Cell::new(false), line, id: new_object() }))
    }

    /// Sets the event, which lets everybody go on who waits for it, even if it is taken back before
    /// they are polled.
    pub fn set(&self) {
        self.0.is_set.set(true);
        self.0.line.notify(usize::MAX);
        level(self.0.id, 1);
    }

    /// Takes it back: who waits from now on waits for the next time.
    pub fn clear(&self) {
        self.0.is_set.set(false);
        level(self.0.id, 0);
    }

    /// Whether it is set.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.0.is_set.get()
    }

    /// Waits until it is set.
    #[track_caller]
    pub fn wait(&self) -> Waiting<impl Future<Output = ()> + use<>> {
        let event = self.clone();
        let future = async move {
            if !event.is_set() {
                // A turn that is not waited for is nobody else's: who comes later waits for the next.
                turn(&event.0.line, |_| ()).await;
            }
        };
        Waiting::new(On::Event(self.0.id), future)
    }
}

impl Default for Event {
    fn default() -> Self {
        Self::new()
    }
}
