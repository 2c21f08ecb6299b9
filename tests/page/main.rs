//! The page in real browsers, through WebDriver: `cargo xtask test --only page` runs these.
//!
//! One file for each topic. A test calls [`harness::visit`] with a view and a closure; that starts a
//! browser of its own, and fails the test on any error that the page did not announce.

mod harness;

mod loading;
mod policy;
