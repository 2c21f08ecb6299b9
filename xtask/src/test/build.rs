//! The page builds, as it is published.

use anyhow::Result;

use super::{Report, Workshop};

/// The same as `cargo xtask build`.
pub fn run(workshop: &Workshop) -> Result<Report> {
    Ok(Report::of(workshop.built()?.clone()))
}
