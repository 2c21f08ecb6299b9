//! The time of a loop, and when it has something to do.

use super::EventLoop;
use crate::runtime::state::LoopState;

impl EventLoop {
    /// The time of the loop's clock, in microseconds.
    ///
    /// ```
    /// use coroscope::runtime::{EventLoop, Options, TimeSource};
    ///
    /// let event_loop = EventLoop::new(TimeSource::Virtual { now_us: 300 }, Options::default());
    /// assert_eq!(event_loop.now_us(), 300);
    /// ```
    #[must_use]
    pub fn now_us(&self) -> u64 {
        self.context.core.lock().clock.now_us()
    }

    /// How long `us` microseconds of the loop's clock take in real time, in microseconds.
    ///
    /// ```
    /// use coroscope::runtime::{EventLoop, Options, TimeSource, scale_time};
    ///
    /// let mut event_loop = EventLoop::new(TimeSource::wall(), Options::default());
    /// assert_eq!(event_loop.to_real_us(5_000), 5_000);
    /// let _main = event_loop.start(async { scale_time(1_000) });
    /// event_loop.turn();
    /// assert_eq!(event_loop.to_real_us(5_000), 5);
    /// ```
    #[must_use]
    pub fn to_real_us(&self, us: u64) -> u64 {
        us.div_ceil(self.context.core.lock().clock.scale().into())
    }

    /// When the next timer is due, or a wake from another simulated loop arrives, in microseconds
    /// on the loop's clock; `None` if neither is to come.
    ///
    /// ```
    /// use std::time::Duration;
    /// use coroscope::runtime::{EventLoop, Options, TimeSource, sleep};
    ///
    /// let mut event_loop = EventLoop::new(TimeSource::virtual_time(), Options::default());
    /// let _main = event_loop.start(sleep(Duration::from_millis(5)));
    /// assert_eq!(event_loop.next_deadline_us(), None);
    /// event_loop.turn();
    /// assert_eq!(event_loop.next_deadline_us(), Some(5_000));
    /// ```
    #[must_use]
    pub fn next_deadline_us(&self) -> Option<u64> {
        next_deadline_us(&mut self.context.core.lock())
    }

    /// When the loop has something to do next, in microseconds on its clock: now, if a task is
    /// ready or a timer is due; `None` if only something outside of the loop can wake a task.
    ///
    /// ```
    /// use std::time::Duration;
    /// use coroscope::runtime::{EventLoop, Options, TimeSource, sleep};
    ///
    /// let mut event_loop = EventLoop::new(TimeSource::virtual_time(), Options::default());
    /// assert_eq!(event_loop.next_us(), None);
    /// let _main = event_loop.start(sleep(Duration::from_millis(5)));
    /// assert_eq!(event_loop.next_us(), Some(0));
    /// event_loop.turn();
    /// assert_eq!(event_loop.next_us(), Some(5_000));
    /// ```
    #[must_use]
    pub fn next_us(&self) -> Option<u64> {
        let mut state = self.context.core.lock();
        let now_us = state.clock.now_us();
        if !state.ready.is_empty() {
            return Some(now_us);
        }
        next_deadline_us(&mut state).map(|deadline_us| deadline_us.max(now_us))
    }

    /// Whether a task waits on something outside of the loop, which may wake it at any time.
    ///
    /// ```
    /// use coroscope::runtime::{EventLoop, Options, TimeSource, host};
    ///
    /// let mut event_loop = EventLoop::new(TimeSource::virtual_time(), Options::default());
    /// let _main = event_loop.start(host("a fetch", std::future::pending::<()>()));
    /// assert!(!event_loop.waits_on_host());
    /// event_loop.turn();
    /// assert!(event_loop.waits_on_host());
    /// ```
    #[must_use]
    pub fn waits_on_host(&self) -> bool {
        self.context.core.lock().host_waits > 0
    }

    /// Moves a virtual clock forward to a time in microseconds. It never goes back, and real time
    /// cannot be moved.
    ///
    /// ```
    /// use coroscope::runtime::{EventLoop, Options, TimeSource};
    ///
    /// let event_loop = EventLoop::new(TimeSource::virtual_time(), Options::default());
    /// event_loop.advance_to(2_000);
    /// event_loop.advance_to(1_000);
    /// assert_eq!(event_loop.now_us(), 2_000);
    /// ```
    pub fn advance_to(&self, to_us: u64) {
        let mut state = self.context.core.lock();
        state.clock.advance_to(to_us);
        state.tick();
    }
}

/// When the next timer is due, or a wake from another simulated loop arrives.
fn next_deadline_us(state: &mut LoopState) -> Option<u64> {
    let arrival = state.arrivals.first().map(|(us, _)| *us);
    let timer = state.timers.next_deadline_us();
    arrival.into_iter().chain(timer).min()
}
