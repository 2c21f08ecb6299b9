//! Files of the site, over HTTP.

use crate::runtime::{host, is_simulated};

#[cfg(target_arch = "wasm32")]
mod browser;
mod error;
mod simulated;

#[cfg(target_arch = "wasm32")]
pub use browser::set_site;
pub use error::FetchError;

/// Fetches a text. The address is relative to the folder of the site: `data/sky.json`, for example.
/// Dropping the future before it is ready aborts the request.
///
/// In a simulation it returns the site's own files, in no time.
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
