//! What can happen, in the words of the field.

use super::tables::{SiteId, TextId};

/// A task of a run, numbered from 0 (the program's own coroutine) in the order of spawning.
/// Generators have numbers too.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::trace::TaskId;
/// use coroscope::runtime::{Options, spawn};
///
/// let trace = simulate(Options::default(), async {
///     assert_eq!(spawn(async {}).id(), TaskId(1));
/// });
/// assert_eq!(trace.events().next().map(|event| event.task), Some(TaskId(0)));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskId(pub u32);

/// A thing that happened in a run.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::Options;
/// use coroscope::runtime::trace::{TaskId, What};
///
/// let trace = simulate(Options::default(), async {});
/// let first = trace.events().next().expect("the program was spawned");
/// assert_eq!((first.at_us, first.task), (0, TaskId(0)));
/// assert_eq!(first.what, What::Spawned { by: None });
/// let site = trace.site(first.site.expect("a driver spawned it")).expect("it is in the trace");
/// assert!(site.file.ends_with("simulation.rs"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// When, in microseconds since the run began. It never decreases along a trace.
    pub at_us: u64,
    /// To which task.
    pub task: TaskId,
    /// What happened.
    pub what: What,
    /// The source line that caused it, where there is one.
    pub site: Option<SiteId>,
}

/// What an [`Event`] says.
///
/// ```
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::trace::{On, What};
/// use coroscope::runtime::{Options, yield_now};
///
/// let trace = simulate(Options::default(), async { yield_now().await });
/// let life: Vec<What> = trace.events().map(|event| event.what).collect();
/// assert!(matches!(life[..], [
///     What::Spawned { by: None },
///     What::Named { .. },
///     What::PollStarted,
///     What::Waits(On::Yield),
///     What::Woken { .. },
///     What::PollEnded,
///     What::PollStarted,
///     What::Completed,
/// ]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum What {
    /// The task was created, by another task or (the first task) by the driver, and is ready.
    Spawned {
        /// The task that spawned it.
        by: Option<TaskId>,
    },
    /// The event's task is a generator: it runs inside the polls of the task that resumes it, so
    /// its polls nest inside theirs. Follows `Spawned`.
    IsGenerator,
    /// The event's task is a program in another language, from its first line to its last. It makes the
    /// loop and waits while that runs, so it blocks none. Follows `Spawned`.
    IsListing,
    /// The event's task is a thread: its polls overlap with all others, and what it blocks is itself.
    /// Follows `Spawned`.
    IsThread,
    /// The event's task stands for all callbacks that belong to no task: each runs as a poll of it.
    /// Follows `Spawned`.
    IsCallbacks,
    /// The task's name. The last name counts.
    Named {
        /// The name.
        text: TextId,
    },
    /// The loop began to poll the task: it is running.
    PollStarted,
    /// The task gave control back and has more to do. The [`Waits`](What::Waits) events of this
    /// poll say what it waits on; if it was woken during the poll it is ready.
    PollEnded,
    /// The task returned its output. This ends its last poll too: no `PollEnded` follows.
    Completed,
    /// The task, which had been spawned as fallible, returned an error. Comes right before
    /// `Completed`.
    Failed {
        /// The error, as text.
        error: TextId,
    },
    /// A task received the output of the event's task, which had failed.
    ErrorReceived,
    /// A future that was no task had this error, and nobody received it. The event's task is the first
    /// one, because nobody knows whose future it was.
    ErrorLost {
        /// The error, as text.
        error: TextId,
    },
    /// A callback ended with this error, or the loop itself reports it.
    CallbackFailed {
        /// The error, as text.
        error: TextId,
    },
    /// The task was destroyed while it waited, so that it could never end.
    Destroyed {
        /// Whether it was the event's task. If not, it is not known which task it was.
        known: bool,
    },
    /// Within a poll: the task will wait on this. After several in the same poll, any of them may
    /// wake the task.
    Waits(On),
    /// The task was put in the ready queue.
    Woken {
        /// What woke it.
        cause: Cause,
    },
    /// Something woke the task while it was already in the ready queue, so that both wakes lead to
    /// the same poll.
    WakeMerged {
        /// What woke it.
        cause: Cause,
    },
    /// A sleep of the task is over; its `Waits(On::Timer)` has the same site.
    Slept {
        /// How long was asked for, in microseconds.
        asked_us: u64,
    },
    /// Within a poll: the task now blocks the loop on purpose, without giving control back.
    BlockStarted {
        /// How long was asked for, in microseconds.
        asked_us: u64,
    },
    /// The blocking is over.
    BlockEnded,
    /// The task printed a line.
    Logged {
        /// The line.
        text: TextId,
    },
    /// The task printed a line on standard error.
    LoggedError {
        /// The line.
        text: TextId,
    },
    /// A named part of the task's work began.
    SpanEntered {
        /// Its name.
        text: TextId,
    },
    /// The named part of the task's work that began last is over.
    SpanLeft,
    /// The task made a coroutine and dropped it before it was awaited, so it did nothing.
    NeverAwaited {
        /// Its name.
        text: TextId,
    },
    /// The task was asked to stop.
    CancelRequested {
        /// Who asked.
        by: By,
    },
    /// The task's coroutine was dropped before it completed. This ends a poll that was going on.
    Cancelled,
    /// Something that the task owned was dropped; programs record it to show the order of clean-up.
    Dropped {
        /// What.
        text: TextId,
    },
    /// The number of things held by a channel or semaphore changed; for pictures of occupancy.
    Level {
        /// The number of the channel or semaphore.
        object: u16,
        /// How many it holds now.
        held: u16,
    },
    /// How many of something there are now, as a program counts it; for the same pictures.
    NamedLevel {
        /// Of what. Only the first 65,536 texts of a trace can be named here.
        name: TextId,
        /// How many.
        held: u16,
    },
}

/// What a task waits on.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::trace::{On, TaskId, What};
/// use coroscope::runtime::{Options, sleep, spawn};
///
/// let trace = simulate(Options::default(), async {
///     spawn(sleep(Duration::from_millis(5))).await;
/// });
/// let waits = trace.events().filter_map(|event| match event.what {
///     What::Waits(on) => Some((event.task, on)),
///     _ => None,
/// });
/// let sleeps = On::Timer { asked_us: 5_000 };
/// let expected = [(TaskId(0), On::Task(TaskId(1))), (TaskId(1), sleeps)];
/// assert_eq!(waits.collect::<Vec<_>>(), expected);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// A deadline.
    Timer {
        /// The wait that was asked for, in microseconds.
        asked_us: u64,
    },
    /// The output of another task.
    Task(TaskId),
    /// Any of several tasks.
    AnyTask,
    /// The first of several tasks to be done.
    FirstTask {
        /// How many there are.
        of: u32,
    },
    /// The end of all of several tasks.
    AllTasks {
        /// How many there are.
        of: u32,
    },
    /// Whatever the task waits on that resumed this generator, which awaits something itself.
    With(TaskId),
    /// Nothing: it only lets the others run.
    Yield,
    /// A message in a channel, or room for a message.
    Channel(u32),
    /// A permit of a semaphore.
    Semaphore(u32),
    /// An event to be set.
    Event(u32),
    /// Something in a queue, or room in it.
    Queue(u32),
    /// All that was in a queue to be done.
    QueueDone(u32),
    /// A lock.
    Lock(u32),
    /// A condition of which it is to be notified.
    Condition(u32),
    /// The others at a barrier.
    Barrier(u32),
    /// A future that is no task, and does not say who is to set it.
    Future,
    /// That the loop which the task runs is stopped.
    LoopStop,
    /// A time limit, besides what the task waits on otherwise.
    TimeLimit {
        /// How much of it is left, in microseconds.
        left_us: u64,
    },
    /// The next value that a caller sends to this generator.
    Send,
    /// Something outside of the loop: a fetch, a worker, a database.
    Host(TextId),
}

/// What put a task in the ready queue.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::trace::{Cause, TaskId, What};
/// use coroscope::runtime::{Options, sleep, spawn};
///
/// let trace = simulate(Options::default(), async {
///     spawn(sleep(Duration::from_millis(5))).await;
/// });
/// let wakes = trace.events().filter_map(|event| match event.what {
///     What::Woken { cause } => Some((event.task, cause)),
///     _ => None,
/// });
/// let expected = [(TaskId(1), Cause::Timer), (TaskId(0), Cause::Task(TaskId(1)))];
/// assert_eq!(wakes.collect::<Vec<_>>(), expected);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Another task, or the task itself, while it was polled.
    Task(TaskId),
    /// A deadline that passed.
    Timer,
    /// Something outside of the loop.
    Host,
    /// The request to cancel it: it is scheduled once more so that it can be dropped.
    Cancel,
    /// The record does not say.
    Unknown,
}

/// Who asked a task to stop.
///
/// ```
/// use std::time::Duration;
/// use coroscope::drivers::simulation::simulate;
/// use coroscope::runtime::trace::{By, TaskId, What};
/// use coroscope::runtime::{Options, sleep, spawn};
///
/// let trace = simulate(Options::default(), async {
///     drop(spawn(sleep(Duration::from_secs(1)))); // dropping the handle cancels the task
///     spawn(sleep(Duration::from_secs(1))).detach(); // goes on when the program is over
/// });
/// let asked = trace.events().filter_map(|event| match event.what {
///     What::CancelRequested { by } => Some((event.task, by)),
///     _ => None,
/// });
/// assert_eq!(asked.collect::<Vec<_>>(), [(TaskId(1), By::Task(TaskId(0))), (TaskId(2), By::RunEnd)]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A task.
    Task(TaskId),
    /// The run itself, which was stopped or came to its end.
    RunEnd,
    /// A time limit around what the task does.
    TimeLimit,
    /// A timer that was set to ask.
    Timer,
    /// The record does not say.
    Unknown,
}

impl By {
    /// The task that asked, if it was one.
    ///
    /// ```
    /// use coroscope::runtime::trace::{By, TaskId};
    ///
    /// assert_eq!(By::Task(TaskId(3)).task(), Some(TaskId(3)));
    /// assert_eq!(By::TimeLimit.task(), None);
    /// ```
    #[must_use]
    pub fn task(self) -> Option<TaskId> {
        match self {
            Self::Task(task) => Some(task),
            _ => None,
        }
    }
}
