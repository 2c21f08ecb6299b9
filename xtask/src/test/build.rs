//! The page builds as it is published, and its weight is within the limits.

use anyhow::Result;

use super::report::Report;
use super::workshop::Workshop;
use crate::site;
use crate::tools::npm;

/// The same as `cargo xtask build`.
pub fn run(workshop: &Workshop) -> Result<Report> {
    let built = workshop.built()?;
    // Without npm the wasm is not optimised.
    if built.success && npm::install().is_ok() {
        site::check_weight()?;
    }
    Ok(Report::of(built))
}
