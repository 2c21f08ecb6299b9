//! One row of a record.

/// How many numbers a row has.
pub(super) const WIDTH: usize = 6;

/// A row, as it came.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub kind: i64,
    pub lane: i64,
    pub at_us: i64,
    pub a: i64,
    pub b: i64,
    pub site: i64,
}

impl From<&[i64; WIDTH]> for Row {
    fn from(&[kind, lane, at_us, a, b, site]: &[i64; WIDTH]) -> Self {
        Self { kind, lane, at_us, a, b, site }
    }
}
