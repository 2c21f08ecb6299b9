//! # Cancellation
//!
//! When work is stopped in the middle, where exactly does it stop, and who cleans up?
//!
//! ## Watch
//!
//! The work has two parts, reading and writing, and holds two things meanwhile: a connection and a
//! file. Somebody outside asks it to stop. Change the time of that request, and the work stops at
//! another wait, on another line.
//!
//! Then look who lets go of what, in which order, and how long it takes until all is clean.
//!
//! ## Lesson
//!
//! A coroutine can be stopped only where it waits. Rust drops it there: the lines below never run,
//! and what it holds is dropped in the opposite order, the last first. This happens at once, and
//! nothing can be awaited in it. So clean-up that takes time, like a farewell to a server, is
//! awaited afterwards, by whoever stopped the work.
//!
//! Python raises `CancelledError` at that wait instead. What stands in `except` and `finally` runs
//! then, and it may await: whoever awaits the cancelled task waits for that too. It may even
//! refuse, and go on. If a task awaits another one, Python cleans up from inside out, the awaited
//! task first. Here it is from outside in: to drop a task's handle cancels it, unlike in Tokio.
//!
//! The Stop button of this page does the same as `stop everything`, with the main coroutine too.
//! Then nobody is left to say farewell, but things are still dropped: try it during a run.

use std::time::Duration;

use super::params::{duration, params};
use crate::runtime::{Task, dropped, log, sleep, spawn, timeout};

params! {
    /// How long the work takes: one half is reading, the other half is writing.
    work: Duration = duration(3000);
    /// When the work is stopped.
    cancel_after: Duration = duration(1000);
    /// How long the clean-up afterwards takes.
    clean_up: Duration = duration(200);
}

/// Stops one of two tasks; the other one goes on.
pub async fn cancel_one(params: Params) {
    let first = spawn(work("first", params.work)).named("first");
    let second = spawn(work("second", params.work)).named("second");
    sleep(params.cancel_after).await;
    stop(vec![("first", first)], params.clean_up).await;
    second.await;
}

/// Waits for the work, but no longer than the limit.
pub async fn time_limit(params: Params) {
    let mut first = spawn(work("first", params.work)).named("first");
    if timeout(params.cancel_after, &mut first).await.is_err() {
        log("the time is up");
        stop(vec![("first", first)], params.clean_up).await;
    }
}

/// Stops every task, as the Stop button of this page does.
pub async fn stop_everything(params: Params) {
    let start = |name| (name, spawn(work(name, params.work)).named(name));
    let everything = ["first", "second", "third"].map(start).into();
    sleep(params.cancel_after).await;
    log("stop everything");
    stop(everything, params.clean_up).await;
    log("everything has stopped");
}

async fn work(name: &'static str, time: Duration) {
    let _connection = Held { owner: name, thing: "connection" };
    let _file = Held { owner: name, thing: "file" };
    log(format!("{name} reads"));
    sleep(time / 2).await;
    log(format!("{name} writes"));
    sleep(time / 2).await;
    log(format!("{name} is done"));
}

/// Asks the tasks to stop, waits until they have, and then cleans up.
async fn stop(tasks: Vec<(&str, Task<()>)>, clean_up: Duration) {
    let ask = |(name, task): (_, Task<()>)| {
        log(format!("{name} is asked to stop"));
        (name, task.cancel())
    };
    let asked: Vec<_> = tasks.into_iter().map(ask).collect();
    for (name, cancel) in asked {
        match cancel.await {
            None => log(format!("{name} was cancelled")),
            Some(()) => log(format!("{name} was done before")),
        }
    }
    log("clean-up begins");
    sleep(clean_up).await;
    log("clean-up is over");
}

/// Something that must be let go, whatever happens.
struct Held {
    owner: &'static str,
    thing: &'static str,
}

impl Drop for Held {
    fn drop(&mut self) {
        dropped(self.thing);
        log(format!("{} lets go of its {}", self.owner, self.thing));
    }
}
