//! What time it is, and the wrong way to let it pass.

use std::panic::Location;
use std::time::Duration;

use super::context;
use super::time_source::TimeSource;
use super::trace::What;

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

/// A duration in the unit of the trace, or the longest that there is.
pub(super) fn to_us(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}
