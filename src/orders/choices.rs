//! The choices of one run, up to the first choice that has not been made.

use serde::Serialize;

use crate::drivers::simulation::{Limits, simulate_watched};
use crate::programs::Main;
use crate::runtime::trace::{Clock, End, TaskId, Trace};
use crate::runtime::{Chooser, EventLoop, Options, Order};
use crate::timeline::{Moments, ReadyTask, RunTimeline, Timeline};

/// At most this many choices are reported: the last ones.
const MOST_REPORTED: usize = 100;

/// The choices of a run.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Choices {
    /// How many choices were made before those in `made`.
    pub earlier: u32,
    /// The last 100 choices that were made.
    pub made: Vec<Made>,
    /// The choice that comes next. `None` if the picks decide the run to its end.
    pub open: Option<Open>,
}

/// A choice that was made.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Made {
    /// When, in milliseconds.
    pub at_ms: f64,
    /// The task that was polled.
    pub task: u32,
    /// The name of that task.
    pub name: String,
    /// Its place in the queue, counted from 0.
    pub place: u32,
    /// How many tasks were ready.
    pub of: u32,
}

/// A choice that has not been made yet.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Open {
    /// When, in milliseconds.
    pub at_ms: f64,
    /// How many polls of the program's own loop come before it.
    pub polls: u32,
    /// How many tasks are ready.
    pub of: u32,
    /// The first 100 ready tasks, in the order of the queue.
    pub ready: Vec<ReadyTask>,
}

/// Simulates a program with these picks, up to the choice that comes after the last.
#[must_use]
pub fn choices(main: Main, picks: &[u32]) -> Choices {
    let mut chooser = Chooser::new(Order::Picked(picks.to_vec()));
    let mut made: Vec<(u64, TaskId, u32, u32)> = Vec::new();
    let mut open: Option<Trace> = None;
    let options = Options { order: Order::Picked(picks.to_vec()), ..Options::default() };
    let ended = simulate_watched(options, Limits::default(), main, &mut |event_loop| {
        event_loop.wake_due();
        if event_loop.ready_len() < 2 {
            return true;
        }
        if made.len() == picks.len() {
            open = Some(trace_so_far(event_loop));
            return false;
        }
        let ready = event_loop.ready();
        let place = chooser.place(ready.len());
        made.push((event_loop.now_us(), ready[place], place as u32, ready.len() as u32));
        true
    });
    let timeline = Timeline::of(open.as_ref().unwrap_or(&ended));
    let earlier = made.len().saturating_sub(MOST_REPORTED);
    let reported = made[earlier..].iter().map(|(at_us, task, place, of)| Made {
        at_ms: *at_us as f64 / 1000.0,
        task: task.0,
        name: timeline.name(open.as_ref().unwrap_or(&ended), *task),
        place: *place,
        of: *of,
    });
    Choices {
        earlier: earlier as u32,
        made: reported.collect(),
        open: open.as_ref().map(open_choice),
    }
}

/// The trace up to now, with the current time as its end.
fn trace_so_far(event_loop: &EventLoop) -> Trace {
    let mut trace = event_loop
        .handle()
        .with_trace(|trace| trace.cloned())
        .unwrap_or_else(|| Trace::new(Clock::Virtual, 0));
    trace.finish(event_loop.now_us(), End::Stopped);
    trace
}

/// The choice at which the trace ends.
fn open_choice(trace: &Trace) -> Open {
    let moment = Moments::default().at(&RunTimeline::of(trace), trace, f64::MAX, None);
    Open { at_ms: moment.at_ms, polls: moment.poll, of: moment.ready_count, ready: moment.ready }
}
