//! Semaphores: at most so many coroutines at a time.

use std::cell::Cell;
use std::rc::Rc;

use event_listener::{Event, IntoNotification};

use super::turn::turn;
use super::waiting::{Waiting, level, new_object};
use crate::runtime::trace::On;

/// A number of permits: at most that many coroutines hold one at a time.
///
/// Permits go to those who wait in the order in which they came, as with `asyncio.Semaphore`: a
/// permit that is given back belongs to the first in line at once, and nobody takes it in between.
#[derive(Clone, Debug)]
pub struct Semaphore(Rc<Shared>);

#[derive(Debug)]
struct Shared {
    /// The permits that nobody has and that are nobody's.
    free: Cell<usize>,
    /// How many stand in the line, those included whose turn has come and who were not polled since.
    waiting: Cell<usize>,
    /// How many permits are held.
    held: Cell<usize>,
    line: Event,
    id: u32,
}

impl Semaphore {
    /// A semaphore with that many permits.
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

    /// Waits for a permit.
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
        // More came free while this one was on its way, and those behind it were not asked.
        self.hand_over();
    }

    fn give_back(&self) {
        self.free.set(self.free.get() + 1);
        self.hand_over();
    }

    /// Gives a free permit, if there is one, to the first in line whose turn has not come.
    fn hand_over(&self) {
        let Some(rest) = self.free.get().checked_sub(1) else { return };
        // It is not free any more when whoever gets it is woken.
        self.free.set(rest);
        if self.line.notify(1.additional()) == 0 {
            self.free.set(rest + 1);
        }
    }
}

/// A permit of a [`Semaphore`]; dropping it gives it back.
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
