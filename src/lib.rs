//! Coroscope runs coroutines on an event loop and records what the loop did.

pub mod drivers;
pub mod host;
mod json;
mod numbers;
pub mod orders;
#[cfg(target_arch = "wasm32")]
pub mod page;
pub mod programs;
pub mod queue;
pub mod runtime;
pub mod timeline;
pub mod workers;
