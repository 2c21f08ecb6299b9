//! Why a worker did not do its job.

use std::fmt;

/// Why a worker did not do what it was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkerError {
    /// It could not be started, for this reason.
    NotStarted(String),
    /// It was terminated before its job was done.
    Terminated,
    /// Its job panicked, and said this.
    Crashed(String),
    /// Its job waits, and nothing is left that could wake it.
    Stuck,
    /// There is no such job, or it does not take such an input or give such an answer: what runs in
    /// the worker is of another version than what started it.
    Unreadable,
}

impl WorkerError {
    /// What a worker hears that would start another one.
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
