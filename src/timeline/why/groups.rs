//! Grouping by place, and picking the longest.

use std::cmp::Reverse;

use crate::runtime::trace::{SiteId, TaskId};
use crate::timeline::lanes::TaskState;

/// Numbers places in the order in which they are first asked for.
///
/// Lines and tasks are numbered already, so a list finds them as fast as a hash map would, without
/// the code of one.
#[derive(Debug, Default)]
pub(in crate::timeline) struct Groups {
    numbers: Vec<Option<u32>>,
    count: u32,
}

impl Groups {
    /// The number of a place: a state and a line, or a state and a task where no line is known.
    pub fn number(&mut self, state: TaskState, site: Option<SiteId>, task: TaskId) -> usize {
        let place = site.map_or(task.0 as usize * 2 + 1, |site| usize::from(site.0) * 2);
        let key = place * TaskState::COUNT + usize::from(state.code());
        if key >= self.numbers.len() {
            self.numbers.resize(key + 1, None);
        }
        let number = *self.numbers[key].get_or_insert(self.count);
        self.count = self.count.max(number + 1);
        number as usize
    }
}

/// The `most` longest items, the longest first; equal items keep their order. It picks instead of
/// sorting, because few of many are wanted.
pub(in crate::timeline) fn longest<T>(
    mut all: Vec<T>,
    most: usize,
    us: impl Fn(&T) -> u64,
) -> Vec<T> {
    let mut picked = Vec::new();
    while picked.len() < most {
        let next = all.iter().enumerate().min_by_key(|(_, item)| Reverse(us(item)));
        let Some((place, _)) = next else { break };
        picked.push(all.remove(place));
    }
    picked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_keeps_its_number() {
        let mut groups = Groups::default();
        let (line, other) = (Some(SiteId(4)), Some(SiteId(2)));
        assert_eq!(groups.number(TaskState::Timer, line, TaskId(7)), 0);
        assert_eq!(groups.number(TaskState::Timer, other, TaskId(7)), 1);
        assert_eq!(groups.number(TaskState::Timer, line, TaskId(8)), 0);
        assert_eq!(groups.number(TaskState::Ready, line, TaskId(8)), 2);
    }

    #[test]
    fn without_a_line_tasks_have_places_of_their_own() {
        let mut groups = Groups::default();
        let numbers = [7, 4, 7].map(|task| groups.number(TaskState::Timer, None, TaskId(task)));
        assert_eq!(numbers, [0, 1, 0]);
        assert_eq!(groups.number(TaskState::Timer, Some(SiteId(4)), TaskId(4)), 2);
    }

    #[test]
    fn the_longest_come_first_and_equal_ones_in_order() {
        let all = vec![("a", 1), ("b", 3), ("c", 2), ("d", 3)];
        assert_eq!(longest(all.clone(), 3, |item| item.1), [("b", 3), ("d", 3), ("c", 2)]);
        assert_eq!(longest(all, 9, |item| item.1).len(), 4);
    }
}
