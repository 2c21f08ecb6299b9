//! What a loop knows, behind a lock.
//!
//! The lock is there because a waker may be woken from anywhere, as its contract says; in a
//! browser it is uncontended and nearly free. It is never held while foreign code runs: not while
//! a coroutine is polled or dropped, not while a waker is woken, cloned or dropped, not while
//! JavaScript is called, except to read the clock. (Firefox runs microtasks inside other calls.)
//!
//! What the loop keeps beside each task is here as well, because the types know each other: [`Meta`]
//! holds the [`Core`], and the [`LoopState`] inside of that holds tasks that carry a [`Meta`].

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::panic::Location;
use std::pin::Pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::task::Waker;

use async_task::Runnable;
use slab::Slab;

use super::ready::{Order, Ready};
use super::time_source::TimeSource;
use super::timers::Timers;
use super::trace::{Cause, DEFAULT_CAPACITY, TaskId, Trace, What};
use super::watches::Watches;

/// A program's own coroutine, ready to be handed to a driver.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Main, Options, log};
///
/// let main: Main = Box::pin(async { log("hello") });
/// assert_eq!(simulate(Options::default(), main).output(), ["hello"]);
/// ```
pub type Main = Pin<Box<dyn Future<Output = ()>>>;

/// How a run is made.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::{Options, log};
///
/// let lines = |capacity| {
///     let options = Options { capacity, ..Options::default() };
///     simulate(options, async { log("hello") }).output().len()
/// };
/// assert_eq!(lines(Some(100)), 1);
/// assert_eq!(lines(None), 0);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// In which order ready tasks are polled.
    pub order: Order,
    /// At most this many events are recorded, and a few more lines of output. `None` records
    /// nothing at all, not even output.
    pub capacity: Option<usize>,
    /// The name of the program's own coroutine.
    pub name: Cow<'static, str>,
}

impl Default for Options {
    fn default() -> Self {
        Self { order: Order::Fifo, capacity: Some(DEFAULT_CAPACITY), name: "main".into() }
    }
}

/// The loop's state, shared with each waker of its tasks.
#[derive(Debug)]
pub(super) struct Core(Mutex<LoopState>);

impl Core {
    pub(super) fn new(clock: TimeSource, options: Options) -> Arc<Self> {
        // The clock of a worker began before its loop did.
        let now_us = clock.now_us();
        let mut trace = options.capacity.map(|capacity| Trace::new(clock.kind(), capacity));
        if let (Some(trace), Some(began_ms)) = (&mut trace, clock.began_epoch_ms()) {
            trace.set_began_epoch_ms(began_ms);
        }
        Arc::new(Self(Mutex::new(LoopState {
            ready: Ready::new(options.order),
            timers: Timers::default(),
            arrivals: Vec::new(),
            trace,
            clock,
            now_us,
            live: Slab::new(),
            current: None,
            poll_is_over: false,
            waits_are_void: false,
            main_is_over: false,
            polls: 0,
            polls_untimed: 1,
            look_at_clock_after: 1,
            cause: Cause::Host,
            closing: false,
            spawned: 0,
            objects: 0,
            host_waits: 0,
            watches: Watches::default(),
            failed: BTreeSet::new(),
            driver: None,
        })))
    }

    #[inline(always)]
    pub(super) fn lock(&self) -> MutexGuard<'_, LoopState> {
        // A panic while this is locked would be a defect of the runtime. The state stays readable.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state, unless it is being worked on.
    pub(super) fn try_lock(&self) -> Option<MutexGuard<'_, LoopState>> {
        match self.0.try_lock() {
            Ok(state) => Some(state),
            Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }
}

/// What a loop knows.
#[derive(Debug)]
pub(super) struct LoopState {
    pub(super) ready: Ready<Runnable<Meta>>,
    pub(super) timers: Timers,
    /// Tasks that another simulated loop has woken, and when on its clock, the earliest first.
    pub(super) arrivals: Vec<(u64, Runnable<Meta>)>,
    pub(super) trace: Option<Trace>,
    pub(super) clock: TimeSource,
    /// The time when the clock was last read, in microseconds. Events carry this time, so that
    /// recording reads the clock once per poll and not once per event.
    pub(super) now_us: u64,
    /// A waker of each task that has not finished, to reach them all at the end.
    pub(super) live: Slab<Waker>,
    /// The task that is being polled or dropped.
    pub(super) current: Option<Current>,
    /// Whether the task that is being polled has completed or was dropped, which ends its poll.
    pub(super) poll_is_over: bool,
    /// Whether the future that is being polled will be dropped if it is not ready, so that it waits
    /// on nothing.
    pub(super) waits_are_void: bool,
    /// Whether the program's own coroutine has completed or was dropped, which ends the run.
    pub(super) main_is_over: bool,
    /// How many tasks were polled.
    pub(super) polls: u64,
    /// How many polls there are between two looks at the clock, if nothing is recorded.
    pub(super) polls_untimed: u32,
    /// After which poll the clock is looked at next, if nothing is recorded.
    pub(super) look_at_clock_after: u64,
    /// What wakes tasks while no task is being polled.
    pub(super) cause: Cause,
    /// Whether the run is being ended, so that each task is cancelled.
    pub(super) closing: bool,
    pub(super) spawned: u32,
    /// How many channels, semaphores and events were made.
    pub(super) objects: u32,
    /// How many waits on the world outside go on.
    pub(super) host_waits: usize,
    /// Who waits for the end of which tasks.
    pub(super) watches: Watches,
    /// The tasks whose output is an error that no task has received yet.
    pub(super) failed: BTreeSet<TaskId>,
    /// The driver, while it has nothing to do.
    pub(super) driver: Option<Waker>,
}

/// What the loop keeps beside each task. There may be a great many tasks, so it is packed.
#[derive(Debug)]
pub(super) struct Meta {
    /// The loop that runs the task. It lies here because a schedule function that owns nothing
    /// spares each wake two changes of the reference count.
    pub(super) core: Arc<Core>,
    pub(super) id: TaskId,
    /// The key among the loop's live tasks, and [`CANCELLED`].
    key: AtomicU32,
}

/// Set once the task was asked to stop before it had completed.
const CANCELLED: u32 = 1 << 31;

impl Meta {
    /// What the loop keeps beside a task. `key` is its key among the live tasks.
    #[inline(always)]
    pub(super) fn new(core: Arc<Core>, id: TaskId, key: usize) -> Self {
        Self { core, id, key: AtomicU32::new(key as u32) }
    }

    pub(super) fn key(&self) -> usize {
        (self.key.load(Ordering::Relaxed) & !CANCELLED) as usize
    }

    pub(super) fn is_cancelled(&self) -> bool {
        self.key.load(Ordering::Relaxed) & CANCELLED != 0
    }

    /// Notes that the task was asked to stop, and returns whether this is the first time.
    pub(super) fn set_cancelled(&self) -> bool {
        self.key.fetch_or(CANCELLED, Ordering::Relaxed) & CANCELLED == 0
    }
}

/// The number of the program's own coroutine: it is spawned first.
pub(super) const MAIN: TaskId = TaskId(0);

/// Which task is being polled or dropped.
#[derive(Clone, Copy, Debug)]
pub(super) struct Current {
    /// The task in whose lane events belong.
    pub(super) task: TaskId,
    /// The task that the loop polls. Inside of a generator `task` is the generator instead.
    pub(super) polled: TaskId,
    /// The key of `task` in `live`.
    pub(super) key: usize,
    /// Whether `task` is being dropped before it completed.
    pub(super) cancelled: bool,
}

impl LoopState {
    /// Reads the clock if events are recorded. Otherwise the time is looked up only where it
    /// decides something.
    pub(super) fn tick_if_recording(&mut self) {
        if self.trace.is_some() {
            self.tick();
        }
    }

    /// Reads the clock.
    pub(super) fn tick(&mut self) -> u64 {
        self.now_us = self.clock.now_us();
        self.now_us
    }

    /// Records an event of the task given.
    // Inlined, so that a run that is not recorded pays one comparison and no call.
    #[inline(always)]
    pub(super) fn record(
        &mut self,
        task: TaskId,
        what: What,
        site: Option<&'static Location<'static>>,
    ) {
        if let Some(trace) = &mut self.trace {
            trace.push(self.now_us, task, what, site);
        }
    }

    /// Records an event of the task that is being polled.
    #[inline]
    pub(super) fn record_here(&mut self, what: What, site: Option<&'static Location<'static>>) {
        if let Some(current) = self.current {
            self.record(current.task, what, site);
        }
    }

    /// What is waking tasks right now.
    pub(super) fn cause(&self) -> Cause {
        match (self.cause, self.current) {
            (Cause::Host, Some(current)) => Cause::Task(current.task),
            (cause, _) => cause,
        }
    }
}
