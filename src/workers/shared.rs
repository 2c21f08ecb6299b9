//! Memory that several workers read and write.
//!
//! In a browser this is a `SharedArrayBuffer`, which pages get only when they are cross-origin
//! isolated (<https://html.spec.whatwg.org/multipage/webappapis.html#concept-settings-object-cross-origin-isolated-capability>).

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

#[cfg(target_arch = "wasm32")]
use super::cells::Cells;
use crate::runtime::is_simulated;

/// A row of whole numbers that several workers read and write. Beyond its end every number is read as
/// 0, and writing does nothing.
#[derive(Clone, Debug)]
pub struct SharedMemory(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Simulated(Rc<RefCell<Vec<i32>>>),
    #[cfg(target_arch = "wasm32")]
    Real(Cells),
}

/// Why there is no shared memory here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unavailable;

impl fmt::Display for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "this page may not share memory between threads: browsers allow that only to pages \
             that are served with the headers Cross-Origin-Opener-Policy: same-origin and \
             Cross-Origin-Embedder-Policy: require-corp",
        )
    }
}

impl std::error::Error for Unavailable {}

impl SharedMemory {
    /// Memory for `numbers` numbers, all of them 0.
    ///
    /// # Errors
    ///
    /// When this page is not cross-origin isolated.
    ///
    /// # Panics
    ///
    /// Outside of a loop.
    pub fn new(numbers: u32) -> Result<Self, Unavailable> {
        if is_simulated() {
            let words = vec![0; numbers as usize];
            return Ok(Self(Kind::Simulated(Rc::new(RefCell::new(words)))));
        }
        #[cfg(target_arch = "wasm32")]
        return Cells::new(numbers).map(|cells| Self(Kind::Real(cells))).ok_or(Unavailable);
        #[cfg(not(target_arch = "wasm32"))]
        Err(Unavailable)
    }

    /// The memory that this worker was given, if any.
    #[must_use]
    pub fn of_this_worker() -> Option<Self> {
        GIVEN.with_borrow(Clone::clone)
    }

    /// Reads a number as ordinary code does. It may miss what another worker writes meanwhile.
    #[must_use]
    pub fn get(&self, at: u32) -> i32 {
        match &self.0 {
            Kind::Simulated(words) => words.borrow().get(at as usize).copied().unwrap_or_default(),
            #[cfg(target_arch = "wasm32")]
            Kind::Real(cells) => cells.get(at),
        }
    }

    /// Writes a number as ordinary code does. It overwrites what another worker has written meanwhile.
    pub fn set(&self, at: u32, number: i32) {
        match &self.0 {
            Kind::Simulated(words) => {
                if let Some(word) = words.borrow_mut().get_mut(at as usize) {
                    *word = number;
                }
            }
            #[cfg(target_arch = "wasm32")]
            Kind::Real(cells) => cells.set(at, number),
        }
    }

    /// Adds to a number in one atomic step. Returns the number before.
    pub fn add(&self, at: u32, more: i32) -> i32 {
        match &self.0 {
            Kind::Simulated(_) => {
                // The workers of a simulation share one thread, so this is one step.
                let before = self.get(at);
                self.set(at, before.wrapping_add(more));
                before
            }
            #[cfg(target_arch = "wasm32")]
            Kind::Real(cells) => cells.add(at, more),
        }
    }

    #[cfg(target_arch = "wasm32")]
    pub(super) fn from_cells(cells: Cells) -> Self {
        Self(Kind::Real(cells))
    }

    #[cfg(target_arch = "wasm32")]
    pub(super) fn cells(&self) -> Option<&Cells> {
        match &self.0 {
            Kind::Simulated(_) => None,
            Kind::Real(cells) => Some(cells),
        }
    }
}

thread_local! {
    /// The memory of the worker that is being polled.
    static GIVEN: RefCell<Option<SharedMemory>> = const { RefCell::new(None) };
}

/// Replaces the memory that the worker was given. Returns the memory before.
pub(super) fn replace(memory: Option<SharedMemory>) -> Option<SharedMemory> {
    GIVEN.replace(memory)
}
