//! Several tasks that are taken one after the other, in the order in which they finish.

use std::collections::BTreeMap;
use std::task::{Context, Poll};

use super::task::Task;
use super::trace::{On, TaskId};
use super::watch::{Wakes, Watch};
use super::watching::{Watching, all_of};

/// Tasks, of which the next to finish can be waited for.
#[derive(Debug)]
pub(super) struct Watched<T> {
    // Comes first, because nobody is to be woken while the tasks below are dropped.
    watching: Watching,
    tasks: BTreeMap<TaskId, Task<T>>,
    /// The order in which they were given.
    order: Vec<TaskId>,
}

impl<T> Watched<T> {
    /// Watches the tasks. `wakes` says at which ends whoever polls this is woken.
    pub(super) fn new(tasks: impl IntoIterator<Item = Task<T>>, wakes: Wakes) -> Self {
        let tasks: Vec<Task<T>> = tasks.into_iter().collect();
        let watching = Watching::new(&tasks, Watch::listing(wakes));
        let order = tasks.iter().map(Task::id).collect();
        let mut watched = BTreeMap::new();
        // Without sorting, which `collect` would do.
        for task in tasks {
            watched.insert(task.id(), task);
        }
        Self { watching, tasks: watched, order }
    }

    /// The task that finished next; `None` if none is left.
    pub(super) fn poll_next(&mut self, cx: &Context<'_>) -> Poll<Option<Task<T>>> {
        while !self.tasks.is_empty() {
            match self.watching.poll_next(cx) {
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
        self.watching.stop();
        self.order.iter().filter_map(|id| self.tasks.remove(id)).collect()
    }

    /// All tasks, also those that were taken, in the order given.
    pub(super) fn order(&self) -> &[TaskId] {
        &self.order
    }

    /// What a wait for all of them is recorded as.
    pub(super) fn all(&self) -> On {
        all_of(self.order.iter().copied())
    }
}
