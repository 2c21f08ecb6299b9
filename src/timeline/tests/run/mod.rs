//! Several loops as one run.

mod lines;
pub(super) mod workers;
