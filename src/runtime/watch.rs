//! Finding out which of several tasks finished, without polling them all each time.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use super::trace::TaskId;

/// What a single reader knows of the tasks that it waits for. The loop adds those that have
/// finished, and wakes the reader when it has waited enough.
#[derive(Clone, Debug)]
pub(super) struct Watch {
    inner: Arc<Mutex<Inner>>,
    /// Whether the reader takes one task after the other. If not, it only counts.
    lists: bool,
}

/// When the reader is woken. When all tasks have finished, it is in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wakes {
    /// At the end of each task.
    Each,
    /// At the end of each task that may have failed.
    Errors,
    /// When all have finished.
    Last,
}

#[derive(Debug)]
struct Inner {
    wakes: Wakes,
    /// How many tasks have not finished; if the reader only counts, how many ranges of them.
    left: usize,
    /// Those that have, for a reader who takes them one after the other. Whoever waits for all of a
    /// great many tasks has no use for a list of them.
    finished: VecDeque<TaskId>,
    waker: Option<Waker>,
}

impl Watch {
    /// For a reader who takes one finished task after the other.
    pub(super) fn listing(wakes: Wakes) -> Self {
        Self::new(wakes, true)
    }

    /// For a reader who waits for all tasks.
    pub(super) fn counting() -> Self {
        Self::new(Wakes::Last, false)
    }

    fn new(wakes: Wakes, lists: bool) -> Self {
        let inner = Inner { wakes, left: 0, finished: VecDeque::new(), waker: None };
        Self { inner: Arc::new(Mutex::new(inner)), lists }
    }

    /// Whether it has to know of the end of each task. If not, it is told of whole ranges.
    pub(super) fn lists(&self) -> bool {
        self.lists
    }

    /// Whether both are the same.
    pub(super) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner)
    }

    /// Expects a range of tasks to finish.
    pub(super) fn expect(&self, tasks: usize) {
        let more = if self.lists { tasks } else { 1 };
        self.with(|inner| inner.left += more);
    }

    /// Lists a task that had finished before anybody waited for it.
    pub(super) fn add_finished(&self, task: TaskId) {
        self.with(|inner| self.list(inner, task));
    }

    /// Adds a task that has finished, or the last one of its range. Returns the waker of the reader if it has waited enough, to be
    /// woken where no lock is held.
    #[must_use]
    pub(super) fn add(&self, task: TaskId, may_have_failed: bool) -> Option<Waker> {
        self.with(|inner| {
            self.list(inner, task);
            inner.left = inner.left.saturating_sub(1);
            let is_enough = match inner.wakes {
                Wakes::Each => true,
                Wakes::Errors => may_have_failed,
                Wakes::Last => false,
            };
            if is_enough || inner.left == 0 { inner.waker.take() } else { None }
        })
    }

    /// The task that finished next.
    pub(super) fn poll_next(&self, cx: &Context<'_>) -> Poll<TaskId> {
        self.poll(cx, |inner| inner.finished.pop_front())
    }

    /// Ready when all tasks have finished.
    pub(super) fn poll_all(&self, cx: &Context<'_>) -> Poll<()> {
        self.poll(cx, |inner| (inner.left == 0).then_some(()))
    }

    fn poll<T>(&self, cx: &Context<'_>, look: impl FnOnce(&mut Inner) -> Option<T>) -> Poll<T> {
        // A waker is neither cloned nor dropped while this is locked.
        let waker = cx.waker().clone();
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = look(&mut inner) {
            return Poll::Ready(found);
        }
        let before = inner.waker.replace(waker);
        drop(inner);
        drop(before);
        Poll::Pending
    }

    fn list(&self, inner: &mut Inner, task: TaskId) {
        if self.lists {
            inner.finished.push_back(task);
        }
    }

    fn with<T>(&self, work: impl FnOnce(&mut Inner) -> T) -> T {
        work(&mut self.inner.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
