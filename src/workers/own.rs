//! What a worker has in its own memory: a counter, and whether it is a worker.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

thread_local! {
    // Each instance of the program has its own, and so does each real worker.
    static OF_THIS_INSTANCE: Cell<u32> = const { Cell::new(0) };
    /// Simulated workers share one instance. This stands for the counter of their own instance.
    static OF_THIS_STANDIN: RefCell<Option<Counter>> = const { RefCell::new(None) };
    #[cfg(target_arch = "wasm32")]
    static IS_WORKER: Cell<bool> = const { Cell::new(false) };
}

/// The counter of a simulated worker.
pub(super) type Counter = Rc<Cell<u32>>;

/// Increments the counter in the memory of this worker, which no other worker can see. Returns the
/// new count.
pub fn count_up() -> u32 {
    let add = |counter: &Cell<u32>| {
        counter.set(counter.get().wrapping_add(1));
        counter.get()
    };
    let counter = OF_THIS_STANDIN.with_borrow(Clone::clone);
    counter.map_or_else(|| OF_THIS_INSTANCE.with(add), |counter| add(&counter))
}

/// Replaces the counter in use. Returns the counter used before.
pub(super) fn replace(counter: Option<Counter>) -> Option<Counter> {
    OF_THIS_STANDIN.replace(counter)
}

/// Whether this thread serves jobs.
#[cfg(target_arch = "wasm32")]
pub(super) fn is_worker() -> bool {
    IS_WORKER.get()
}

/// Marks this thread as one that serves jobs.
#[cfg(target_arch = "wasm32")]
pub(super) fn become_worker() {
    IS_WORKER.set(true);
}
