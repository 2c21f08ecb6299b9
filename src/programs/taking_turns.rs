//! # Taking turns
//!
//! Two coroutines print in loops, and both are tasks: do their lines alternate?
//!
//! ## Watch
//!
//! Each of the two prints its name and a number, again and again. In one variant it waits for a
//! moment after each line, in another nothing in the loop is awaited. Guess the order of the lines
//! first.
//!
//! Then give them different pauses, one of 100 and one of 250 ms, and guess again.
//!
//! ## Lesson
//!
//! Tasks do not take turns line by line. Control passes on only where somebody awaits and has to
//! wait: up to there a coroutine runs as if it were alone. Without an await in the loop, all lines
//! of the first come before the second has begun. With one, whoever waits lets the other print.
//!
//! If both wait equally long, their lines alternate: whoever began to wait first goes on first. So
//! they do with pauses of 0, which only let the other come first. Otherwise the time decides.

use std::time::Duration;

use super::params::{count, duration, params};
use crate::runtime::{log, sleep, spawn};

params! {
    /// How many lines each of them prints.
    rounds: u32 = count(3, 1..=20);
    /// How long the first waits after each line.
    first_pause: Duration = duration(100), only with_an_await one_after_the_other;
    /// How long the second waits after each line.
    second_pause: Duration = duration(100), only with_an_await one_after_the_other;
}

/// Both wait after each line.
pub async fn with_an_await(params: Params) {
    let first = spawn(print_and_wait("a", params.rounds, params.first_pause)).named("a");
    let second = spawn(print_and_wait("b", params.rounds, params.second_pause)).named("b");
    first.await;
    second.await;
}

/// Nobody awaits anything in the loop.
pub async fn without_an_await(params: Params) {
    let first = spawn(print_all("a", params.rounds)).named("a");
    let second = spawn(print_all("b", params.rounds)).named("b");
    first.await;
    second.await;
}

/// The second begins when the first has come to its end.
pub async fn one_after_the_other(params: Params) {
    print_and_wait("a", params.rounds, params.first_pause).await;
    print_and_wait("b", params.rounds, params.second_pause).await;
}

async fn print_and_wait(name: &str, rounds: u32, pause: Duration) {
    for round in 1..=rounds {
        log(format!("{name} {round}"));
        sleep(pause).await;
    }
}

async fn print_all(name: &str, rounds: u32) {
    for round in 1..=rounds {
        log(format!("{name} {round}"));
    }
}
