//! Several loops as one run.

mod lines;
mod twin;
pub(super) mod workers;
