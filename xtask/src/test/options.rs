//! What `cargo xtask test` was asked for.

use super::shard::Shard;

/// The options of `test`.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Only the checks with one of these names, or with one of these names before a dash.
    pub only: Option<String>,
    /// Only what changes since this revision can affect.
    pub affected: Option<String>,
    /// Only this share of the claims about the page.
    pub shard: Option<Shard>,
    /// Only list the checks.
    pub list: bool,
    /// Show the windows of the browsers.
    pub visible: bool,
    /// Build nothing, and use what is built already.
    pub prebuilt: bool,
    /// Arguments for the test binaries: a filter, for example.
    pub arguments: Vec<String>,
}
