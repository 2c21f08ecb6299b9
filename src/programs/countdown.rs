//! # Countdown
//!
//! If the first to start has to wait the longest, who is done first?
//!
//! ## Watch
//!
//! The coroutines start in order: 0, 1, 2, and so on. Each waits one unit less than the one before
//! it, but never less than none. Follow the ends of the lines from the top down.
//!
//! ## Lesson
//!
//! At once, whoever waits less ends earlier, in the opposite order of their start, because an event
//! loop wakes whoever's time has come, not whoever was there first. One after the other nobody can
//! overtake: the order stays, and the total is the sum of all waits.

use std::time::Duration;

use super::params::{count, duration, params};
use crate::runtime::{gather, log, sleep, spawn};

params! {
    /// How many coroutines there are.
    coroutines: u32 = count(3, 1..=20);
    /// How many units the first coroutine waits; each further one waits a unit less.
    longest: u32 = count(5, 0..=20);
    /// How long one unit is.
    unit: Duration = duration(1000);
}

/// Makes a task of every coroutine and waits for all of them.
pub async fn concurrent(params: Params) {
    let start = |x| {
        let coroutine = count_down(x, params.longest, params.unit);
        spawn(coroutine).named(format!("coroutine {x}"))
    };
    gather((0..params.coroutines).map(start)).await;
}

/// Awaits one coroutine after the other.
pub async fn sequential(params: Params) {
    for x in 0..params.coroutines {
        count_down(x, params.longest, params.unit).await;
    }
}

async fn count_down(x: u32, longest: u32, unit: Duration) {
    log(format!("{x} starts"));
    sleep(unit * longest.saturating_sub(x)).await;
    log(format!("{x} ends"));
}
