//! Waiting for time to pass, and the wrong way to do it.

use std::fmt;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use pin_project_lite::pin_project;

use super::context;
use super::state::{Core, MAIN};
use super::task::waits;
use super::time_source::TimeSource;
use super::timers::Purpose;
use super::trace::{On, Packed, What};

/// The time since the run began.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, now, sleep};
///
/// let trace = simulate(Options::default(), async {
///     assert_eq!(now(), Duration::ZERO);
///     sleep(Duration::from_millis(5)).await;
///     assert_eq!(now(), Duration::from_millis(5));
/// });
/// assert_eq!(trace.last_us(), 5_000);
/// ```
///
/// # Panics
///
/// Outside of a loop.
#[must_use]
pub fn now() -> Duration {
    Duration::from_micros(context::with(|state| state.clock.now_us()))
}

/// Makes the clock of a real run go `scale` times as fast as real time from here on, so that hours
/// can be measured in seconds. Each sleep and each block is shorter by that, and the times in the
/// trace are those of the program. The page says so. Only the first call counts. In a simulation,
/// which takes no time, a call does nothing.
///
/// The clocks of workers keep their pace.
///
/// ```
/// use std::time::Duration;
/// use coroscope::runtime::{EventLoop, Options, TimeSource, block, scale_time};
///
/// let mut event_loop = EventLoop::new(TimeSource::wall(), Options::default());
/// let _main = event_loop.start(async {
///     scale_time(1_000);
///     block(Duration::from_secs(5)); // for 5 ms of real time
/// });
/// event_loop.turn();
/// assert!(event_loop.now_us() >= 5_000_000);
/// ```
///
/// # Panics
///
/// Outside of a loop.
pub fn scale_time(scale: u32) {
    context::with(|state| {
        if state.clock.speed_up(scale)
            && let Some(trace) = &mut state.trace
        {
            trace.set_time_scale(scale);
        }
    });
}

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
    fn has_fired_first(&self) -> bool {
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

pin_project! {
    /// A future with a time limit; made by [`timeout`]. Dropping it drops the future. A task that
    /// is only borrowed goes on.
    ///
    /// ```
    /// use std::time::Duration;
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Elapsed, Options, sleep, spawn, timeout};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     let mut task = spawn(sleep(Duration::from_millis(15)));
    ///     let limit = Duration::from_millis(10);
    ///     assert_eq!(timeout(limit, &mut task).await, Err(Elapsed));
    ///     assert_eq!(timeout(limit, &mut task).await, Ok(()));
    /// });
    /// assert_eq!(trace.last_us(), 15_000);
    /// ```
    #[derive(Debug)]
    #[must_use = "a future does nothing until it is awaited"]
    pub struct Timeout<F> {
        #[pin]
        future: F,
        #[pin]
        limit: Sleep,
    }
}

/// Awaits the future for at most the limit, which counts from when this is first awaited. When the
/// time is up, the future is dropped with the [`Timeout`], which cancels it.
///
/// As with `asyncio.timeout`, the limit wins against what becomes ready at the same instant. A future
/// that was woken before, while the loop was busy with something else, still gets its turn; asyncio
/// lets the limit win even then, if a sleep and the limit were over while the loop was blocked.
///
/// A task that is given to it is cancelled when the time is up, and its clean-up comes later:
/// `asyncio.timeout` waits for that. To do so here, only lend the task, and then
/// [cancel](super::Task::cancel) it and await its end.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Elapsed, Options, sleep, timeout};
///
/// let trace = simulate(Options::default(), async {
///     let ms = Duration::from_millis;
///     assert_eq!(timeout(ms(10), sleep(ms(5))).await, Ok(()));
///     assert_eq!(timeout(ms(10), sleep(ms(50))).await, Err(Elapsed));
/// });
/// assert_eq!(trace.last_us(), 5_000 + 10_000);
/// ```
///
/// # Errors
///
/// The returned future gives [`Elapsed`] when the time is up.
///
/// # Panics
///
/// When it is awaited outside of a loop.
#[track_caller]
pub fn timeout<F: Future>(limit: Duration, future: F) -> Timeout<F> {
    Timeout { future, limit: sleep(limit) }
}

impl<F: Future> Future for Timeout<F> {
    type Output = Result<F::Output, Elapsed>;

    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        // Before the future is polled for the first time: what it does until its first wait counts.
        this.limit.begin_limit(cx);
        if this.limit.has_fired_first() {
            return this.limit.poll(cx).map(|()| Err(Elapsed));
        }
        // A future that is not ready now is dropped, so the waits that it would record do not count.
        let is_last = this.limit.has_fired();
        let polled = if is_last { poll_last(this.future, cx) } else { this.future.poll(cx) };
        if let Poll::Ready(output) = polled {
            // The limit was not needed, which is no reason for a warning.
            this.limit.give_up_timer();
            return Poll::Ready(Ok(output));
        }
        this.limit.poll(cx).map(|()| Err(Elapsed))
    }
}

/// Polls a future that is dropped if it is not ready.
#[track_caller]
fn poll_last<F: Future>(future: Pin<&mut F>, cx: &mut Context<'_>) -> Poll<F::Output> {
    let void = |void| context::try_with(|state| std::mem::replace(&mut state.waits_are_void, void));
    let before = void(true);
    let polled = future.poll(cx);
    void(before.unwrap_or_default());
    polled
}

/// The time was up before the future was ready. Its text is a phrase for people.
///
/// ```
/// use coroscope::runtime::Elapsed;
///
/// assert_eq!(Elapsed.to_string(), "the time limit was reached");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elapsed;

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the time limit was reached")
    }
}

impl std::error::Error for Elapsed {}

/// Lets each other ready task run once before this task goes on.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, log, spawn, yield_now};
///
/// let trace = simulate(Options::default(), async {
///     spawn(async { log("the other") }).detach();
///     log("before");
///     yield_now().await;
///     log("after");
/// });
/// assert_eq!(trace.output(), ["before", "the other", "after"]);
/// ```
#[track_caller]
pub fn yield_now() -> YieldNow {
    YieldNow { yielded: false, site: Location::caller() }
}

/// A turn that is given to the other tasks; made by [`yield_now`].
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::trace::What;
/// use coroscope::runtime::{Options, YieldNow, yield_now};
///
/// let trace = simulate(Options::default(), async {
///     let turn: YieldNow = yield_now();
///     turn.await;
/// });
/// let polls = trace.events().filter(|event| event.what == What::PollStarted);
/// assert_eq!(polls.count(), 2);
/// ```
#[derive(Debug)]
#[must_use = "it yields only when it is awaited"]
pub struct YieldNow {
    yielded: bool,
    site: &'static Location<'static>,
}

impl Future for YieldNow {
    type Output = ();

    #[inline(always)]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.yielded {
            return Poll::Ready(());
        }
        self.yielded = true;
        waits(On::Yield, self.site);
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

/// Blocks the thread for the time: the wrong way to wait. No other task of the loop can run, and
/// in a browser the whole page stands still. On a virtual clock the time just passes.
///
/// Whoever sleeps until a time within it is woken before the next poll. CPython looks at its timers
/// only when all that were ready have had their turn, so the order after it may be another there.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, block, gather};
///
/// async fn work() {
///     block(Duration::from_millis(10));
/// }
///
/// let trace = simulate(Options::default(), async {
///     gather([work(), work()]).await;
/// });
/// assert_eq!(trace.last_us(), 20_000); // the sum: sleeps would take 10 ms
/// ```
///
/// # Panics
///
/// Outside of a loop.
#[track_caller]
pub fn block(time: Duration) {
    let site = Some(Location::caller());
    let asked_us = to_us(time);
    let (clock, until_us) = context::with(|state| {
        let until_us = state.tick().saturating_add(asked_us);
        state.record_here(What::BlockStarted { asked_us }, site);
        (state.clock, until_us)
    });
    context::changed();
    match clock {
        TimeSource::Wall(wall) => wall.spin_until(until_us),
        TimeSource::Virtual { .. } => context::with(|state| state.clock.advance_to(until_us)),
    }
    context::with(|state| {
        state.tick();
        state.record_here(What::BlockEnded, site);
    });
}

fn to_us(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}
