//! Waiting for time to pass.

use std::fmt;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use super::context;
use super::state::{Core, MAIN};
use super::task::waits;
use super::time::to_us;
use super::timers::Purpose;
use super::trace::{On, Packed, What};

/// Waits for the delay, and lets the other tasks run meanwhile. The delay begins when the sleep is
/// first awaited.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, sleep};
///
/// let trace = simulate(Options::default(), async {
///     let first = sleep(Duration::from_millis(5));
///     sleep(Duration::from_millis(10)).await;
///     first.await;
/// });
/// assert_eq!(trace.last_us(), 15_000);
/// ```
///
/// # Panics
///
/// When it is awaited outside of a loop.
#[track_caller]
pub fn sleep(delay: Duration) -> Sleep {
    Sleep::new(Phase::For(Us(to_us(delay))))
}

/// Waits until the time, counted from the beginning of the run. If it has passed, this only lets
/// the other ready tasks run once.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, sleep_until};
///
/// let trace = simulate(Options::default(), async {
///     for ms in [10, 20, 15] {
///         sleep_until(Duration::from_millis(ms)).await;
///     }
/// });
/// assert_eq!(trace.last_us(), 20_000);
/// ```
///
/// # Panics
///
/// When it is awaited outside of a loop.
#[track_caller]
pub fn sleep_until(time: Duration) -> Sleep {
    Sleep::new(Phase::Until(Us(to_us(time))))
}

/// A wait for time to pass; made by [`sleep`] and [`sleep_until`]. Dropping it gives its timer up,
/// and the trace records a sleep that was never awaited.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::trace::What;
/// use coroscope::runtime::{Options, Sleep, sleep};
///
/// let trace = simulate(Options::default(), async {
///     let forgotten: Sleep = sleep(Duration::from_millis(5));
///     drop(forgotten);
/// });
/// assert_eq!(trace.last_us(), 0);
/// let is_warning = |what| matches!(what, What::NeverAwaited { .. });
/// assert!(trace.events().any(|event| is_warning(event.what)));
/// ```
#[must_use = "a sleep does nothing until it is awaited"]
pub struct Sleep {
    phase: Phase,
    site: &'static Location<'static>,
}

/// There may be a million sleeps, so nothing in here has to lie at a multiple of eight bytes.
enum Phase {
    /// Never polled; to wait for a duration.
    For(Us),
    /// Never polled; to wait until a time.
    Until(Us),
    /// Its timer is set, in this slot of this loop: a sleep may be dropped where another loop is
    /// current, or no loop. `asked` is for the trace alone.
    Armed { core: Arc<Core>, slot: u32, asked: Packed },
    /// Over, or not to be missed if it is dropped.
    Over,
}

/// Microseconds that may lie at any multiple of four bytes.
#[derive(Clone, Copy)]
#[repr(C, packed(4))]
struct Us(u64);

impl Sleep {
    #[track_caller]
    fn new(phase: Phase) -> Self {
        Self { phase, site: Location::caller() }
    }

    /// Sets the timer and waits for it.
    fn arm(&mut self, waker: Waker) -> Poll<()> {
        match self.set(waker, Purpose::Sleep) {
            Some(asked) => self.waits(asked),
            None => Poll::Ready(()),
        }
    }

    /// Sets the timer unless that was done, and returns how long was asked for.
    fn set(&mut self, waker: Waker, purpose: Purpose) -> Option<Packed> {
        let core = context::core();
        let mut state = core.lock();
        // Blocking work may have gone on since the poll began, so the clock is read anew.
        let now_us = state.tick();
        let us = match self.phase {
            Phase::For(Us(us)) => us,
            Phase::Until(Us(us)) => us.saturating_sub(now_us),
            Phase::Armed { .. } | Phase::Over => return None,
        };
        let task = state.current.map_or(MAIN, |current| current.polled);
        let task = state.trace.is_some().then_some(task);
        let slot = state.timers.insert(now_us.saturating_add(us), waker, task, purpose);
        drop(state);
        let asked = Packed::from_us(us);
        self.phase = Phase::Armed { core, slot, asked };
        Some(asked)
    }

    fn waits(&self, asked: Packed) -> Poll<()> {
        waits(On::Timer { asked_us: asked.us() }, self.site);
        Poll::Pending
    }

    /// Sets the timer of a limit, so that it counts from here on. What waits on it says so later.
    pub(super) fn begin_limit(&mut self, cx: &Context<'_>) {
        if matches!(self.phase, Phase::For(_) | Phase::Until(_)) {
            self.set(cx.waker().clone(), Purpose::Limit);
        }
    }

    pub(super) fn has_fired(&self) -> bool {
        match &self.phase {
            Phase::Armed { core, slot, .. } => core.lock().timers.has_fired(*slot),
            _ => false,
        }
    }

    /// Whether the timer of a limit has fired, and woken a task that nobody had woken before.
    pub(super) fn has_fired_first(&self) -> bool {
        match &self.phase {
            Phase::Armed { core, slot, .. } => core.lock().timers.has_fired_first(*slot),
            _ => false,
        }
    }

    pub(super) fn give_up_timer(&mut self) {
        if let Phase::Armed { core, slot, .. } = std::mem::replace(&mut self.phase, Phase::Over) {
            let timer = core.lock().timers.release(slot);
            // Its waker is dropped only here, where the loop is not locked any more.
            drop(timer);
        }
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let Phase::Armed { core, slot, asked } = &self.phase else {
            let is_over = matches!(self.phase, Phase::Over);
            return if is_over { Poll::Ready(()) } else { self.arm(cx.waker().clone()) };
        };
        let (slot, asked) = (*slot, *asked);
        if !core.lock().timers.forget_fired(slot) {
            // A waker may run any code, so it is neither cloned nor dropped while the loop is
            // locked.
            let waker = cx.waker().clone();
            let before = core.lock().timers.set_waker(slot, waker);
            drop(before);
            return self.waits(asked);
        }
        self.phase = Phase::Over;
        let what = What::Slept { asked_us: asked.us() };
        context::try_with_recording(|state| state.record_here(what, Some(self.site)));
        Poll::Ready(())
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        match self.phase {
            Phase::Armed { .. } => self.give_up_timer(),
            Phase::For(_) | Phase::Until(_) => never_awaited("sleep", self.site),
            Phase::Over => {}
        }
    }
}

impl fmt::Debug for Sleep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sleep").finish_non_exhaustive()
    }
}

/// Records that something which only works when it is awaited was dropped before that, unless its
/// whole task is being dropped.
pub(super) fn never_awaited(what: &'static str, site: &'static Location<'static>) {
    context::try_with_recording(|state| {
        if state.current.is_some_and(|current| current.cancelled) {
            return;
        }
        if let Some(trace) = &mut state.trace {
            let text = trace.intern(what);
            state.record_here(What::NeverAwaited { text }, Some(site));
        }
    });
}
