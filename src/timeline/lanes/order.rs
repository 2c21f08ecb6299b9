//! The order of the lanes: each task, then its children in the order of spawning.

use crate::runtime::trace::TaskId;

use super::timeline::{Place, Timeline};

impl Timeline {
    /// Puts the lanes in order.
    pub(super) fn order(&mut self) {
        self.lanes.clear();
        self.places.resize(self.histories.len(), Place::default());
        for root in 0..self.histories.len() {
            if self.histories[root].parent.is_none() {
                self.place(root as u32);
            }
        }
    }

    /// Places a task and all its descendants. There is no recursion, because a trace may nest as
    /// deep as it is long.
    fn place(&mut self, root: u32) {
        let mut next = Some((root, 0));
        while let Some((task, depth)) = next {
            self.places[task as usize] = Place { lane: self.lanes.len() as u32, depth };
            self.lanes.push(TaskId(task));
            next = self.histories[task as usize].first_child.map(|child| (child, depth + 1));
            let mut up = (task, depth);
            while next.is_none() && up.0 != root {
                let history = &self.histories[up.0 as usize];
                next = history.next_sibling.map(|sibling| (sibling, up.1));
                let Some(parent) = history.parent else { break };
                up = (parent.0, up.1 - 1);
            }
        }
    }
}
