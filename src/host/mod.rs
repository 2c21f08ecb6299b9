//! What programs may ask of the world outside of the loop, such as the network.
//!
//! In a simulation each function has a stand-in, which is deterministic and needs no browser. In a
//! real run it asks the browser. The wait is recorded either way.

mod fetch;
mod memory;

#[cfg(target_arch = "wasm32")]
pub use fetch::set_site;
pub use fetch::{FetchError, fetch_text};
pub use memory::{has_room_for, memory_bytes};

/// Reads data out of JSON text.
pub use crate::json::{Unreadable, read as read_json};
