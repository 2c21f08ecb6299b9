//! # Processes
//!
//! What do several workers have in common, if each of them is a world of its own?
//!
//! ## Watch
//!
//! For each name a worker is started: a thread of the browser with a memory of its own, as a
//! process of an operating system has one. Each counts how many names it has announced so far.
//! Before its lane begins, the task that asked for it waits: that is what starting a worker costs,
//! and every message to it costs a little, too.
//!
//! ## Lesson
//!
//! Every worker counted to 1, because none of them can see the counter of another: nothing is
//! shared unless it is sent. What is sent is copied. At once, the workers came up side by side, and
//! in which order they announced their names was nobody's promise: run it again and it may be
//! another one. The prediction knows nothing of what it costs to start a worker; the measured run
//! says it for each of them.
//!
//! In Python each worker would be a `multiprocessing.Process`, which has a memory of its own too.

use std::time::Duration;

use super::params::{params, text};
use crate::runtime::{gather, log, spawn};
use crate::workers::{Job, Worker, WorkerError, count_up};

params! {
    /// The name that the first worker announces.
    default_name: String = text("Asia");
    /// The name that the second worker announces.
    second_name: String = text("America");
    /// The name that the third worker announces.
    third_name: String = text("Europe");
    /// The name that the fourth worker announces.
    fourth_name: String = text("Africa");
}

/// Starts a worker when the one before has done its work.
pub async fn one_after_another(params: Params) {
    for name in names(params) {
        announce_in_a_worker(name).await;
    }
}

/// Starts all workers, and then waits for all of them.
pub async fn at_once(params: Params) {
    let start = |name: String| spawn(announce_in_a_worker(name.clone())).named(name);
    gather(names(params).map(start)).await;
}

fn names(params: Params) -> impl Iterator<Item = String> {
    [params.default_name, params.second_name, params.third_name, params.fourth_name].into_iter()
}

/// What runs in a worker. It returns how many names this worker has announced.
pub static ANNOUNCE: Job<String, u32> =
    Job::new("processes: announce", |name| Box::pin(announce(name)));

async fn announce(name: String) -> u32 {
    let counter = count_up();
    log(format!("The name of this continent is {name}. My counter: {counter}."));
    counter
}

async fn announce_in_a_worker(name: String) {
    if let Err(error) = try_announce(&name).await {
        log(format!("{name} was not announced: {error}."));
    }
}

async fn try_announce(name: &str) -> Result<(), WorkerError> {
    let mut worker = Worker::start(name).await?;
    let message = worker.ping().await?;
    let started_in = worker.started_in();
    worker.run(&ANNOUNCE, name.to_owned()).await?;
    log(format!("{name}: started in {}, message and answer {}", ms(started_in), ms(message)));
    Ok(())
}

/// A duration in milliseconds, with one digit behind the point.
fn ms(duration: Duration) -> String {
    let tenths = duration.as_micros() / 100;
    format!("{}.{} ms", tenths / 10, tenths % 10)
}
