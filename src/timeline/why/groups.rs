//! What happened at the same place, put together, and the longest of it.

use std::cmp::Reverse;

use crate::runtime::trace::{SiteId, TaskId};
use crate::timeline::lanes::State;

/// Numbers places in the order in which they are first asked for.
///
/// Lines and tasks are numbered already, so a list finds them as fast as a hash would, and brings
/// none of its code.
#[derive(Debug, Default)]
pub(in crate::timeline) struct Groups {
    numbers: Vec<Option<u32>>,
    count: u32,
}

impl Groups {
    /// The number of the place at which a task was in a state. Without a line it is the task that
    /// tells places apart.
    pub fn number(&mut self, state: State, site: Option<SiteId>, task: TaskId) -> usize {
        let place = site.map_or(task.0 as usize * 2 + 1, |site| usize::from(site.0) * 2);
        let key = place * State::COUNT + usize::from(state.code());
        if key >= self.numbers.len() {
            self.numbers.resize(key + 1, None);
        }
        let number = *self.numbers[key].get_or_insert(self.count);
        self.count = self.count.max(number + 1);
        number as usize
    }
}

/// The longest of these, the longest first, and equal ones in their order. Few are wanted of what
/// may be many, so they are picked rather than sorted.
pub(in crate::timeline) fn longest<T>(
    mut all: Vec<T>,
    most: usize,
    us: impl Fn(&T) -> u64,
) -> Vec<T> {
    let mut picked = Vec::new();
    while picked.len() < most {
        let next = all.iter().enumerate().min_by_key(|(_, one)| Reverse(us(one)));
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
        assert_eq!(groups.number(State::Timer, line, TaskId(7)), 0);
        assert_eq!(groups.number(State::Timer, other, TaskId(7)), 1);
        assert_eq!(groups.number(State::Timer, line, TaskId(8)), 0);
        assert_eq!(groups.number(State::Ready, line, TaskId(8)), 2);
    }

    #[test]
    fn without_a_line_tasks_have_places_of_their_own() {
        let mut groups = Groups::default();
        let numbers = [7, 4, 7].map(|task| groups.number(State::Timer, None, TaskId(task)));
        assert_eq!(numbers, [0, 1, 0]);
        assert_eq!(groups.number(State::Timer, Some(SiteId(4)), TaskId(4)), 2);
    }

    #[test]
    fn the_longest_come_first_and_equal_ones_in_order() {
        let all = vec![("a", 1), ("b", 3), ("c", 2), ("d", 3)];
        assert_eq!(longest(all.clone(), 3, |one| one.1), [("b", 3), ("d", 3), ("c", 2)]);
        assert_eq!(longest(all, 9, |one| one.1).len(), 4);
    }
}
