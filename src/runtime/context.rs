//! The loop that is being turned on this thread, so that `spawn`, `sleep` and their kin find it
//! without being handed it.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

use super::state::{Core, State};

/// A loop being turned.
#[derive(Clone)]
pub(super) struct Context {
    pub(super) core: Arc<Core>,
    /// Whether the loop records, and whether its clock is a virtual one: what can be looked up
    /// without locking it.
    pub(super) records: bool,
    pub(super) simulated: bool,
    /// Whom to tell that something happened that people want to see at once.
    pub(super) on_change: Rc<RefCell<Option<OnChange>>>,
}

pub(super) type OnChange = Rc<dyn Fn()>;

impl Context {
    pub(super) fn set_on_change(&self, tell: impl Fn() + 'static) {
        let before = self.on_change.replace(Some(Rc::new(tell)));
        drop(before);
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").finish_non_exhaustive()
    }
}

thread_local! {
    static CURRENT: RefCell<Option<Context>> = const { RefCell::new(None) };
    static RECORDS: Cell<bool> = const { Cell::new(false) };
    static IS_SIMULATED: Cell<bool> = const { Cell::new(false) };
}

/// Makes a loop the current one until the guard is dropped.
pub(super) fn enter(context: Context) -> Entered {
    RECORDS.set(context.records);
    IS_SIMULATED.set(context.simulated);
    Entered(CURRENT.replace(Some(context)))
}

/// Gives the thread back to the loop that was current before, if any.
#[derive(Debug)]
pub(super) struct Entered(Option<Context>);

impl Drop for Entered {
    fn drop(&mut self) {
        RECORDS.set(self.0.as_ref().is_some_and(|context| context.records));
        IS_SIMULATED.set(self.0.as_ref().is_some_and(|context| context.simulated));
        // What was current is dropped only here, where the cell is not borrowed any more.
        drop(CURRENT.replace(self.0.take()));
    }
}

/// What time it is on the loop that is being turned, if that is another one than the one given, and
/// both are on virtual clocks.
#[inline(always)]
pub(super) fn time_of_another(core: &Core) -> Option<u64> {
    if IS_SIMULATED.get() { time_of_another_simulated(core) } else { None }
}

#[inline(never)]
fn time_of_another_simulated(core: &Core) -> Option<u64> {
    CURRENT.with_borrow(|current| {
        let current = &*current.as_ref()?.core;
        (!std::ptr::eq(current, core)).then(|| current.lock().clock.now_us())
    })
}

/// Works on the state of the current loop. `None` where there is none: for what must also be
/// harmless outside, such as dropping.
pub(super) fn try_with<T>(work: impl FnOnce(&mut State) -> T) -> Option<T> {
    CURRENT.with_borrow(|current| current.as_ref().map(|context| work(&mut context.core.lock())))
}

/// Like [`try_with`], for what only matters to the trace: does nothing where nobody records.
#[inline(always)]
pub(super) fn try_with_recording<T>(work: impl FnOnce(&mut State) -> T) -> Option<T> {
    if RECORDS.get() { try_with(work) } else { None }
}

/// Like [`try_with`], but gives up where the state is being worked on already: for a panic hook,
/// which may be called from anywhere.
pub(super) fn try_with_unlocked<T>(work: impl FnOnce(&mut State) -> T) -> Option<T> {
    CURRENT.with(|current| {
        let current = current.try_borrow().ok()?;
        let mut state = current.as_ref()?.core.try_lock()?;
        Some(work(&mut state))
    })
}

/// Works on the state of the current loop.
///
/// # Panics
///
/// Outside of a loop.
#[track_caller]
pub(super) fn with<T>(work: impl FnOnce(&mut State) -> T) -> T {
    match try_with(work) {
        Some(result) => result,
        None => outside(),
    }
}

/// The current loop itself.
///
/// # Panics
///
/// Outside of a loop.
#[track_caller]
pub(super) fn current() -> Context {
    match CURRENT.with_borrow(Clone::clone) {
        Some(context) => context,
        None => outside(),
    }
}

/// The state of the current loop.
///
/// # Panics
///
/// Outside of a loop.
#[track_caller]
pub(super) fn core() -> Arc<Core> {
    match try_core() {
        Some(core) => core,
        None => outside(),
    }
}

/// The state of the current loop; `None` where there is none.
pub(super) fn try_core() -> Option<Arc<Core>> {
    CURRENT.with_borrow(|current| current.as_ref().map(|context| Arc::clone(&context.core)))
}

#[track_caller]
fn outside() -> ! {
    panic!("this was called outside of an event loop; call it in a coroutine that a driver runs")
}

/// Whether the current loop is on a virtual clock: what would come from outside has to be answered
/// by a stand-in. Outside of a loop it is not.
#[must_use]
pub fn is_simulated() -> bool {
    IS_SIMULATED.get()
}

/// Calls the function whenever the current run prints something or is about to block, so that a
/// watcher can show it before the loop is busy again. A later function replaces an earlier one.
///
/// # Panics
///
/// Outside of a loop.
pub fn on_change(tell: impl Fn() + 'static) {
    current().set_on_change(tell);
}

/// Tells whoever watches the current run.
pub(super) fn changed() {
    let Some(context) = CURRENT.with_borrow(Clone::clone) else { return };
    let tell = context.on_change.borrow().clone();
    if let Some(tell) = tell {
        tell();
    }
}
