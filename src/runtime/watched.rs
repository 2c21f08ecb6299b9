//! Several tasks that are taken one after the other, in the order in which they finish.

use std::collections::BTreeMap;
use std::task::{Context, Poll};

use super::task::Task;
use super::trace::TaskId;
use super::watch::Watch;

/// Tasks, of which the next to finish can be waited for.
#[derive(Debug)]
pub(super) struct Watched<T> {
    tasks: BTreeMap<TaskId, Task<T>>,
    /// The order in which they were given.
    order: Vec<TaskId>,
    watch: Watch,
}

impl<T> Watched<T> {
    pub(super) fn new(tasks: impl IntoIterator<Item = Task<T>>) -> Self {
        let watch = Watch::default();
        let mut order = Vec::new();
        let mut watched = BTreeMap::new();
        for task in tasks {
            let id = task.id();
            if task.is_finished() {
                // No task has polled the watch yet, so there is no waker to wake.
                let _ = watch.add(id);
            } else {
                task.watch(&watch);
            }
            order.push(id);
            watched.insert(id, task);
        }
        Self { tasks: watched, order, watch }
    }

    /// The task that finished next; `None` if none is left.
    pub(super) fn poll_next(&mut self, cx: &Context<'_>) -> Poll<Option<Task<T>>> {
        while !self.tasks.is_empty() {
            match self.watch.poll_next(cx) {
                Poll::Ready(id) => {
                    if let Some(task) = self.tasks.remove(&id) {
                        return Poll::Ready(Some(task));
                    }
                }
                Poll::Pending => return Poll::Pending,
            }
        }
        Poll::Ready(None)
    }

    /// The tasks that were not taken, in the order given.
    pub(super) fn take_rest(&mut self) -> Vec<Task<T>> {
        self.unwatch();
        self.order.iter().filter_map(|id| self.tasks.remove(id)).collect()
    }

    /// All tasks, also those that were taken, in the order given.
    pub(super) fn order(&self) -> &[TaskId] {
        &self.order
    }

    fn unwatch(&self) {
        for task in self.tasks.values() {
            task.unwatch(&self.watch);
        }
    }
}

impl<T> Drop for Watched<T> {
    fn drop(&mut self) {
        self.unwatch();
    }
}
