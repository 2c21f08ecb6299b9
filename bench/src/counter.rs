//! How much work was done, as reported by the coroutines that did it.

use std::cell::Cell;
use std::rc::Rc;

/// A number that coroutines share. Each adds the work that it has done, so that work which was not
/// done does not look fast.
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
