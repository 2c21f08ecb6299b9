//! The rows of a trace, in blocks.
//!
//! A trace grows while a program runs. In one piece it would be copied whenever it has doubled, to memory
//! that nobody has used before: that took a good part of what recording takes.

use std::ops::Range;

use super::row::Row;

/// A block has so many rows: half a mebibyte.
const BLOCK: usize = 1 << 15;

/// Rows, in the order in which they were recorded.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    /// Blocks that are full.
    full: Vec<Vec<Row>>,
    /// The rows behind them. Those of a short trace grow like any list.
    last: Vec<Row>,
}

impl Rows {
    /// No rows, and room for so many.
    pub fn with_capacity(rows: usize) -> Self {
        Self { full: Vec::new(), last: Vec::with_capacity(rows.min(BLOCK)) }
    }

    #[inline(always)]
    pub fn len(&self) -> usize {
        self.full.len() * BLOCK + self.last.len()
    }

    /// For how many rows memory is taken.
    pub fn capacity(&self) -> usize {
        self.full.len() * BLOCK + self.last.capacity()
    }

    #[inline(always)]
    pub fn push(&mut self, row: Row) {
        if self.last.len() == BLOCK {
            self.begin_block();
        }
        self.last.push(row);
    }

    #[cold]
    #[inline(never)]
    fn begin_block(&mut self) {
        let full = std::mem::replace(&mut self.last, Vec::with_capacity(BLOCK));
        self.full.push(full);
    }

    /// Gives the row that was added last a site.
    #[inline(always)]
    pub fn set_last_site(&mut self, site: u16) {
        if let Some(row) = self.last.last_mut() {
            row.site = site;
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = &Row> + Clone {
        self.iter_from(0)
    }

    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Row> {
        self.full.iter_mut().chain(std::iter::once(&mut self.last)).flatten()
    }

    /// The rows from one on.
    pub fn iter_from(&self, first: usize) -> impl Iterator<Item = &Row> + Clone {
        let block = (first / BLOCK).min(self.full.len());
        let blocks = self.full[block..].iter().chain(std::iter::once(&self.last));
        blocks.flatten().skip(first - block * BLOCK)
    }

    /// The first of the rows given, as far as they lie in one block: empty only if there are none.
    #[inline(always)]
    pub fn piece(&self, rows: Range<usize>) -> &[Row] {
        let block = self.full.get(rows.start / BLOCK).unwrap_or(&self.last);
        let first = rows.start - (rows.start / BLOCK).min(self.full.len()) * BLOCK;
        let end = block.len().min(first.saturating_add(rows.len()));
        block.get(first..end).unwrap_or_default()
    }
}

#[cfg(test)]
impl Rows {
    pub fn swap_first_two(&mut self) {
        self.last.swap(0, 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(count: usize) -> Rows {
        let mut rows = Rows::with_capacity(4);
        for arg in 0..count as u32 {
            rows.push(Row { time: 0, task: 0, arg, site: 0, kind: 0 });
        }
        rows
    }

    #[test]
    fn rows_come_out_in_the_order_in_which_they_went_in() {
        for count in [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 2 * BLOCK + 7] {
            let rows = rows(count);
            assert_eq!(rows.len(), count);
            assert!(rows.capacity() >= count);
            for first in [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, count, count + 1, 5 * BLOCK] {
                let args = rows.iter_from(first).map(|row| row.arg as usize);
                assert!(args.eq(first..count), "from {first} of {count}");
            }
        }
    }

    #[test]
    fn pieces_end_with_their_block() {
        let count = 2 * BLOCK + 7;
        let rows = rows(count);
        let piece = |range| rows.piece(range).iter().map(|row| row.arg as usize);
        assert!(piece(3..9).eq(3..9));
        assert!(piece(BLOCK - 2..count).eq(BLOCK - 2..BLOCK));
        assert!(piece(BLOCK..count).eq(BLOCK..2 * BLOCK));
        assert!(piece(2 * BLOCK + 1..usize::MAX).eq(2 * BLOCK + 1..count));
        assert!(piece(count..usize::MAX).eq(0..0));
        assert!(piece(9 * BLOCK..usize::MAX).eq(0..0));
    }
}
