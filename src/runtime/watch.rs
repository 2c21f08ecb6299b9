//! Finding out which of several tasks finished, without polling them all each time.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use super::trace::TaskId;

/// What a single reader knows of the tasks that it waits for. The loop adds those that have
/// finished, and wakes the reader when it has waited enough.
#[derive(Clone, Debug)]
pub(super) struct Watch(Arc<Mutex<Inner>>);

/// When the reader is woken. When all tasks have finished, it is in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wakes {
    /// At the end of each task.
    AtEach,
    /// At the end of each task that may have failed.
    AtErrors,
    /// When all have finished.
    AtLast,
}

#[derive(Debug)]
struct Inner {
    wakes: Wakes,
    /// How many tasks have not finished.
    left: usize,
    /// Those that have, for a reader who takes them one after the other. Whoever waits for all of a
    /// great many tasks has no use for a list of them.
    finished: Option<VecDeque<TaskId>>,
    waker: Option<Waker>,
}

impl Watch {
    /// For a reader who takes one finished task after the other.
    pub(super) fn listing(wakes: Wakes) -> Self {
        Self::new(wakes, Some(VecDeque::new()))
    }

    /// For a reader who waits for all tasks.
    pub(super) fn counting() -> Self {
        Self::new(Wakes::AtLast, None)
    }

    fn new(wakes: Wakes, finished: Option<VecDeque<TaskId>>) -> Self {
        Self(Arc::new(Mutex::new(Inner { wakes, left: 0, finished, waker: None })))
    }

    /// Whether both are the same.
    pub(super) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Expects that many more tasks to finish.
    pub(super) fn expect(&self, tasks: usize) {
        self.with(|inner| inner.left += tasks);
    }

    /// Lists a task that had finished before anybody waited for it.
    pub(super) fn add_finished(&self, task: TaskId) {
        self.with(|inner| inner.list(task));
    }

    /// Adds a task that has finished. Returns the waker of the reader if it has waited enough, to be
    /// woken where no lock is held.
    #[must_use]
    pub(super) fn add(&self, task: TaskId, may_have_failed: bool) -> Option<Waker> {
        self.with(|inner| {
            inner.list(task);
            inner.left = inner.left.saturating_sub(1);
            let is_enough = match inner.wakes {
                Wakes::AtEach => true,
                Wakes::AtErrors => may_have_failed,
                Wakes::AtLast => false,
            };
            if is_enough || inner.left == 0 { inner.waker.take() } else { None }
        })
    }

    /// The task that finished next.
    pub(super) fn poll_next(&self, cx: &Context<'_>) -> Poll<TaskId> {
        self.poll(cx, |inner| inner.finished.as_mut()?.pop_front())
    }

    /// Ready when all tasks have finished.
    pub(super) fn poll_all(&self, cx: &Context<'_>) -> Poll<()> {
        self.poll(cx, |inner| (inner.left == 0).then_some(()))
    }

    fn poll<T>(&self, cx: &Context<'_>, look: impl FnOnce(&mut Inner) -> Option<T>) -> Poll<T> {
        // A waker is neither cloned nor dropped while this is locked.
        let waker = cx.waker().clone();
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = look(&mut inner) {
            return Poll::Ready(found);
        }
        let before = inner.waker.replace(waker);
        drop(inner);
        drop(before);
        Poll::Pending
    }

    fn with<T>(&self, work: impl FnOnce(&mut Inner) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Inner {
    fn list(&mut self, task: TaskId) {
        if let Some(finished) = &mut self.finished {
            finished.push_back(task);
        }
    }
}
