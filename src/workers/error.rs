//! Why a worker did not do its job.

use std::fmt;

/// Why a worker did not do its job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkerError {
    /// It could not be started, for this reason.
    NotStarted(String),
    /// It was terminated before its job was done.
    Terminated,
    /// Its job panicked with this message.
    Crashed(String),
    /// Its job waits, and nothing can wake it.
    Stuck,
    /// The worker does not know the job, or input and output do not fit: the worker runs another
    /// version of the program than the page.
    Unreadable,
}

impl WorkerError {
    /// The error for a worker that tries to start another worker.
    pub(super) fn nested() -> Self {
        Self::NotStarted("a worker cannot start workers of its own here".to_owned())
    }
}

impl fmt::Display for WorkerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotStarted(why) => write!(f, "the worker could not be started: {why}"),
            Self::Terminated => f.write_str("the worker was terminated before it was done"),
            Self::Crashed(what) => write!(f, "the worker crashed: {what}"),
            Self::Stuck => f.write_str("its job waits for something that never comes"),
            Self::Unreadable => f.write_str("the worker is of another version; reload the page"),
        }
    }
}

impl std::error::Error for WorkerError {}
