//! Runs a program on a virtual clock, at once and to its end.
//!
//! Whenever no task is ready, the clock jumps to the next deadline. So a simulated run waits for
//! nothing in real time, and its times are exact.

mod workers;

use std::time::Duration;

use crate::runtime::trace::{End, Trace};
use crate::runtime::{EventLoop, Options, TimeSource, Turned};

use workers::{Run, Workers};
pub use workers::{SimulatedWorker, start_worker};

/// By default a simulation takes at most this many polls. A program that never ends would otherwise
/// hang its caller.
///
/// ```
/// use coroscope::drivers::simulation::{Limits, MOST_POLLS};
///
/// assert_eq!(Limits::default().polls, MOST_POLLS);
/// ```
pub const MOST_POLLS: u64 = 5_000_000;

/// Runs the program to its end, or until nothing is left that could wake a task, or for at most
/// [`MOST_POLLS`] polls. Returns its trace, which is empty if the options record nothing.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, log, sleep};
///
/// let trace = simulate(Options::default(), async {
///     sleep(Duration::from_secs(3600)).await;
///     log("an hour later");
/// });
/// assert_eq!(trace.last_us(), 3_600_000_000);
/// assert_eq!(trace.output(), ["an hour later"]);
/// ```
#[must_use]
pub fn simulate(options: Options, program: impl Future<Output = ()> + 'static) -> Trace {
    simulate_until(options, Limits::default(), program)
}

/// Where a simulation stops by itself.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::{Limits, simulate_until};
/// use coroscope::runtime::trace::End;
/// use coroscope::runtime::{Options, yield_now};
///
/// let limits = Limits { polls: 100, ..Limits::default() };
/// let trace = simulate_until(Options::default(), limits, async {
///     loop {
///         yield_now().await;
///     }
/// });
/// assert_eq!(trace.end(), Some(&End::PollLimit));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// After this many polls, those of workers included.
    pub polls: u64,
    /// At this time since the run began, as if somebody had pressed Stop.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { polls: MOST_POLLS, time: Duration::MAX }
    }
}

/// Like [`simulate`], with limits.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::{Limits, simulate_until};
/// use coroscope::runtime::trace::End;
/// use coroscope::runtime::{Options, log, sleep};
///
/// let limits = Limits { time: Duration::from_millis(25), ..Limits::default() };
/// let trace = simulate_until(Options::default(), limits, async {
///     loop {
///         sleep(Duration::from_millis(10)).await;
///         log("tick");
///     }
/// });
/// assert_eq!(trace.output(), ["tick", "tick"]);
/// assert_eq!((trace.last_us(), trace.end()), (25_000, Some(&End::Stopped)));
/// ```
#[must_use]
pub fn simulate_until(
    options: Options,
    limits: Limits,
    program: impl Future<Output = ()> + 'static,
) -> Trace {
    simulate_watched(options, limits, program, &mut |_| true)
}

/// Like [`simulate_until`], and calls `goes_on` before each turn of the program's own loop, which
/// returns whether to go on. The loop has reached the time of that turn, but tasks that are due
/// then may not have been woken yet: [`EventLoop::wake_due`] does that.
///
/// ```
/// use coroscope::drivers::simulation::{Limits, simulate_watched};
/// use coroscope::runtime::trace::TaskId;
/// use coroscope::runtime::{Options, gather, yield_now};
///
/// let program = async {
///     gather([yield_now(), yield_now()]).await;
/// };
/// let mut queues = Vec::new();
/// let trace = simulate_watched(Options::default(), Limits::default(), program, &mut |event_loop| {
///     queues.push(event_loop.ready());
///     queues.len() < 2
/// });
/// assert_eq!(queues, [vec![TaskId(0)], vec![TaskId(1), TaskId(2)]]);
/// assert_eq!(trace.last_us(), 0);
/// ```
#[must_use]
pub fn simulate_watched(
    options: Options,
    limits: Limits,
    program: impl Future<Output = ()> + 'static,
    goes_on: &mut dyn FnMut(&mut EventLoop) -> bool,
) -> Trace {
    let stop_us = u64::try_from(limits.time.as_micros()).unwrap_or(u64::MAX);
    let mut event_loop = EventLoop::new(TimeSource::virtual_time(), options);
    let run = Run::enter(event_loop.handle());
    let main = event_loop.start(program);
    let mut workers = Workers::default();
    let end = loop {
        if main.is_finished() {
            break End::Completed;
        }
        let polls = event_loop.polls() + workers.polls();
        if polls >= limits.polls {
            break End::PollLimit;
        }
        if event_loop.now_us() >= stop_us {
            break End::Stopped;
        }
        if workers.is_empty() {
            if !goes_on(&mut event_loop) {
                break End::Stopped;
            }
            if event_loop.turn() == Turned::Idle {
                match event_loop.next_deadline_us() {
                    Some(deadline_us) => event_loop.advance_to(deadline_us.min(stop_us)),
                    None => break End::Stuck,
                }
            }
        } else {
            match workers.next_of_all(&event_loop) {
                Some(next) if next.us < stop_us => {
                    if !next.is_own {
                        workers.turn(&event_loop, next.us, limits.polls - polls);
                    } else {
                        event_loop.advance_to(next.us);
                        if !goes_on(&mut event_loop) {
                            break End::Stopped;
                        }
                        workers.turn_own(&mut event_loop);
                    }
                }
                Some(_) => event_loop.advance_to(stop_us),
                None => break End::Stuck,
            }
        }
        workers.add(run.started());
    };
    event_loop.close(end);
    drop(main);
    workers.close(&event_loop);
    event_loop.into_trace()
}
