//! Waiting for time to pass, and the wrong way to do it.

use std::fmt;
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use pin_project_lite::pin_project;

use super::clock::Clock;
use super::context;
use super::task::waits;
use super::timers::TimerKey;
use super::trace::{On, What};

/// The time since the run began.
///
/// # Panics
///
/// Outside of a loop.
#[must_use]
pub fn now() -> Duration {
    Duration::from_micros(context::with(|state| state.clock.now_us()))
}

/// Waits for the delay, and lets the other tasks run meanwhile. The delay begins when the sleep is
/// first awaited.
#[track_caller]
pub fn sleep(delay: Duration) -> Sleep {
    Sleep::new(Phase::For, to_us(delay))
}

/// Waits until the time, counted from the beginning of the run; does not wait if it has passed.
#[track_caller]
pub fn sleep_until(time: Duration) -> Sleep {
    Sleep::new(Phase::Until, to_us(time))
}

/// A wait for time to pass; made by [`sleep`] and [`sleep_until`].
#[derive(Debug)]
#[must_use = "a sleep does nothing until it is awaited"]
pub struct Sleep {
    phase: Phase,
    /// Before the first poll what was asked for, afterwards the deadline.
    when_us: u64,
    asked_us: u64,
    site: &'static Location<'static>,
}

#[derive(Clone, Copy, Debug)]
enum Phase {
    /// Never polled; to wait for a time.
    For,
    /// Never polled; to wait until a time.
    Until,
    /// Its timer is set.
    Armed(TimerKey),
    /// Over, or not to be missed if it is dropped.
    Over,
}

impl Sleep {
    #[track_caller]
    fn new(phase: Phase, when_us: u64) -> Self {
        Self { phase, when_us, asked_us: 0, site: Location::caller() }
    }

    /// Sets the timer, and records the wait.
    fn arm(&mut self, cx: &Context<'_>) {
        let asked = match self.phase {
            Phase::For => Ok(self.when_us),
            _ => Err(self.when_us),
        };
        context::with(|state| {
            // Blocking work may have gone on since the poll began, so the clock is read anew.
            let now_us = state.tick();
            self.asked_us = asked.unwrap_or_else(|until_us| until_us.saturating_sub(now_us));
            self.when_us = now_us.saturating_add(self.asked_us);
            if let Some(current) = state.current {
                let waker = cx.waker().clone();
                let key = state.timers.insert(self.when_us, waker, current.task);
                self.phase = Phase::Armed(key);
            }
        });
    }

    fn give_up_timer(&mut self) {
        if let Phase::Armed(key) = std::mem::replace(&mut self.phase, Phase::Over) {
            let slot = context::try_with(|state| state.timers.remove(key));
            drop(slot);
        }
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        match self.phase {
            Phase::Over => return Poll::Ready(()),
            Phase::For | Phase::Until => self.arm(cx),
            Phase::Armed(key) => {
                let due = context::with(|state| state.now_us >= self.when_us);
                if due {
                    self.give_up_timer();
                    let what = What::Slept { asked_us: self.asked_us };
                    context::with(|state| state.record_here(what, Some(self.site)));
                    return Poll::Ready(());
                }
                let old = context::with(|state| state.timers.set_waker(key, cx.waker()));
                drop(old);
            }
        }
        waits(On::Timer { asked_us: self.asked_us }, self.site);
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        match self.phase {
            Phase::Armed(_) => self.give_up_timer(),
            Phase::For | Phase::Until => never_awaited("sleep", self.site),
            Phase::Over => {}
        }
    }
}

/// Records that something which only works when it is awaited was dropped before that, unless its
/// whole task is being dropped.
pub(super) fn never_awaited(what: &'static str, site: &'static Location<'static>) {
    context::try_with(|state| {
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
    /// A future with a time limit; made by [`timeout`].
    #[derive(Debug)]
    #[must_use = "a future does nothing until it is awaited"]
    pub struct Timeout<F> {
        #[pin]
        future: F,
        #[pin]
        limit: Sleep,
    }
}

/// Awaits the future, but no longer than the limit. A future whose time is up is dropped with the
/// `Timeout`, which cancels it.
#[track_caller]
pub fn timeout<F: Future>(limit: Duration, future: F) -> Timeout<F> {
    Timeout { future, limit: sleep(limit) }
}

impl<F: Future> Future for Timeout<F> {
    type Output = Result<F::Output, Elapsed>;

    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        if let Poll::Ready(output) = this.future.poll(cx) {
            // The limit was not needed, which is no reason for a warning.
            this.limit.give_up_timer();
            return Poll::Ready(Ok(output));
        }
        this.limit.poll(cx).map(|()| Err(Elapsed))
    }
}

/// The time was up before the future was ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Elapsed;

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the time limit was reached")
    }
}

impl std::error::Error for Elapsed {}

/// Lets every other ready task run once before this one goes on.
#[track_caller]
pub fn yield_now() -> YieldNow {
    YieldNow { yielded: false, site: Location::caller() }
}

/// A turn given to the others; made by [`yield_now`].
#[derive(Debug)]
#[must_use = "it yields only when it is awaited"]
pub struct YieldNow {
    yielded: bool,
    site: &'static Location<'static>,
}

impl Future for YieldNow {
    type Output = ();

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
        Clock::Wall(origin) => origin.spin_until(until_us),
        Clock::Virtual { .. } => context::with(|state| state.clock.advance_to(until_us)),
    }
    context::with(|state| {
        state.tick();
        state.record_here(What::BlockEnded, site);
    });
}

fn to_us(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}
