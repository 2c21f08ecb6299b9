//! Finds or installs what the other parts call. Everything goes under `target/`.

pub mod npm;
