//! # How many at once?
//!
//! Ten thousand waiters in a restaurant are too many. How many waiting coroutines are too many?
//!
//! ## Watch
//!
//! All coroutines sleep at the same time, and the time is the same for each. If waiting costs
//! nothing, the run takes as long as one of them sleeps, however many there are. What it takes
//! longer is what it costs to make them, to wake them and to put them away.
//!
//! They live in a worker, because a worker begins with a memory of its own. How much that grows is
//! what they need. Memory that was freed is used again and so never shrinks: in a worker that had
//! done something else before, the same coroutines would seem to need nothing.
//!
//! ## Lesson
//!
//! A coroutine that waits is, in Rust, some hundred bytes: what it will do next, and its place among
//! the timers. Its record is told apart, which the first hundred thousand have. In Python a task
//! that sleeps takes more than a thousand. A worker is a thread with a whole instance of the
//! program, and takes thousands of times as long to start. So waiting is for coroutines, and workers
//! are for work, as many as there are processors.
//!
//! The prediction knows the delay alone. What a coroutine costs can only be measured.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::params::{count, duration, params};
use crate::host::{has_room_for, memory_bytes};
use crate::runtime::{gather, log, now, recorded_bytes, sleep, spawn, yield_now};
use crate::workers::{Job, Worker, WorkerError};

params! {
    /// How many coroutines sleep at once.
    coroutines: u32 = count(10_000, 1..=1_000_000);
    /// How long each of them sleeps.
    delay: Duration = duration(100);
    /// How many workers share them, in the variant with workers.
    workers: u32 = count(4, 1..=8), only workers;
}

/// All coroutines share one thread.
pub async fn coroutines(params: Params) {
    hold_in_a_worker(1, params.coroutines, params.delay).await;
}

/// Several workers share the coroutines.
pub async fn workers(params: Params) {
    let (all, workers) = (params.coroutines, params.workers);
    let share = |worker| all / workers + u32::from(worker <= all % workers);
    let start = |worker| {
        let held = hold_in_a_worker(worker, share(worker), params.delay);
        spawn(held).named(format!("worker {worker}"))
    };
    gather((1..=workers).map(start)).await;
}

async fn hold_in_a_worker(worker: u32, coroutines: u32, delay: Duration) {
    if let Err(error) = try_to_hold(worker, coroutines, delay).await {
        log(format!("worker {worker} did not come to its end: {error}"));
    }
}

async fn try_to_hold(name: u32, coroutines: u32, delay: Duration) -> Result<(), WorkerError> {
    let worker = Worker::start(format!("worker {name}")).await?;
    let started_ms = worker.started_in().as_millis() as u64;
    let held = worker.run(&HOLD, Order { coroutines, delay }).await?;
    if held.coroutines < coroutines {
        log(format!(
            "worker {name}: refused after {} coroutines, for want of memory",
            held.coroutines
        ));
    }
    log(format!("worker {name}: {} coroutines slept", held.coroutines));
    if let Some(Memory { before, grown, recorded }) = held.memory {
        let each = |all: u64| all / u64::from(held.coroutines.max(1));
        let (bytes, record) = (each(grown.saturating_sub(recorded)), each(recorded));
        let us = each(held.more_us);
        log(format!(
            "worker {name}: started in {started_ms} ms with {} KiB of memory",
            before / 1024
        ));
        // Memory grows by whole pages: nothing may mean that what they need was there already.
        let needs = match bytes {
            0 => format!("less than a page of 64 KiB in all, {us} µs"),
            _ => format!("{bytes} bytes and {us} µs"),
        };
        log(format!("worker {name}: {needs} a coroutine, and {record} bytes for its record"));
    }
    Ok(())
}

/// How many coroutines are to sleep, and how long.
#[derive(Debug, Serialize, Deserialize)]
pub struct Order {
    coroutines: u32,
    delay: Duration,
}

/// What a worker found out.
#[derive(Debug, Serialize, Deserialize)]
pub struct Held {
    coroutines: u32,
    memory: Option<Memory>,
    /// How much longer than the delay it took.
    more_us: u64,
}

/// How many bytes there were before, how many came to it, and how many of these are the record.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Memory {
    before: u64,
    grown: u64,
    recorded: u64,
}

/// What runs in a worker.
pub static HOLD: Job<Order, Held> = Job::new("scale: hold", |order| Box::pin(hold(order)));

/// So many coroutines are made before there is another look at the memory.
const STEP: u32 = 20_000;

/// More memory than this is refused: a page of a phone gets little more.
const MOST_BYTES: u64 = 512 << 20;

async fn hold(order: Order) -> Held {
    let (began, before) = (now(), memory_bytes());
    let grown = || {
        let before = before?;
        Some(Memory { before, grown: memory_bytes()? - before, recorded: recorded_bytes() })
    };
    let mut tasks = Vec::new();
    while tasks.len() < order.coroutines as usize {
        let used = grown().map_or(0, |memory| memory.grown);
        let next = used / (tasks.len() as u64 / u64::from(STEP)).max(1);
        // Once they sleep, they need about twice as much.
        if 2 * (used + next) > MOST_BYTES || !has_room_for(2 * next) {
            break;
        }
        let more = STEP.min(order.coroutines - tasks.len() as u32);
        tasks.extend((0..more).map(|_| spawn(sleep(order.delay))));
    }
    // Lets all of them begin to sleep, each of which needs a place among the timers.
    yield_now().await;
    let (coroutines, memory) = (tasks.len() as u32, grown());
    for task in tasks {
        task.await;
    }
    let more_us = (now() - began).saturating_sub(order.delay).as_micros() as u64;
    Held { coroutines, memory, more_us }
}
