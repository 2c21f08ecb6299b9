//! The choices of one run, up to the first choice that has not been made.

use serde::Serialize;

use crate::drivers::simulation::{Limits, simulate_watched};
use crate::runtime::trace::{Clock, End, Trace};
use crate::runtime::{Chooser, EventLoop, Main, Options, Order};
use crate::timeline::{Choice, Moment, Moments, ReadyTask, RunTimeline, Timeline, choices_of_run};

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
    let mut made: Vec<Choice> = Vec::new();
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
        made.push(Choice {
            at_us: event_loop.now_us(),
            task: ready[place],
            place: place as u32,
            of: ready.len() as u32,
        });
        true
    });
    let trace = open.as_ref().unwrap_or(&ended);
    reported(&Timeline::of(trace), trace, &made, open.as_ref().map(open_choice))
}

/// The first choices of a listing's run that is recorded, at most so many, and the one that comes
/// next. If the run was one with so many picks, that is the first choice after them. Of our own
/// programs a record does not say all: a task that is cancelled is dropped instead of polled.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::orders::recorded_choices;
/// use coroscope::runtime::{Options, gather, yield_now};
/// use coroscope::timeline::RunTimeline;
///
/// let trace = simulate(Options::default(), async {
///     gather([yield_now(), yield_now()]).await;
/// });
/// let choices = recorded_choices(&RunTimeline::of(&trace), &trace, 1);
/// assert_eq!((choices.made[0].place, choices.made[0].of), (0, 2));
/// assert_eq!(choices.open.expect("both go on").of, 2);
/// ```
#[must_use]
pub fn recorded_choices(timeline: &RunTimeline, trace: &Trace, most: u32) -> Choices {
    let (made, open) = choices_of_run(timeline, trace, most as usize);
    reported(timeline.own(), trace, &made, open.map(open_at))
}

fn reported(timeline: &Timeline, trace: &Trace, made: &[Choice], open: Option<Open>) -> Choices {
    let earlier = made.len().saturating_sub(MOST_REPORTED);
    let made = made[earlier..].iter().map(|choice| Made {
        at_ms: choice.at_us as f64 / 1000.0,
        task: choice.task.0,
        name: timeline.name(trace, choice.task),
        place: choice.place,
        of: choice.of,
    });
    Choices { earlier: earlier as u32, made: made.collect(), open }
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
    open_at(Moments::default().at(&RunTimeline::of(trace), trace, f64::MAX, None))
}

fn open_at(moment: Moment) -> Open {
    Open { at_ms: moment.at_ms, polls: moment.poll, of: moment.ready_count, ready: moment.ready }
}
