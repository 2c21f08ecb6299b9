//! The trace itself: events in the order in which they happened.

use super::clock::Clock;
use super::end::End;
use super::event::TaskId;
use super::row;
use super::rows::Rows;
use super::tables::{Site, SiteId, Sites, TextId, Texts};

/// How many events a trace holds by default: 2²⁰, which are 16 MiB.
///
/// ```
/// use coroscope::runtime::Options;
/// use coroscope::runtime::trace::{DEFAULT_CAPACITY, EVENT_BYTES};
///
/// assert_eq!(Options::default().capacity, Some(DEFAULT_CAPACITY));
/// assert_eq!(DEFAULT_CAPACITY * EVENT_BYTES, 16 << 20);
/// ```
pub const DEFAULT_CAPACITY: usize = 1 << 20;

/// How many bytes an event takes in memory.
///
/// ```
/// use coroscope::runtime::trace::{Clock, EVENT_BYTES, TaskId, Trace, What};
///
/// let mut trace = Trace::new(Clock::Virtual, 100);
/// let empty = trace.bytes();
/// trace.push(0, TaskId(0), What::PollStarted, None);
/// assert_eq!(trace.bytes(), empty + EVENT_BYTES);
/// ```
pub const EVENT_BYTES: usize = row::BYTES;

/// A trace records what this many tasks did: the program's own task and a hundred thousand others,
/// which is how many lanes can be looked at without waiting. What tasks beyond that print is kept.
///
/// ```
/// use coroscope::runtime::trace::{Clock, MOST_TASKS, TaskId, Trace, What};
///
/// let mut trace = Trace::new(Clock::Virtual, 100);
/// trace.push(0, TaskId(MOST_TASKS - 1), What::PollStarted, None);
/// trace.push(0, TaskId(MOST_TASKS), What::PollStarted, None);
/// assert_eq!(trace.rows(), 1);
/// ```
pub const MOST_TASKS: u32 = 100_001;

/// There is room for this many events from the beginning: one kibibyte.
const SHORT: usize = 64;

/// The record of a run. See the [module](super) for what it promises.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::trace::Trace;
/// use coroscope::runtime::{Options, log, sleep};
///
/// let trace: Trace = simulate(Options::default(), async {
///     sleep(Duration::from_secs(2)).await;
///     log("hello");
/// });
/// assert_eq!((trace.last_us(), trace.output()), (2_000_000, vec!["hello"]));
/// ```
#[derive(Clone, Debug)]
pub struct Trace {
    pub(super) rows: Rows,
    pub(super) epoch: u32,
    pub(super) last_us: u64,
    pub(super) sites: Sites,
    pub(super) texts: Texts,
    pub(super) clock: Clock,
    pub(super) time_scale: u32,
    /// When its clock began, in microseconds since 1970; 0 if that is not known.
    pub(super) began_us: u64,
    pub(super) capacity: usize,
    pub(super) dropped: u64,
    /// How many tasks beyond [`MOST_TASKS`] there were.
    pub(super) unrecorded_tasks: u32,
    pub(super) end: Option<End>,
    pub(super) workers: Vec<WorkerTrace>,
}

/// A worker of a run, and what its own loop recorded.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::{simulate, start_worker};
/// use coroscope::runtime::trace::WorkerTrace;
/// use coroscope::runtime::{Options, log, sleep};
///
/// let trace = simulate(Options::default(), async {
///     let _worker = start_worker("helper".to_owned(), async { log("in the worker") });
///     sleep(Duration::from_millis(1)).await;
/// });
/// let worker: &WorkerTrace = &trace.workers()[0];
/// assert_eq!(trace.text(worker.name), "helper");
/// let recorded = worker.trace.as_ref().expect("its loop has ended");
/// assert_eq!(recorded.output(), ["in the worker"]);
/// ```
#[derive(Clone, Debug)]
pub struct WorkerTrace {
    /// The task that started the worker.
    pub owner: TaskId,
    /// Its name.
    pub name: TextId,
    /// Whether it is still there, and has not been terminated.
    pub alive: bool,
    /// How many lines the run itself had printed when the worker was gone. The lines that it
    /// printed later, also at the same time, follow from what the worker did.
    pub printed_before_end: u32,
    /// What its loop has recorded so far; `None` until it has handed in its first record.
    pub trace: Option<Trace>,
}

impl Trace {
    /// An empty trace that will hold at most `capacity` events.
    ///
    /// ```
    /// use coroscope::runtime::trace::{Clock, Trace};
    ///
    /// let trace = Trace::new(Clock::Virtual, 100);
    /// assert_eq!((trace.rows(), trace.last_us(), trace.end()), (0, 0, None));
    /// ```
    #[must_use]
    pub fn new(clock: Clock, capacity: usize) -> Self {
        Self {
            // Whoever tries a thousand orders makes a thousand short traces, and growing them by and by
            // takes a good part of each.
            rows: Rows::with_capacity(capacity.min(SHORT)),
            epoch: 0,
            last_us: 0,
            sites: Sites::default(),
            texts: Texts::default(),
            clock,
            time_scale: 1,
            began_us: 0,
            capacity,
            dropped: 0,
            unrecorded_tasks: 0,
            end: None,
            workers: Vec::new(),
        }
    }

    /// How many rows there are: a row for each event, and a few that only carry time.
    ///
    /// ```
    /// use coroscope::runtime::trace::{Clock, TaskId, Trace, What};
    ///
    /// let mut trace = Trace::new(Clock::Virtual, 100);
    /// trace.push(0, TaskId(0), What::PollStarted, None);
    /// assert_eq!((trace.rows(), trace.events().count()), (1, 1));
    /// ```
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// It holds at most this many events, and an eighth more lines of output.
    ///
    /// ```
    /// use coroscope::runtime::trace::{Clock, Trace};
    ///
    /// assert_eq!(Trace::new(Clock::Virtual, 100).capacity(), 100);
    /// ```
    #[must_use]
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// How many events were left out because the trace was full.
    ///
    /// ```
    /// use coroscope::runtime::trace::{Clock, TaskId, Trace, What};
    ///
    /// let mut trace = Trace::new(Clock::Virtual, 2);
    /// for at_us in 0..5 {
    ///     trace.push(at_us, TaskId(0), What::PollStarted, None);
    /// }
    /// assert_eq!((trace.rows(), trace.dropped(), trace.last_us()), (2, 3, 4));
    /// ```
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.dropped
    }

    /// How many tasks were left out because there were more than [`MOST_TASKS`].
    ///
    /// ```
    /// use coroscope::runtime::trace::{Clock, MOST_TASKS, TaskId, Trace, What};
    ///
    /// let mut trace = Trace::new(Clock::Virtual, 100);
    /// let parent = Some(TaskId(0));
    /// trace.push(0, TaskId(MOST_TASKS), What::Spawned { by: parent }, None);
    /// assert_eq!((trace.rows(), trace.unrecorded_tasks()), (0, 1));
    /// ```
    #[must_use]
    pub fn unrecorded_tasks(&self) -> u32 {
        self.unrecorded_tasks
    }

    /// How many bytes the recorded events and texts take, about.
    ///
    /// ```
    /// use coroscope::runtime::trace::{Clock, Trace};
    ///
    /// let mut trace = Trace::new(Clock::Virtual, 100);
    /// let empty = trace.bytes();
    /// trace.keep("x".repeat(1_000));
    /// assert!(trace.bytes() >= empty + 1_000);
    /// ```
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.rows.len() * EVENT_BYTES + self.texts.bytes()
    }

    /// The same, with the space that was taken in advance.
    pub(crate) fn held_bytes(&self) -> usize {
        self.rows.capacity() * EVENT_BYTES + self.texts.bytes()
    }

    /// The time of the last event, recorded or left out, in microseconds since the run began.
    ///
    /// ```
    /// use std::time::Duration;
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Options, sleep};
    ///
    /// let trace = simulate(Options::default(), sleep(Duration::from_millis(3)));
    /// assert_eq!(trace.last_us(), 3_000);
    /// ```
    #[must_use]
    pub fn last_us(&self) -> u64 {
        self.last_us
    }

    /// The clock that its times are on.
    ///
    /// ```
    /// use coroscope::runtime::trace::{Clock, Trace};
    ///
    /// assert_eq!(Trace::new(Clock::Wall, 100).clock(), Clock::Wall);
    /// ```
    #[must_use]
    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// How many times as fast as real time its clock went: 1, unless the program asked for more.
    ///
    /// ```
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::{Options, scale_time};
    ///
    /// // A simulation takes no time, so there is nothing to speed up.
    /// let trace = simulate(Options::default(), async { scale_time(1_000) });
    /// assert_eq!(trace.time_scale(), 1);
    /// ```
    #[must_use]
    pub fn time_scale(&self) -> u32 {
        self.time_scale
    }

    /// Records how many times as fast as real time its clock goes. A scale of 0 changes nothing.
    ///
    /// ```
    /// use coroscope::runtime::trace::{Clock, Trace};
    ///
    /// let mut trace = Trace::new(Clock::Wall, 100);
    /// trace.set_time_scale(1_000);
    /// trace.set_time_scale(0);
    /// assert_eq!(trace.time_scale(), 1_000);
    /// ```
    pub fn set_time_scale(&mut self, scale: u32) {
        self.time_scale = if scale == 0 { self.time_scale } else { scale };
    }

    /// When its clock began, in milliseconds since 1970; `None` for a virtual clock.
    ///
    /// ```
    /// use coroscope::runtime::trace::{Clock, Trace};
    ///
    /// assert_eq!(Trace::new(Clock::Virtual, 100).began_epoch_ms(), None);
    /// ```
    #[must_use]
    pub fn began_epoch_ms(&self) -> Option<f64> {
        (self.began_us > 0).then_some(self.began_us as f64 / 1000.0)
    }

    /// Records when its clock began, in milliseconds since 1970. It is kept to the microsecond.
    ///
    /// ```
    /// use coroscope::runtime::trace::{Clock, Trace};
    ///
    /// let mut trace = Trace::new(Clock::Wall, 100);
    /// trace.set_began_epoch_ms(1_763_664_000_123.5);
    /// assert_eq!(trace.began_epoch_ms(), Some(1_763_664_000_123.5));
    /// ```
    pub fn set_began_epoch_ms(&mut self, ms: f64) {
        self.began_us = (ms * 1000.0) as u64;
    }

    /// How the run ended; `None` while it goes on.
    ///
    /// ```
    /// use coroscope::drivers::simulation::simulate;
    /// use coroscope::runtime::trace::End;
    /// use coroscope::runtime::{Options, current_loop};
    ///
    /// let trace = simulate(Options::default(), async {
    ///     let (handle, _) = current_loop();
    ///     assert!(handle.with_trace(|trace| trace.is_some_and(|trace| trace.end().is_none())));
    /// });
    /// assert_eq!(trace.end(), Some(&End::Completed));
    /// ```
    #[must_use]
    pub fn end(&self) -> Option<&End> {
        self.end.as_ref()
    }

    /// The source line with this number; `None` if the trace has no such line.
    ///
    /// ```
    /// use std::panic::Location;
    /// use coroscope::runtime::trace::{Clock, TaskId, Trace, What};
    ///
    /// let mut trace = Trace::new(Clock::Virtual, 100);
    /// let here = Location::caller();
    /// trace.push(0, TaskId(0), What::PollStarted, Some(here));
    /// let event = trace.events().next().expect("it was just recorded");
    /// let site = event.site.and_then(|site| trace.site(site));
    /// assert_eq!(site.map(|site| site.line), Some(here.line()));
    /// ```
    #[must_use]
    pub fn site(&self, id: SiteId) -> Option<&Site> {
        self.sites.sites.get(usize::from(id.0))
    }

    /// The text with this number; empty if the trace has no such text.
    ///
    /// ```
    /// use coroscope::runtime::trace::{Clock, TextId, Trace};
    ///
    /// let mut trace = Trace::new(Clock::Virtual, 100);
    /// let hello = trace.keep("hello");
    /// assert_eq!(trace.text(hello), "hello");
    /// assert_eq!(trace.text(TextId(99)), "");
    /// ```
    #[must_use]
    pub fn text(&self, id: TextId) -> &str {
        self.texts.texts.get(id.0 as usize).map_or("", |text| text.as_ref())
    }
}
