//! The loop that is being turned on this thread, so that functions like `spawn` and `sleep` find it
//! without a parameter.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

use super::state::{Core, LoopState};

/// A loop being turned.
#[derive(Clone)]
pub(super) struct Context {
    pub(super) core: Arc<Core>,
    /// Whether the loop records. It is here so that it can be looked up without locking the loop.
    pub(super) records: bool,
    /// Whether the loop's clock is virtual. It is here for the same reason.
    pub(super) simulated: bool,
    /// What to call when something happened that people want to see at once.
    pub(super) on_change: Rc<RefCell<Option<OnChange>>>,
}

pub(super) type OnChange = Rc<dyn Fn()>;

impl Context {
    pub(super) fn set_on_change(&self, notify: impl Fn() + 'static) {
        let before = self.on_change.replace(Some(Rc::new(notify)));
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

/// Makes a loop the current loop until the guard is dropped.
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
        // The context is dropped after the cell is released, because a drop may look at the cell.
        drop(CURRENT.replace(self.0.take()));
    }
}

/// The time on the loop that is being turned, if that is another loop than `core` and its clock is
/// virtual.
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
pub(super) fn try_with<T>(work: impl FnOnce(&mut LoopState) -> T) -> Option<T> {
    CURRENT.with_borrow(|current| current.as_ref().map(|context| work(&mut context.core.lock())))
}

/// Whether a loop is current that records.
#[inline(always)]
pub(super) fn records() -> bool {
    RECORDS.get()
}

/// Like [`try_with`], for what only matters to the trace: does nothing where nothing is recorded.
#[inline(always)]
pub(super) fn try_with_recording<T>(work: impl FnOnce(&mut LoopState) -> T) -> Option<T> {
    if records() { try_with(work) } else { None }
}

/// Like [`try_with`], but returns `None` where the state is locked already: for a panic hook, which
/// may be called from anywhere.
pub(super) fn try_with_unlocked<T>(work: impl FnOnce(&mut LoopState) -> T) -> Option<T> {
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
pub(super) fn with<T>(work: impl FnOnce(&mut LoopState) -> T) -> T {
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

/// Whether the current loop is on a virtual clock, so that what would come from outside has to come
/// from a stand-in. Outside of a loop it is `false`.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, is_simulated, log};
///
/// let trace = simulate(Options::default(), async {
///     log(if is_simulated() { "a stand-in" } else { "the network" });
/// });
/// assert_eq!(trace.output(), ["a stand-in"]);
/// assert!(!is_simulated());
/// ```
#[must_use]
pub fn is_simulated() -> bool {
    IS_SIMULATED.get()
}

/// Calls the function whenever the current run prints something or is about to block, so that a
/// watcher can show it before the loop is busy again. A later function replaces an earlier
/// function.
///
/// ```
/// use std::cell::Cell;
/// use std::rc::Rc;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, log, on_change};
///
/// let changes = Rc::new(Cell::new(0));
/// let counter = Rc::clone(&changes);
/// let trace = simulate(Options::default(), async move {
///     on_change(move || counter.set(counter.get() + 1));
///     log("a line");
///     log("another line");
/// });
/// assert_eq!(changes.get(), trace.output().len());
/// ```
///
/// # Panics
///
/// Outside of a loop.
pub fn on_change(notify: impl Fn() + 'static) {
    current().set_on_change(notify);
}

/// Calls the function that watches the current run, if there is such a function.
pub(super) fn changed() {
    let Some(context) = CURRENT.with_borrow(Clone::clone) else { return };
    let notify = context.on_change.borrow().clone();
    if let Some(notify) = notify {
        notify();
    }
}
