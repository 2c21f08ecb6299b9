//! Why a file of the site could not be fetched.

use std::fmt;

/// Why there is no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// The server responded with this status, which is not a success.
    Status(u16),
    /// There was no response. This is the reason, which browsers keep short.
    Failed(String),
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(404) => f.write_str("the server knows no such file (404)"),
            Self::Status(status) => write!(f, "the server answered with the status {status}"),
            Self::Failed(reason) => write!(f, "the request failed: {reason}"),
        }
    }
}

impl std::error::Error for FetchError {}
