//! Finding out which of several tasks finished, without polling them all each time.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use super::trace::TaskId;

/// A list of finished tasks. The loop adds to it, and a single reader takes from it.
#[derive(Clone, Debug, Default)]
pub(super) struct Watch(Arc<Mutex<Inner>>);

#[derive(Debug, Default)]
struct Inner {
    finished: VecDeque<TaskId>,
    waker: Option<Waker>,
}

impl Watch {
    /// Whether both are the same list.
    pub(super) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Adds a finished task. Returns the waker of the reader, to be woken where no lock is held.
    #[must_use]
    pub(super) fn add(&self, task: TaskId) -> Option<Waker> {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inner.finished.push_back(task);
        inner.waker.take()
    }

    /// The task that finished next.
    pub(super) fn poll_next(&self, cx: &Context<'_>) -> Poll<TaskId> {
        let waker = cx.waker().clone();
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(task) = inner.finished.pop_front() {
            return Poll::Ready(task);
        }
        let before = inner.waker.replace(waker);
        drop(inner);
        drop(before);
        Poll::Pending
    }
}
