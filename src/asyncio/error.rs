//! What can be wrong with a record.

use std::fmt;

/// What is wrong with a record, and in which row. Its text is a sentence for people.
///
/// ```
/// use coroscope::asyncio::Record;
/// use coroscope::runtime::trace::Clock;
///
/// let mut record = Record::new(Clock::Virtual);
/// let rows = [[1, 0, 0, -1, 0, 0], [99, 0, 0, 0, 0, 0]];
/// let error = record.push(rows.as_flattened(), &[], &[]).expect_err("there is no such kind");
/// assert_eq!(error.to_string(), "row 1 of this record has an impossible kind, 99");
/// assert_eq!(error.row(), 1);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRecord {
    pub(super) row: u64,
    pub(super) problem: Problem,
}

// There are few sentences, because all texts are in what Run waits for.
/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// It has too few numbers.
    Cut,
    /// What a number stands for, and the number.
    Number(&'static str, i64),
}

impl BadRecord {
    /// The rows of a record are of another version than the one that is known.
    pub(super) fn of_version(version: u32) -> Self {
        Self { row: 0, problem: Problem::Number("version", version.into()) }
    }

    /// The row, counted from 0 over all parts.
    #[must_use]
    pub fn row(&self) -> u64 {
        self.row
    }
}

impl fmt::Display for BadRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "row {} of this record ", self.row)?;
        match self.problem {
            Problem::Cut => f.write_str("is cut off"),
            Problem::Number(what, number) => write!(f, "has an impossible {what}, {number}"),
        }
    }
}

impl std::error::Error for BadRecord {}
