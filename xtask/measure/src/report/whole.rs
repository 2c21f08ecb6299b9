//! Everything that was measured.

use super::table::Table;

/// Everything that was measured, and on what.
#[derive(Debug)]
pub struct Report {
    /// The tables, in the order in which they were measured.
    pub tables: Vec<Table>,
    /// Sentences about contestants that are missing.
    pub missing: Vec<String>,
    /// What it was measured on: versions, cores, rounds.
    pub conditions: Vec<(&'static str, String)>,
}
