//! Events: coroutines wait until something has happened, and then all of them go on.

use std::cell::Cell;
use std::rc::Rc;

use super::turn::turn;
use super::waiting::{Waiting, level, new_object};
use crate::runtime::trace::On;

/// Something that happens once, or is taken back and happens again. Clones are the same event.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Event, Options, log, spawn};
///
/// let trace = simulate(Options::default(), async {
///     let start = Event::new();
///     let runners = ["Ann", "Bo"].map(|name| {
///         let start = start.clone();
///         spawn(async move {
///             start.wait().await;
///             log(format!("{name} runs"));
///         })
///     });
///     log("go");
///     start.set();
///     for runner in runners {
///         runner.await;
///     }
/// });
/// assert_eq!(trace.output(), ["go", "Ann runs", "Bo runs"]);
/// ```
#[derive(Clone, Debug)]
pub struct Event(Rc<Shared>);

#[derive(Debug)]
struct Shared {
    is_set: Cell<bool>,
    /// The coroutines that wait for it.
    line: event_listener::Event,
    id: u32,
}

impl Event {
    /// An event that is not set.
    ///
    /// ```
    /// use coroscope::runtime::Event;
    ///
    /// assert!(!Event::new().is_set());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        let line = event_listener::Event::new();
        Self(Rc::new(Shared { is_set: Cell::new(false), line, id: new_object() }))
    }

    /// Sets the event, so that each coroutine that waits for it goes on, even if it is taken back
    /// before the coroutine is polled.
    ///
    /// ```
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Event, Options, log, spawn, yield_now};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     let gate = Event::new();
    ///     let waits = gate.wait();
    ///     let task = spawn(async {
    ///         waits.await;
    ///         log("through");
    ///     });
    ///     yield_now().await;
    ///     gate.set();
    ///     gate.clear();
    ///     task.await;
    /// });
    /// assert_eq!(trace.output(), ["through"]);
    /// ```
    pub fn set(&self) {
        self.0.is_set.set(true);
        self.0.line.notify(usize::MAX);
        level(self.0.id, 1);
    }

    /// Takes the event back: a wait that begins from now on waits for the next [`set`](Self::set).
    ///
    /// ```
    /// use coroscope::runtime::Event;
    ///
    /// let event = Event::new();
    /// event.set();
    /// event.clear();
    /// assert!(!event.is_set());
    /// ```
    pub fn clear(&self) {
        self.0.is_set.set(false);
        level(self.0.id, 0);
    }

    /// Whether the event is set.
    ///
    /// ```
    /// use coroscope::runtime::Event;
    ///
    /// let event = Event::new();
    /// event.clone().set();
    /// assert!(event.is_set());
    /// ```
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.0.is_set.get()
    }

    /// Waits until the event is set. If it is set already, this does not wait at all.
    ///
    /// ```
    /// use std::time::Duration;
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Event, Options, sleep, spawn};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     let done = Event::new();
    ///     let worker = done.clone();
    ///     spawn(async move {
    ///         sleep(Duration::from_millis(5)).await;
    ///         worker.set();
    ///     })
    ///     .detach();
    ///     done.wait().await;
    ///     done.wait().await;
    /// });
    /// assert_eq!(trace.last_us(), 5_000);
    /// ```
    #[track_caller]
    pub fn wait(&self) -> Waiting<impl Future<Output = ()> + use<>> {
        let event = self.clone();
        let future = async move {
            if !event.is_set() {
                // A turn that is given up is not passed on: `set` notifies the whole line.
                turn(&event.0.line, |_| ()).await;
            }
        };
        Waiting::new(On::Event(self.0.id), future)
    }
}

impl Default for Event {
    fn default() -> Self {
        Self::new()
    }
}
