//! # Counting
//!
//! What does the page show of what a program counts?
//!
//! ## Watch
//!
//! This program is not in the catalog that people see: it is here for the tests of the page.
//!
//! ## Lesson
//!
//! The counts lie on the same time axis as the tasks.

use std::time::Duration;

use super::params::{count, duration, params};
use crate::runtime::{level, log, sleep};

params! {
    /// How many things there are to do.
    things: u32 = count(3, 1..=20);
    /// How long each of them takes.
    delay: Duration = duration(100);
}

/// Does one thing after the other, and counts what is left and what is done.
pub async fn one_by_one(params: Params) {
    for done in 0..=params.things {
        level("left", params.things - done);
        level("done", done);
        sleep(params.delay).await;
    }
    log("all done");
}
