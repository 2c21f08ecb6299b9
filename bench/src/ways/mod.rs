//! The two ways to run coroutines in Rust.

pub(crate) mod coroscope;
pub(crate) mod plain;
