//! What a check is, and which resource it keeps busy.

use anyhow::Result;

use super::report::Report;
use super::workshop::{Tool, Workshop};

/// A check.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    pub name: &'static str,
    pub about: &'static str,
    pub tools: &'static [Tool],
    pub seat: Seat,
    pub run: fn(&Workshop) -> Result<Report>,
}

/// The resource that a check keeps busy. Checks with the same seat run one after the other, others side
/// by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    /// Cargo's folder for code that is not optimised. Only one cargo at a time can use it.
    Cargo,
    /// What cargo compiles for browsers, without optimisation. It waits for the same folder while
    /// something compiles, and runs what it has compiled meanwhile.
    Wasm,
    /// The page as it is published. It is built once.
    Page,
    /// Chromium.
    Chromium,
    /// Firefox.
    Firefox,
    /// The whole machine, when all other checks are done.
    Machine,
}
