//! Runs a program on a virtual clock, at once and to its end.
//!
//! Whenever no task is ready, the clock jumps to the next deadline. So a simulated run takes no
//! real time, and its times are exact.

mod workers;

use std::time::Duration;

use crate::runtime::trace::{End, Trace};
use crate::runtime::{Clock, EventLoop, Options, Turned};

use workers::{Run, Workers};
pub use workers::{SimulatedWorker, start_worker};

/// How many polls a simulation takes at most, unless told otherwise. A program that never ends
/// would otherwise hang whoever simulates it.
pub const MOST_POLLS: u64 = 5_000_000;

/// Runs the program to its end, or to the end of all hope: until nothing is left that could wake a
/// task, or [`MOST_POLLS`] are used up.
///
/// With options that record nothing the trace is empty.
#[must_use]
pub fn simulate(options: Options, program: impl Future<Output = ()> + 'static) -> Trace {
    simulate_until(options, Limits::default(), program)
}

/// Where a simulation stops by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// After this many polls.
    pub polls: u64,
    /// At this time, as if somebody had pressed Stop.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { polls: MOST_POLLS, time: Duration::MAX }
    }
}

/// Like [`simulate`], with limits.
#[must_use]
pub fn simulate_until(
    options: Options,
    limits: Limits,
    program: impl Future<Output = ()> + 'static,
) -> Trace {
    simulate_watched(options, limits, program, &mut |_| true)
}

/// Like [`simulate_until`], and asks before each turn of the program's own loop whether to go on. The
/// loop has reached the time of that turn; whoever is woken by a deadline may still have to be
/// ([`EventLoop::wake_due`]).
#[must_use]
pub fn simulate_watched(
    options: Options,
    limits: Limits,
    program: impl Future<Output = ()> + 'static,
    goes_on: &mut dyn FnMut(&mut EventLoop) -> bool,
) -> Trace {
    let stop_us = u64::try_from(limits.time.as_micros()).unwrap_or(u64::MAX);
    let mut event_loop = EventLoop::new(Clock::virtual_time(), options);
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
