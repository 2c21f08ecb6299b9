//! How much was done, as told by those who did it.

use std::cell::Cell;
use std::rc::Rc;

/// A number that coroutines share. Work that was not done must not look fast, so each of them adds
/// what it has done.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counter(Rc<Cell<u32>>);

impl Counter {
    pub(crate) fn add(&self, done: u32) {
        self.0.set(self.0.get() + done);
    }

    pub(crate) fn get(&self) -> u32 {
        self.0.get()
    }
}
