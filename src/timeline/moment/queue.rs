//! The ready queue of a run, reconstructed from its trace.

use std::collections::VecDeque;

use crate::runtime::trace::TaskId;

/// The tasks that the loop could poll, in the order in which they entered the queue.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Queue {
    tasks: VecDeque<TaskId>,
    /// For each task whether it is in the queue.
    is_in: Vec<bool>,
}

impl Queue {
    pub(super) fn len(&self) -> usize {
        self.tasks.len()
    }

    pub(super) fn contains(&self, task: TaskId) -> bool {
        self.is_in.get(task.0 as usize).copied().unwrap_or_default()
    }

    /// Puts a task at the end of the queue, unless it is in the queue already. The task must exist.
    pub(super) fn push(&mut self, task: TaskId) {
        let number = task.0 as usize;
        if self.is_in.len() <= number {
            self.is_in.resize(number + 1, false);
        }
        if !self.is_in[number] {
            self.is_in[number] = true;
            self.tasks.push_back(task);
        }
    }

    /// Takes a task out, and returns the place that it had.
    pub(super) fn take(&mut self, task: TaskId) -> Option<usize> {
        let place = self.place(task)?;
        self.tasks.remove(place);
        self.is_in[task.0 as usize] = false;
        Some(place)
    }

    /// The place of a task.
    pub(super) fn place(&self, task: TaskId) -> Option<usize> {
        if !self.contains(task) {
            return None;
        }
        self.tasks.iter().position(|other| *other == task)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = TaskId> + '_ {
        self.tasks.iter().copied()
    }
}
