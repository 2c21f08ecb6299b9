//! # Values and errors
//!
//! When a task fails, who gets to know?
//!
//! ## Watch
//!
//! Three tasks end with a value or with an error, as you choose, and the main coroutine awaits
//! them. A fourth one, in the background, is awaited by nobody.
//!
//! Look who is told about which error, and when. Then look at the warnings.
//!
//! ## Lesson
//!
//! A task is a future: a value that is still to come, or an error in its place. The error waits in
//! the task for the one who awaits it, and reaches nobody else: the others go on as if nothing had
//! happened. What becomes of them is up to whoever awaits them together.
//!
//! Fail fast means that the first error ends the whole, and cancels whoever is not done:
//! `asyncio.TaskGroup` in Python. Let others go on means that the first error is known at once, and
//! nobody is cancelled: a plain `asyncio.gather`. Collect errors means to wait for all, and to look
//! at each result: `asyncio.gather` with `return_exceptions=True`.
//!
//! An error that nobody awaits reaches nobody. In Rust it is lost without a word, so the page warns
//! about it. Python logs that of a forgotten task when the task is thrown away, but a plain
//! `asyncio.gather` keeps silent about every error after the first.

use std::time::Duration;

use super::params::{duration, flag, params};
use crate::runtime::{Task, gather, gather_fallible, log, sleep, spawn_fallible, try_gather};

params! {
    /// How long the first task works.
    first_delay: Duration = duration(1000);
    /// Whether the first task fails.
    first_fails: bool = flag(false);
    /// How long the second task works.
    second_delay: Duration = duration(500);
    /// Whether the second task fails.
    second_fails: bool = flag(true);
    /// How long the third task works.
    third_delay: Duration = duration(1500);
    /// Whether the third task fails.
    third_fails: bool = flag(true);
    /// How long the task in the background works, which nobody awaits.
    background_delay: Duration = duration(250);
    /// Whether the task in the background fails.
    background_fails: bool = flag(true);
    /// How long the main coroutine goes on afterwards, in the variant that lets the others go on.
    afterwards: Duration = duration(2000), only let_others_go_on;
}

/// Awaits the values together: the first error ends it, and cancels the others.
pub async fn fail_fast(params: Params) {
    work_in_background(&params);
    match try_gather(start(&params)).await {
        Ok(values) => log(format!("all is well: {}", values.join(", "))),
        Err(error) => log(format!("the first error ends it: {error}")),
    }
}

/// Awaits the values together: the first error is known at once, and the others go on.
pub async fn let_others_go_on(params: Params) {
    work_in_background(&params);
    match gather_fallible(start(&params)).await {
        Ok(values) => log(format!("all is well: {}", values.join(", "))),
        Err(error) => log(format!("the first error is known: {error}")),
    }
    // Whoever is not done when main ends is cancelled then.
    sleep(params.afterwards).await;
    log("main ends");
}

/// Awaits every task to its end, and then looks at each result.
pub async fn collect_errors(params: Params) {
    work_in_background(&params);
    for outcome in gather(start(&params)).await {
        match outcome {
            Ok(value) => log(format!("a value: {value}")),
            Err(error) => log(format!("an error: {error}")),
        }
    }
}

fn start(params: &Params) -> [Task<Result<String, String>>; 3] {
    [
        ("first", params.first_delay, params.first_fails),
        ("second", params.second_delay, params.second_fails),
        ("third", params.third_delay, params.third_fails),
    ]
    .map(|(name, delay, fails)| spawn_fallible(work(name, delay, fails)).named(name))
}

/// Detached, a task runs on its own, and nobody can await it any more.
fn work_in_background(params: &Params) {
    let coroutine = work("background", params.background_delay, params.background_fails);
    spawn_fallible(coroutine).named("background").detach();
}

async fn work(name: &'static str, delay: Duration, fails: bool) -> Result<String, String> {
    sleep(delay).await;
    if fails {
        log(format!("{name} fails"));
        return Err(format!("{name} has failed"));
    }
    log(format!("{name} succeeds"));
    Ok(format!("value of {name}"))
}
