//! What can be wrong with a file.

use std::fmt;

use super::super::error::BadRecord;

/// Why a file cannot be read. Its text is a sentence for people.
///
/// ```
/// use coroscope::asyncio::{BadFile, SavedRecord};
///
/// let error = SavedRecord::open(b"hello").expect_err("this is no record");
/// assert_eq!(error, BadFile::NotARecord);
/// assert_eq!(error.to_string(), "this is no record that Coroscope can open");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadFile {
    /// It does not begin as one does.
    NotARecord,
    /// The chunk at this byte is whole, but makes no sense; or nothing before it says anything.
    Damaged(usize),
    /// A row makes no sense, or is of another version.
    Row(BadRecord),
}

impl fmt::Display for BadFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotARecord => f.write_str("this is no record that Coroscope can open"),
            Self::Damaged(at) => write!(f, "this record is damaged at byte {at}"),
            Self::Row(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for BadFile {}

impl From<BadRecord> for BadFile {
    fn from(error: BadRecord) -> Self {
        Self::Row(error)
    }
}

/// What a file lacks that could be read up to there.
///
/// ```
/// use coroscope::asyncio::{Missing, SavedRecord};
///
/// let bytes = include_bytes!(concat!(
///     env!("CARGO_MANIFEST_DIR"),
///     "/tests/saved/run-2-rows-1-killed.coroscope",
/// ));
/// let killed = SavedRecord::open(bytes)?;
/// assert_eq!(killed.missing, Some(Missing::End));
/// # Ok::<(), coroscope::asyncio::BadFile>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// It is whole, but does not say how the program ended.
    End,
    /// It ends within the chunk at this byte.
    Cut(usize),
    /// The chunk at this byte is not what was written.
    Damaged(usize),
}
