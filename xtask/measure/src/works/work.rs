//! What a work is: its sizes, and what becomes of the answers.

use super::case::Case;
use super::runs::Runs;
use crate::report::Table;

/// A kind of work, in several sizes.
#[derive(Debug, Clone, Copy)]
pub struct Work {
    /// Its name for `--only`.
    pub name: &'static str,
    /// Its sizes, in full or only a little of each.
    pub cases: fn(quick: bool) -> Vec<Case>,
    /// The tables from the runs of one size.
    pub tables: fn(&Case, &Runs) -> Vec<Table>,
}
