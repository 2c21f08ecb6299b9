//! What programs may ask of the world outside of the loop, such as the network.
//!
//! Each function asks on which clock the current run is. In a simulation a stand-in answers, always
//! the same and without the browser; otherwise the browser does. The wait is recorded either way.

mod fetch;
mod memory;

#[cfg(target_arch = "wasm32")]
pub use fetch::set_site;
pub use fetch::{FetchError, fetch_text};
pub use memory::{has_room_for, memory_bytes};

/// Reads data out of JSON text.
pub use crate::json::{Unreadable, read as read_json};
