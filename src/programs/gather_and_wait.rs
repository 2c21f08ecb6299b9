//! # Gather and wait
//!
//! If you wait for several coroutines, do you have to wait for all of them, and who comes first?
//!
//! ## Watch
//!
//! Three coroutines wait, and then return a value or, if you choose so, an error. The variants
//! differ in what the main coroutine waits for, and in what it does with those that are not done
//! yet, which are called pending.
//!
//! Compare the order in which they finish with the order of the results. Let the second one fail,
//! or else to wait for the first error is to wait for all. Where some are pending,
//! follow their lanes: they are cancelled, or they go on until they are awaited.
//!
//! ## Lesson
//!
//! All three run at the same time, whatever you do with them. To gather gives all results in the
//! order in which the coroutines were given; to take them as completed, in the order in which they
//! finished. To wait gives no results but two sets, done and pending, and what becomes of the
//! pending ones is up to you. Never forget them: cancel what you need no more, await what you need.
//! Those that you drop are cancelled here; Python lets them go on, and so does Tokio.
//!
//! An error is a result like others to this `gather`, as with `return_exceptions=True` in Python.
//! What a plain `asyncio.gather` does about an error is shown by Values and errors.

use std::time::Duration;

use super::params::{choice, duration, params};
use crate::runtime::{self, Task, Until, Waited, log, sleep, spawn_fallible};

params! {
    /// How long the first coroutine waits.
    first_delay: Duration = duration(1500);
    /// How long the second coroutine waits.
    second_delay: Duration = duration(500);
    /// How long the third coroutine waits.
    third_delay: Duration = duration(1000);
    /// Which coroutine returns an error instead of a value.
    failing: String = choice("none", &["none", "first", "second", "third"]);
}

const NAMES: [&str; 3] = ["first", "second", "third"];

type Outcome = Result<String, String>;

/// Waits for all of them, and has the results in the order given.
pub async fn gather(params: Params) {
    for outcome in runtime::gather(start(&params)).await {
        show(outcome);
    }
}

/// Waits until one is done, and cancels the others.
pub async fn wait_first_completed(params: Params) {
    for (name, task) in wait_until(Until::FirstCompleted, &params).await {
        task.cancel().await;
        log(format!("{name} is cancelled"));
    }
}

/// Waits until one has failed or all are done, and then awaits the others all the same.
pub async fn wait_first_error(params: Params) {
    for (name, task) in wait_until(Until::FirstError, &params).await {
        log(format!("{name} is awaited"));
        show(task.await);
    }
}

/// Waits until all are done, so that nobody is pending.
pub async fn wait_all(params: Params) {
    wait_until(Until::AllCompleted, &params).await;
}

/// Takes every result as soon as it is there.
pub async fn as_completed(params: Params) {
    let mut outcomes = runtime::as_completed(start(&params));
    while let Some(outcome) = outcomes.next().await {
        show(outcome);
    }
}

/// Makes a task of each coroutine.
fn start(params: &Params) -> [Task<Outcome>; 3] {
    let delays = [params.first_delay, params.second_delay, params.third_delay];
    [0, 1, 2].map(|nth| {
        let (name, delay) = (NAMES[nth], delays[nth]);
        spawn_fallible(work(name, delay, params.failing == name)).named(name)
    })
}

async fn work(name: &'static str, delay: Duration, fails: bool) -> Outcome {
    sleep(delay).await;
    log(format!("{name} finishes"));
    if fails { Err(format!("{name} has failed")) } else { Ok(format!("value of {name}")) }
}

/// Waits, shows both sets and the results of those that are done, and returns the pending ones.
async fn wait_until(until: Until, params: &Params) -> Vec<(&'static str, Task<Outcome>)> {
    let tasks = start(params);
    let ids = [tasks[0].id(), tasks[1].id(), tasks[2].id()];
    let with_name = |task: Task<Outcome>| {
        let nth = ids.iter().position(|id| *id == task.id());
        (NAMES[nth.unwrap_or_default()], task)
    };
    let Waited { mut done, pending } = runtime::wait(tasks, until).await;
    done.sort_by_key(Task::id);
    let done: Vec<_> = done.into_iter().map(with_name).collect();
    let pending: Vec<_> = pending.into_iter().map(with_name).collect();
    log(format!("done: {}; pending: {}", names(&done), names(&pending)));
    for (_, task) in done {
        show(task.await);
    }
    pending
}

fn names(tasks: &[(&str, Task<Outcome>)]) -> String {
    let names: Vec<&str> = tasks.iter().map(|(name, _)| *name).collect();
    if names.is_empty() { "nobody".to_owned() } else { names.join(", ") }
}

fn show(outcome: Outcome) {
    match outcome {
        Ok(value) => log(format!("result: {value}")),
        Err(error) => log(format!("error: {error}")),
    }
}
