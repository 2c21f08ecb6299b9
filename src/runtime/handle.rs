//! A loop seen from outside, while a driver turns it.

use std::sync::Arc;

use super::context;
use super::state::Core;
use super::trace::{TaskId, Trace};

/// A handle of a loop: to look at it, and to wake its driver.
#[derive(Clone, Debug)]
pub struct LoopHandle {
    pub(super) core: Arc<Core>,
}

/// A handle of the current loop, and the task of it that is being polled.
///
/// # Panics
///
/// Outside of a loop.
#[must_use]
pub fn current_loop() -> (LoopHandle, Option<TaskId>) {
    let core = context::core();
    let task = core.lock().current.map(|current| current.task);
    (LoopHandle { core }, task)
}

impl LoopHandle {
    /// Wakes the driver, so that it looks again at what there is to do.
    pub fn wake(&self) {
        let driver = self.core.lock().driver.take();
        if let Some(driver) = driver {
            driver.wake();
        }
    }

    /// The time of the loop's clock, in microseconds.
    #[must_use]
    pub fn now_us(&self) -> u64 {
        self.core.lock().clock.now_us()
    }

    /// When the loop's clock began, in milliseconds since 1970. `None` for a virtual one.
    #[must_use]
    pub fn began_epoch_ms(&self) -> Option<f64> {
        self.core.lock().clock.began_epoch_ms()
    }

    /// How many events the loop records at most; `None` if it records nothing.
    #[must_use]
    pub fn capacity(&self) -> Option<usize> {
        self.core.lock().trace.as_ref().map(Trace::capacity)
    }

    /// Whether both are handles of one loop.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.core, &other.core)
    }

    /// Changes the trace, if somebody records: for what only a driver or a worker can tell.
    ///
    /// The loop is locked meanwhile, so the function must not turn it or touch its tasks.
    pub fn edit_trace<T>(&self, edit: impl FnOnce(&mut Trace) -> T) -> Option<T> {
        self.core.lock().trace.as_mut().map(edit)
    }

    /// Looks at the trace so far; there is none if nobody records, or if it was taken out.
    ///
    /// The loop is locked meanwhile, so the function must not turn it or touch its tasks.
    pub fn with_trace<T>(&self, look: impl FnOnce(Option<&Trace>) -> T) -> T {
        look(self.core.lock().trace.as_ref())
    }
}
