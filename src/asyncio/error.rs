//! What can be wrong with a record.

use std::fmt;

/// What is wrong with a record, and in which row. Its text is a sentence for people.
///
/// ```
/// use coroscope::asyncio::Record;
/// use coroscope::runtime::trace::Clock;
///
/// let mut record = Record::new(Clock::Virtual);
/// let error = record.push(&[99, 0, 0, 0, 0, 0], &[], &[]).expect_err("there is no such kind");
/// assert_eq!(error.to_string(), "row 0 of this record has the unknown kind 99");
/// assert_eq!(error.row(), Some(0));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRecord {
    row: Option<u64>,
    problem: Problem,
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// How many numbers there are too many for whole rows.
    Cut(usize),
    Kind(i64),
    /// What a lane's number is, where another one was due.
    LaneOutOfOrder(i64, usize),
    Lane(i64, usize),
    GoesBack(i64, u64),
    TooLate(i64),
    Text(i64, usize),
    File(i64, usize),
    Line,
    LongFileName(usize),
    ObjectOutOfOrder(i64, usize),
    Object(i64, usize),
    /// What a number stands for, the number, and the most that is allowed.
    Number(&'static str, i64),
}

impl BadRecord {
    pub(super) fn at(row: u64, problem: Problem) -> Self {
        Self { row: Some(row), problem }
    }

    pub(super) fn whole(problem: Problem) -> Self {
        Self { row: None, problem }
    }

    /// The row, counted from 0 over all parts; `None` if no row is to blame.
    #[must_use]
    pub fn row(&self) -> Option<u64> {
        self.row
    }
}

impl fmt::Display for BadRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.row {
            Some(row) => write!(f, "row {row} of this record ")?,
            None => f.write_str("this record ")?,
        }
        match &self.problem {
            Problem::Cut(rest) => write!(f, "is cut off: it has {rest} of 6 numbers"),
            Problem::Kind(kind) => write!(f, "has the unknown kind {kind}"),
            Problem::LaneOutOfOrder(lane, due) => {
                write!(f, "begins lane {lane}, and lane {due} would be the next")
            }
            Problem::Lane(lane, known) => {
                write!(f, "is about lane {lane}, and there are {known} so far")
            }
            Problem::GoesBack(at, last) => {
                write!(f, "is at {at} µs, which is before {last} µs, the time of the row before")
            }
            Problem::TooLate(at) => write!(f, "is at {at} µs, later than any run can be"),
            Problem::Text(text, known) => {
                write!(f, "has text {text}, and there are {known} so far")
            }
            Problem::File(file, known) => {
                write!(f, "has a line of file {file}, and there are {known} so far")
            }
            Problem::Line => f.write_str("has a line that is none: they count from 1"),
            Problem::LongFileName(length) => {
                write!(f, "has a file whose name takes {length} bytes: at most 255 are allowed")
            }
            Problem::ObjectOutOfOrder(object, due) => {
                write!(f, "begins object {object}, and object {due} would be the next")
            }
            Problem::Object(object, known) => {
                write!(f, "is about object {object}, and there are {known} so far")
            }
            Problem::Number(what, number) => {
                write!(f, "has the unknown or impossible {what} {number}")
            }
        }
    }
}

impl std::error::Error for BadRecord {}
