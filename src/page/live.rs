//! A run that can be looked at while it goes on.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::prelude::{Closure, JsCast, JsError, JsValue};
use web_sys::AbortSignal;

use super::input::RunOptions;
use crate::drivers::browser::{self, Running};
use crate::runtime::trace::{Clock, End, Trace};
use crate::runtime::{EventLoop, LoopHandle, Main, TimeSource};
use crate::timeline::{Moment, Moments, RunTimeline, TwinLines};
use crate::workers;

/// A run as the page sees it.
#[derive(Clone, Debug)]
pub(super) struct WatchedRun {
    source: Rc<RefCell<Source>>,
    timeline: Rc<RefCell<RunTimeline>>,
    moments: Rc<RefCell<Moments>>,
}

/// Where the trace of a run is.
#[derive(Debug)]
enum Source {
    /// In the loop that goes on.
    Live(LoopHandle),
    /// Here: the run is over.
    Ended(Trace),
    /// In a record that may still grow. What kind of record that is is known to few, so that whoever
    /// needs none loads nothing of it.
    Growing(Box<dyn Growing>),
}

/// A record that comes in parts.
pub(super) trait Growing {
    /// What has come of it so far.
    fn trace(&self) -> &Trace;

    /// The time that the run has reached, in microseconds: while it goes on in real time, the time now.
    fn now_us(&self) -> u64;

    /// Adds the next part.
    fn grow(&mut self, rows: &[i64], texts: &[String], files: &[String]) -> Result<(), JsError>;

    /// Says how the run ended.
    fn finish(&mut self, at_us: u64, end: End, left_out: u64);
}

// Derived, it would put the names of all that a record has into what Run waits for.
impl fmt::Debug for dyn Growing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Growing")
    }
}

/// Begins to run a program on a real clock. When the run has ended, `on_end` is called.
pub(super) fn start(
    clock: TimeSource,
    main: Main,
    options: RunOptions,
    on_end: impl FnOnce() + 'static,
) -> WatchedRun {
    let event_loop = EventLoop::new(clock, options.run);
    if let Some(on_change) = options.on_change {
        // What the callback throws has nowhere to go.
        event_loop.on_change(move || drop(on_change.call0(&JsValue::UNDEFINED)));
    }
    let run = WatchedRun::of(Source::Live(event_loop.handle()));
    let source = Rc::clone(&run.source);
    let stopper: Rc<RefCell<Option<Stopper>>> = Rc::default();
    let running = {
        let stopper = Rc::clone(&stopper);
        browser::run(event_loop, main, move |trace| {
            stopper.take();
            *source.borrow_mut() = Source::Ended(trace);
            on_end();
        })
    };
    if let Some(signal) = options.signal {
        *stopper.borrow_mut() = Some(Stopper::new(signal, running));
    }
    run
}

impl WatchedRun {
    fn of(source: Source) -> Self {
        let source = Rc::new(RefCell::new(source));
        Self { source, timeline: Rc::default(), moments: Rc::default() }
    }

    /// A run that is over.
    pub(super) fn ended(trace: Trace) -> Self {
        Self::of(Source::Ended(trace))
    }

    /// A run whose record may still grow.
    pub(super) fn growing(record: Box<dyn Growing>) -> Self {
        Self::of(Source::Growing(record))
    }

    /// Adds to the record of a run that has one.
    pub(super) fn with_growing<T>(&self, add: impl FnOnce(&mut dyn Growing) -> T) -> Option<T> {
        match &mut *self.source.borrow_mut() {
            Source::Growing(record) => Some(add(record.as_mut())),
            _ => None,
        }
    }

    /// Looks at the trace so far.
    pub(super) fn with_trace<T>(&self, look: impl FnOnce(&Trace) -> T) -> T {
        match &*self.source.borrow() {
            Source::Ended(trace) => look(trace),
            Source::Growing(record) => look(record.trace()),
            Source::Live(handle) => handle.with_trace(|trace| match trace {
                Some(trace) => look(trace),
                None => look(&Trace::new(Clock::Wall, 0)),
            }),
        }
    }

    /// Looks at the timeline, brought up to date.
    pub(super) fn with_timeline<T>(&self, look: impl FnOnce(&RunTimeline, &Trace) -> T) -> T {
        let now_us = self.now_us();
        let mut timeline = self.timeline.borrow_mut();
        self.with_trace(|trace| {
            timeline.update(trace);
            if trace.end().is_none() {
                timeline.advance(trace, now_us);
            }
            look(&timeline, trace)
        })
    }

    /// From now on says lines as [`RunTimeline::say_lines_of`] does.
    pub(super) fn say_lines_of(&self, twin: Option<TwinLines>) {
        self.timeline.borrow_mut().say_lines_of(twin);
    }

    /// Looks at a moment of the run, as [`Moments::at`] does.
    pub(super) fn moment(&self, at_ms: f64, poll: Option<u32>) -> Moment {
        let moments = &mut *self.moments.borrow_mut();
        self.with_timeline(|timeline, trace| moments.at(timeline, trace, at_ms, poll))
    }

    /// Looks at two timelines, which may be of the same run.
    pub(super) fn with_both<T>(
        &self,
        other: &Self,
        look: impl FnOnce(&RunTimeline, &Trace, &RunTimeline, &Trace) -> T,
    ) -> T {
        self.with_timeline(|timeline, trace| {
            if Rc::ptr_eq(&self.timeline, &other.timeline) {
                return look(timeline, trace, timeline, trace);
            }
            other.with_timeline(|other, other_trace| look(timeline, trace, other, other_trace))
        })
    }

    /// Terminates a worker of a run that goes on.
    pub(super) fn kill_worker(&self, worker: usize) -> bool {
        let handle = match &*self.source.borrow() {
            Source::Ended(_) | Source::Growing(_) => return false,
            Source::Live(handle) => handle.clone(),
        };
        // It wakes the driver, and so calls JavaScript: nothing is borrowed by then.
        workers::terminate(&handle, worker)
    }

    /// The time that the run has reached, in microseconds.
    pub(super) fn now_us(&self) -> u64 {
        match &*self.source.borrow() {
            Source::Ended(trace) => trace.last_us(),
            Source::Growing(record) => record.now_us(),
            Source::Live(handle) => handle.now_us(),
        }
    }
}

/// Stops a run when a signal is aborted. Dropping it takes the listener away again.
struct Stopper {
    signal: AbortSignal,
    listener: Closure<dyn FnMut()>,
}

impl Stopper {
    fn new(signal: AbortSignal, running: Running) -> Self {
        if signal.aborted() {
            running.stop();
        }
        let listener = Closure::<dyn FnMut()>::new(move || running.stop());
        let function: &Function = listener.as_ref().unchecked_ref();
        // The name of the event is right, so this cannot fail.
        let _ = signal.add_event_listener_with_callback("abort", function);
        Self { signal, listener }
    }
}

impl Drop for Stopper {
    fn drop(&mut self) {
        let function: &Function = self.listener.as_ref().unchecked_ref();
        let _ = self.signal.remove_event_listener_with_callback("abort", function);
    }
}
