//! A list in blocks, for a great many small things.
//!
//! A list in one piece has up to twice as many places as it needs, and leaves behind the memory of each
//! shorter piece that it was copied from.

/// A block has so many places.
const BLOCK: usize = 1 << 10;

/// Places that are numbered from 0, in the order in which they were added.
#[derive(Debug)]
pub(super) struct Blocks<T> {
    /// Blocks that are full.
    full: Vec<Vec<T>>,
    /// What was added behind them. The first block grows like any list, because most loops are small.
    last: Vec<T>,
}

impl<T> Default for Blocks<T> {
    fn default() -> Self {
        Self { full: Vec::new(), last: Vec::new() }
    }
}

impl<T> Blocks<T> {
    pub(super) fn len(&self) -> usize {
        self.full.len() * BLOCK + self.last.len()
    }

    pub(super) fn push(&mut self, value: T) {
        if self.last.len() == BLOCK {
            self.begin_block();
        }
        self.last.push(value);
    }

    #[cold]
    #[inline(never)]
    fn begin_block(&mut self) {
        let full = std::mem::replace(&mut self.last, Vec::with_capacity(BLOCK));
        self.full.push(full);
    }

    pub(super) fn get(&self, place: usize) -> Option<&T> {
        match self.full.get(place / BLOCK) {
            Some(block) => block.get(place % BLOCK),
            None => self.last.get(place - self.full.len() * BLOCK),
        }
    }

    pub(super) fn get_mut(&mut self, place: usize) -> Option<&mut T> {
        let full = self.full.len();
        match self.full.get_mut(place / BLOCK) {
            Some(block) => block.get_mut(place % BLOCK),
            None => self.last.get_mut(place - full * BLOCK),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Blocks};

    #[test]
    fn each_place_keeps_what_was_put_there() {
        for count in [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 2 * BLOCK + 7] {
            let mut blocks = Blocks::default();
            (0..count).for_each(|value| blocks.push(value));
            assert_eq!(blocks.len(), count);
            for place in [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 6, 9 * BLOCK, count] {
                let expected = (place < count).then_some(place);
                assert_eq!(blocks.get(place).copied(), expected, "{place} of {count}");
                assert_eq!(blocks.get_mut(place).copied(), expected, "{place} of {count}");
            }
        }
    }

    #[test]
    fn a_short_list_takes_no_whole_block() {
        let mut blocks = Blocks::default();
        blocks.push(0_u64);
        assert!(blocks.last.capacity() < 10);
    }
}
