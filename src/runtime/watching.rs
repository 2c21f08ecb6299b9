//! A wait for several tasks, from the side of whoever waits.

use std::sync::Arc;
use std::task::{Context, Poll};

use super::state::Core;
use super::task::Task;
use super::trace::{On, TaskId};
use super::watch::Watch;

/// Has a watch know of the end of tasks, until it is dropped: nobody is woken for it after that.
#[derive(Debug)]
pub(super) struct Watching {
    watch: Watch,
    /// The first task of each range, and its loop: a handle may come from another one.
    ranges: Vec<(Arc<Core>, TaskId)>,
}

impl Watching {
    /// Watches the tasks. What has finished before is listed at once, in the order given.
    pub(super) fn new<T>(tasks: &[Task<T>], watch: Watch) -> Self {
        let mut watching = Self { watch, ranges: Vec::new() };
        let mut open: Option<Open<'_>> = None;
        for task in tasks {
            let (Some(core), id) = (task.core(), task.id()) else { continue };
            let left = u32::from(!task.is_finished());
            if left == 0 {
                watching.watch.add_finished(id);
            }
            match &mut open {
                Some(open) if open.goes_on_with(core, id) => {
                    open.last = id;
                    open.left += left;
                }
                _ if left == 0 => {}
                _ => {
                    let before = open.replace(Open { core, first: id, last: id, left });
                    watching.begin(before);
                }
            }
        }
        watching.begin(open);
        watching
    }

    fn begin(&mut self, range: Option<Open<'_>>) {
        let Some(Open { core, first, last, left }) = range else { return };
        self.watch.expect(left as usize);
        core.lock().watches.begin((first, last), left, self.watch.clone());
        self.ranges.push((Arc::clone(core), first));
    }

    /// The task that finished next.
    pub(super) fn poll_next(&self, cx: &Context<'_>) -> Poll<TaskId> {
        self.watch.poll_next(cx)
    }

    /// Ready when all tasks have finished.
    pub(super) fn poll_all(&self, cx: &Context<'_>) -> Poll<()> {
        self.watch.poll_all(cx)
    }

    /// Does not watch any more.
    pub(super) fn stop(&mut self) {
        for (core, first) in self.ranges.drain(..) {
            core.lock().watches.end(first, &self.watch);
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A range of tasks to which the next may belong.
struct Open<'a> {
    core: &'a Arc<Core>,
    first: TaskId,
    last: TaskId,
    left: u32,
}

impl Open<'_> {
    fn goes_on_with(&self, core: &Arc<Core>, task: TaskId) -> bool {
        self.last.0.checked_add(1) == Some(task.0) && Arc::ptr_eq(self.core, core)
    }
}

/// What a wait for all of these tasks is recorded as: of a single one, the record says which.
pub(super) fn all_of(mut tasks: impl ExactSizeIterator<Item = TaskId>) -> On {
    match (tasks.len(), tasks.next()) {
        (1, Some(task)) => On::Task(task),
        (of, _) => On::AllTasks { of: u32::try_from(of).unwrap_or(u32::MAX) },
    }
}

#[cfg(test)]
mod tests {
    use super::super::spawn::spawn;
    use super::super::watch::Watch;
    use super::super::{Options, Task, yield_now};
    use super::Watching;
    use crate::drivers::simulation::simulate;

    fn ranges(tasks: &[Task<()>]) -> usize {
        Watching::new(tasks, Watch::counting()).ranges.len()
    }

    #[test]
    fn tasks_that_were_spawned_one_after_the_other_are_one_range() {
        let trace = simulate(Options::default(), async {
            let mut tasks: Vec<_> = (0..1000).map(|_| spawn(async {})).collect();
            assert_eq!(ranges(&tasks), 1);
            drop(tasks.remove(500));
            assert_eq!(ranges(&tasks), 2);
            yield_now().await;
            assert_eq!(ranges(&tasks), 0, "all have ended");
            tasks.push(spawn(async {}));
            assert_eq!(ranges(&tasks), 1);
        });
        assert_eq!(trace.last_us(), 0);
    }
}
