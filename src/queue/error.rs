//! Errors of a queue, as sentences for people.

use std::borrow::Cow;
use std::fmt;

/// Why an operation on a queue was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueueError {
    /// There is no IndexedDB here.
    Unavailable,
    /// The browser does not let this site have a database: in a private window, or by a setting.
    Refused,
    /// There is no space left.
    Full,
    /// Another tab has the database open in an older version and does not let go of it.
    Blocked,
    /// The database was made by a newer version of this page.
    Newer,
    /// The database was closed: it was removed, or the browser threw it out.
    Closed,
    /// This queue has not written a record that it read.
    Damaged,
    /// The job is not the worker's any more: another worker has claimed it, or it was removed.
    LeaseLost,
    /// Another error, as the browser reports it.
    Other(String),
}

impl fmt::Display for QueueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sentence = match self {
            Self::Unavailable => "There is no database (IndexedDB) here that could keep the jobs.",
            Self::Refused => {
                "The browser refuses to open a database for this site. Private windows and the \
                 setting that blocks site data do that."
            }
            Self::Full => {
                "The database has no room left: the browser's quota for this site, or the disk, is \
                 full. Nothing was changed."
            }
            Self::Blocked => {
                "Another tab holds on to an older version of the database. Close the other tabs of \
                 this site and try again."
            }
            Self::Newer => {
                "The database was made by a newer version of this page. Reload the page to get \
                 that version."
            }
            Self::Closed => {
                "The database was closed, because somebody removed or replaced it. Reload the page."
            }
            Self::Damaged => {
                "A job in the database cannot be read: somebody has changed its record. Clear the \
                 queue to begin afresh."
            }
            Self::LeaseLost => {
                "The job has been taken over: the lease was over, and another worker claimed it, \
                 or it was removed."
            }
            Self::Other(said) => return write!(f, "The database refused the operation: {said}"),
        };
        f.write_str(sentence)
    }
}

impl std::error::Error for QueueError {}

impl From<QueueError> for Cow<'static, str> {
    fn from(error: QueueError) -> Self {
        error.to_string().into()
    }
}
