//! Rows, in columns of the narrowest numbers that hold them.

use super::chunks::Fields;
use crate::asyncio::row::WIDTH;

/// The place of the times in a row. They are written as what goes by from row to row.
const TIMES: usize = 2;

/// The rows of a chunk. Each number takes at least a byte, so there are never many rows in few bytes.
#[derive(Debug)]
pub(super) struct Columns<'a> {
    count: usize,
    columns: [Column<'a>; WIDTH],
}

#[derive(Clone, Copy, Debug, Default)]
struct Column<'a> {
    width: usize,
    bytes: &'a [u8],
}

impl<'a> Columns<'a> {
    /// The rows in this content, if it is nothing else.
    pub fn of(content: &'a [u8]) -> Option<Self> {
        let mut fields = Fields(content);
        let count = fields.u32()? as usize;
        let mut columns = [Column::default(); WIDTH];
        for column in &mut columns {
            let width = usize::from(fields.byte()?);
            if !matches!(width, 1 | 2 | 4 | 8) {
                return None;
            }
            *column = Column { width, bytes: fields.bytes(count.checked_mul(width)?)? };
        }
        fields.0.is_empty().then_some(Self { count, columns })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// A row. Its time counts from `last_us`, which becomes that of this row; `None` if that is too
    /// much for a number.
    pub fn row(&self, number: usize, last_us: &mut i64) -> Option<[i64; WIDTH]> {
        let mut row = [0; WIDTH];
        for (value, column) in row.iter_mut().zip(&self.columns) {
            *value = column.number(number)?;
        }
        *last_us = last_us.checked_add(row[TIMES])?;
        row[TIMES] = *last_us;
        Some(row)
    }
}

impl Column<'_> {
    fn number(&self, number: usize) -> Option<i64> {
        let bytes = self.bytes.get(number.checked_mul(self.width)?..)?.get(..self.width)?;
        // The highest byte has the sign.
        let sign = if bytes.last()? & 0x80 == 0 { 0 } else { 0xff };
        let mut whole = [sign; 8];
        // Nothing here can panic, whose text would be in what Run waits for.
        whole.iter_mut().zip(bytes).for_each(|(to, byte)| *to = *byte);
        Some(i64::from_le_bytes(whole))
    }
}
