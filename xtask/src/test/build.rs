//! The page builds as it is published, and its weight is within the limits.

use anyhow::Result;

use super::{Report, Workshop};
use crate::tools::npm;
use crate::wasm::{Options, Profile, check_weight};

/// The same as `cargo xtask build`.
pub fn run(workshop: &Workshop) -> Result<Report> {
    let built = workshop.built()?;
    // Without npm the wasm is not optimised.
    if built.success && npm::install().is_ok() {
        check_weight(&Options::page(Profile::Release))?;
    }
    Ok(Report::of(built))
}
