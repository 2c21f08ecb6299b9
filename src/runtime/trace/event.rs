//! What can happen, in the words of the field.

use super::tables::{SiteId, TextId};

/// A task of one run, numbered from 0 (the program's own coroutine) in the order of spawning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskId(pub u32);

/// One thing that happened in a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// When, in microseconds since the run began. Never decreases along a trace.
    pub at_us: u64,
    /// To which task.
    pub task: TaskId,
    /// What happened.
    pub what: What,
    /// The source line that caused it, where there is one.
    pub site: Option<SiteId>,
}

/// What an [`Event`] says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum What {
    /// The task was created, by another one or (the first) by the driver, and is ready.
    Spawned {
        /// The task that spawned it.
        by: Option<TaskId>,
    },
    /// The event's task is a generator: it runs inside the polls of whoever resumes it, so its
    /// polls nest inside theirs. Follows `Spawned`.
    IsGenerator,
    /// The task's name. A later name replaces an earlier one.
    Named {
        /// The name.
        text: TextId,
    },
    /// The loop began to poll the task: it is running.
    PollStarted,
    /// The task gave control back and has more to do. What it waits on was said by the
    /// [`Waits`](What::Waits) events of this poll; if it was woken during the poll it is ready.
    PollEnded,
    /// The task returned its output. This ends its last poll too: no `PollEnded` follows.
    Completed,
    /// The task, which had been spawned as fallible, returned an error. Comes right before
    /// `Completed`.
    Failed {
        /// The error, as text.
        error: TextId,
    },
    /// Somebody received the output of a failed task.
    ErrorReceived,
    /// Within a poll: the task will wait on this. Several in one poll mean any of them may wake it.
    Waits(On),
    /// The task was put in the ready queue.
    Woken {
        /// Who did it.
        cause: Cause,
    },
    /// Something woke the task while it was already in the ready queue, so that one poll answers
    /// both wakes.
    WakeMerged {
        /// Who did it.
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
    /// A named part of the task's work began.
    SpanEntered {
        /// Its name.
        text: TextId,
    },
    /// The named part of the task's work that began last is over.
    SpanLeft,
    /// A coroutine was made by this task and dropped before anybody awaited it, so it did nothing.
    NeverAwaited {
        /// Its name.
        text: TextId,
    },
    /// The task was asked to stop.
    CancelRequested {
        /// The task that asked; `None` when the run itself was stopped or came to its end.
        by: Option<TaskId>,
    },
    /// The task's coroutine was dropped before it completed. This ends a poll that was going on.
    Cancelled,
    /// Something the task owns was dropped; programs say so to show the order of clean-up.
    Dropped {
        /// What.
        text: TextId,
    },
    /// The number of things held by a channel or semaphore changed; for pictures of occupancy.
    Level {
        /// Which one.
        object: u16,
        /// How many it holds now.
        held: u16,
    },
    /// How many of something there are now, as a program counts it; for the same pictures.
    NamedLevel {
        /// Of what. Only the first 65,536 texts of a trace can be told apart here.
        name: TextId,
        /// How many.
        held: u16,
    },
}

/// What a task waits on.
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
    /// Nothing: it only lets the others run.
    Yield,
    /// A message, or room for one, in a channel.
    Channel(u32),
    /// A permit of a semaphore.
    Semaphore(u32),
    /// An event to be set.
    Event(u32),
    /// The next value that a caller sends to this generator.
    Send,
    /// Something outside of the loop: a fetch, a worker, a database.
    Host(TextId),
}

/// Who put a task in the ready queue.
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
}
