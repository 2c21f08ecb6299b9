//! Helpers for observing runs: counters, and parts of a trace.

use std::cell::Cell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use coroscope::drivers::simulation::simulate;
use coroscope::runtime::trace::{Event, TaskId, Trace, What};
use coroscope::runtime::{Options, yield_now};

/// No times.
pub const NEVER: [u64; 0] = [];

/// No lines.
pub const NOWHERE: [u32; 0] = [];

/// Simulates a program, polling tasks first in, first out.
pub fn run(program: impl Future<Output = ()> + 'static) -> Trace {
    simulate(Options::default(), program)
}

pub fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

/// What was printed, each line with its time in milliseconds.
pub fn output(trace: &Trace) -> Vec<(u64, &str)> {
    let line = |event: Event| match event.what {
        What::Logged { text } => Some((event.at_us / 1000, trace.text(text))),
        _ => None,
    };
    trace.events().filter_map(line).collect()
}

/// The last task with this name.
pub fn task(trace: &Trace, name: &str) -> TaskId {
    let named =
        |event: &Event| matches!(event.what, What::Named { text } if trace.text(text) == name);
    let found = trace.events().filter(named).last();
    found.unwrap_or_else(|| panic!("no task is called {name}")).task
}

/// What happened to a task, apart from its names.
pub fn events(trace: &Trace, task: TaskId) -> Vec<What> {
    let of_task = trace.events().filter(|event| event.task == task);
    of_task.map(|event| event.what).filter(|what| !matches!(what, What::Named { .. })).collect()
}

/// The times, in milliseconds, at which something happened to a task.
pub fn times(trace: &Trace, task: TaskId, what: impl Fn(What) -> bool) -> Vec<u64> {
    let matching = trace.events().filter(|event| event.task == task && what(event.what));
    matching.map(|event| event.at_us / 1000).collect()
}

/// The times, in milliseconds, at which a task was polled.
pub fn polls(trace: &Trace, task: TaskId) -> Vec<u64> {
    times(trace, task, |what| what == What::PollStarted)
}

/// The times, in milliseconds, at which a task ended by being cancelled.
pub fn cancelled(trace: &Trace, task: TaskId) -> Vec<u64> {
    times(trace, task, |what| what == What::Cancelled)
}

/// The source lines of the events that match.
pub fn lines(trace: &Trace, what: impl Fn(What) -> bool) -> Vec<u32> {
    let matching = trace.events().filter(|event| what(event.what));
    let site = |event: Event| event.site.and_then(|site| trace.site(site));
    matching.filter_map(site).map(|site| site.line).collect()
}

/// How many values exist.
#[derive(Clone, Debug, Default)]
pub struct Census(Rc<Cell<(u32, u32)>>);

impl Census {
    /// A value that is counted when it is made and when it is dropped.
    pub fn value(&self) -> Counted {
        let (made, dropped) = self.0.get();
        self.0.set((made + 1, dropped));
        Counted(self.clone())
    }

    pub fn made(&self) -> u32 {
        self.0.get().0
    }

    pub fn dropped(&self) -> u32 {
        self.0.get().1
    }
}

#[derive(Debug)]
pub struct Counted(Census);

impl Drop for Counted {
    fn drop(&mut self) {
        let (made, dropped) = self.0.0.get();
        self.0.0.set((made, dropped + 1));
    }
}

/// Does something with the waker of the task that awaits it, once, without waiting.
pub async fn with_context<T>(work: impl FnOnce(&mut Context<'_>) -> T) -> T {
    let mut work = Some(work);
    poll_fn(|cx| match work.take() {
        Some(work) => Poll::Ready(work(cx)),
        None => Poll::Pending,
    })
    .await
}

/// Yields for ever.
pub async fn yield_for_ever() {
    for _ in 0_u64.. {
        yield_now().await;
    }
}

/// Waits for nothing.
pub async fn for_ever() {
    std::future::pending().await
}
