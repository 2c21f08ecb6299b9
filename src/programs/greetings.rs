//! # Two greetings
//!
//! If two coroutines each wait before they say hello, how long does it take in all?
//!
//! ## Watch
//!
//! A coroutine is a function that can pause. A task is a coroutine that has been handed to the
//! event loop, to run by itself. The event loop is what runs the tasks: one at a time, and each
//! until it pauses. One such turn is a *poll*, and what ends its pause *wakes* the task.
//!
//! *Sequential*: all happens in one lane, that of `main`, the program itself. *Concurrent*: each
//! greeting has a lane of its own, a blue and an orange one, and both wait during the same seconds.
//!
//! ## Lesson
//!
//! Awaited one after the other, the waits add up. As tasks of their own both wait at once, and the
//! longer wait decides. Nothing runs in parallel either way: there is one thread, and while
//! coroutines wait it has nothing to do. Swap the two delays: at once, the greetings swap too,
//! because whoever is done first speaks first; one after the other they keep their order.

use std::time::Duration;

use super::params::{duration, params, text};
use crate::runtime::{log, sleep, spawn};

params! {
    /// How long the first coroutine waits before it prints its word.
    first_delay: Duration = duration(1000);
    /// How long the second coroutine waits before it prints its word.
    second_delay: Duration = duration(2000);
    /// What the first coroutine prints.
    first_word: String = text("hi");
    /// What the second coroutine prints.
    second_word: String = text("hoi");
}

/// Awaits the first greeting to its end, and only then begins the second.
pub async fn sequential(params: Params) {
    greet(params.first_delay, params.first_word).await;
    greet(params.second_delay, params.second_word).await;
}

/// Makes a task of each greeting, so that both wait at the same time.
pub async fn concurrent(params: Params) {
    let first = greet(params.first_delay, params.first_word);
    let second = greet(params.second_delay, params.second_word);
    let first = spawn(first).named("first");
    let second = spawn(second).named("second");
    first.await;
    second.await;
}

async fn greet(delay: Duration, word: String) {
    sleep(delay).await;
    log(word);
}
