//! Coroscope runs coroutines on an event loop and records what the loop did.

pub mod drivers;
pub mod programs;
pub mod runtime;
