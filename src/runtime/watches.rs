//! Who waits for the end of which tasks.

use std::collections::BTreeMap;

use super::trace::TaskId;
use super::watch::Watch;

/// The watches of a loop, each for a range of tasks: those that are waited for together were mostly
/// spawned one after the other, so that a hundred thousand of them are one entry. A task has one
/// handle, and so no two ranges overlap.
#[derive(Debug, Default)]
pub(super) struct Watches(BTreeMap<TaskId, Range>);

/// Tasks that a watch is for, from the key of this entry on.
#[derive(Debug)]
struct Range {
    last: TaskId,
    /// How many of them have not finished.
    left: u32,
    watch: Watch,
}

impl Watches {
    /// Begins to watch the tasks from the first to the last, of which so many have not finished.
    pub(super) fn begin(&mut self, (first, last): (TaskId, TaskId), left: u32, watch: Watch) {
        self.0.insert(first, Range { last, left, watch });
    }

    /// The watch that has to know of the end of a task. One that only counts is told of whole ranges.
    pub(super) fn ended(&mut self, task: TaskId) -> Option<Watch> {
        let (first, range) = self.0.range_mut(..=task).next_back()?;
        if range.last < task {
            return None;
        }
        range.left = range.left.saturating_sub(1);
        if range.left > 0 {
            return range.watch.lists().then(|| range.watch.clone());
        }
        let first = *first;
        self.0.remove(&first).map(|range| range.watch)
    }

    /// Watches the range that begins with this task no longer, if it is still this watch's.
    pub(super) fn end(&mut self, first: TaskId, watch: &Watch) {
        if self.0.get(&first).is_some_and(|range| range.watch.is(watch)) {
            self.0.remove(&first);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::trace::TaskId;
    use super::super::watch::{Wakes, Watch};
    use super::Watches;

    #[test]
    fn a_watch_is_found_for_each_task_of_its_range_and_no_other_until_all_have_ended() {
        let mut watches = Watches::default();
        let [low, high] = [(); 2].map(|()| Watch::listing(Wakes::Last));
        watches.begin((TaskId(2), TaskId(4)), 2, low.clone());
        watches.begin((TaskId(7), TaskId(7)), 1, high.clone());
        let mut is = |task, watch: &Watch| watches.ended(TaskId(task)).map(|found| found.is(watch));
        assert_eq!([1, 5, 6, 8].map(|task| is(task, &low)), [None; 4]);
        assert_eq!(is(7, &high), Some(true));
        assert_eq!(is(7, &high), None);
        assert_eq!([4, 2].map(|task| is(task, &low)), [Some(true); 2]);
        assert_eq!(watches.0.len(), 0);
    }

    #[test]
    fn a_watch_that_only_counts_is_told_of_the_last_end_of_a_range() {
        let mut watches = Watches::default();
        watches.begin((TaskId(1), TaskId(3)), 3, Watch::counting());
        let ended = [2, 3, 1].map(|task| watches.ended(TaskId(task)).is_some());
        assert_eq!(ended, [false, false, true]);
    }

    #[test]
    fn a_range_is_ended_only_by_its_own_watch() {
        let mut watches = Watches::default();
        let [mine, other] = [(); 2].map(|()| Watch::listing(Wakes::Last));
        watches.begin((TaskId(1), TaskId(3)), 3, mine.clone());
        watches.end(TaskId(1), &other);
        assert!(watches.ended(TaskId(2)).is_some());
        watches.end(TaskId(1), &mine);
        assert!(watches.ended(TaskId(3)).is_none());
    }
}
