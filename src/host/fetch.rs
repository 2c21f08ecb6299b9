//! Files of the site, over HTTP.

use std::fmt;

use crate::runtime::{host, is_simulated};

#[cfg(target_arch = "wasm32")]
mod browser;
mod simulated;

#[cfg(target_arch = "wasm32")]
pub use browser::set_site;

/// Fetches a text. The address is relative to the folder of the site, as `data/sky.json`. Dropping
/// the future before it is ready aborts the request.
///
/// In a simulation the site's own files answer, in no time.
///
/// # Errors
///
/// When the server does not know the file, or cannot be reached.
#[track_caller]
pub fn fetch_text(url: &str) -> impl Future<Output = Result<String, FetchError>> + use<> {
    host(format!("fetch {url}"), get(url.to_owned()))
}

async fn get(url: String) -> Result<String, FetchError> {
    if is_simulated() {
        return simulated::get(&url).await;
    }
    #[cfg(target_arch = "wasm32")]
    return browser::get(&url).await;
    #[cfg(not(target_arch = "wasm32"))]
    return Err(FetchError::Failed("there is no browser here".to_owned()));
}

/// Why there is no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// The server answered with this status, which is not one of success.
    Status(u16),
    /// There was no answer, for this reason, which browsers keep short.
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
