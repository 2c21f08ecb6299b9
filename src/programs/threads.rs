//! # Threads
//!
//! Two threads add to the same counter at the same time. Does it hold what both of them added?
//!
//! ## Watch
//!
//! Two workers are given the same piece of memory. One writes the cube of the number there, the
//! other the square. Then they wait for each other, and both add 1 to one shared counter, over and
//! over, at the same time. The atomic variant adds in one step. The racy one does what an ordinary
//! `counter = counter + 1` does: it reads the counter, adds 1, and writes it back.
//!
//! ## Lesson
//!
//! Added atomically, the counter is exact. Racy threads can lose updates: both read the same
//! number, both add 1, and both write back the same sum, so one of the two additions is gone. How
//! many go, if any, is chance: run it again. The prediction cannot lose any: its threads take
//! turns: races are what makes threads so hard to predict and to test. On one event loop nobody can
//! come between two lines without an `await`: there is no race of this kind at all.
//!
//! In Python these would be two of `threading.Thread`, and a `threading.Lock` would make adding
//! one step.

use serde::{Deserialize, Serialize};

use super::params::{count, params};
use crate::runtime::{fail, gather, log, spawn, yield_now};
use crate::workers::{Job, SharedMemory, Worker, WorkerError};

params! {
    /// The number whose cube and square are computed.
    number: u32 = count(10, 0..=1000);
    /// How often each thread adds 1 to the counter.
    increments: u32 = count(100_000, 0..=1_000_000);
}

/// Each thread adds in one step that nobody can come between.
pub async fn atomic(params: Params) {
    run(params, true).await;
}

/// Each thread reads the counter, adds 1, and writes it back.
pub async fn racy(params: Params) {
    run(params, false).await;
}

/// What lies where in the memory that the threads share.
const CUBE: u32 = 0;
const SQUARE: u32 = 1;
const COUNTER: u32 = 2;
const READY: u32 = 3;
const NUMBERS: u32 = 4;

/// What a thread is to do.
#[derive(Debug, Serialize, Deserialize)]
pub struct Work {
    number: u32,
    power: u32,
    increments: u32,
    atomic: bool,
}

/// What runs in each of the two workers.
pub static WORK: Job<Work, ()> = Job::new("threads: work", |work| Box::pin(work_on(work)));

async fn run(params: Params, atomic: bool) {
    let memory = match SharedMemory::new(NUMBERS) {
        Ok(memory) => memory,
        Err(why) => {
            log(format!("This cannot run here: {why}."));
            return fail("this page may not share memory");
        }
    };
    let start = |(name, power)| {
        let Params { number, increments } = params;
        let work = Work { number, power, increments, atomic };
        spawn(on_a_thread(name, memory.clone(), work)).named(format!("wait for {name}"))
    };
    let done = gather([("cube", 3), ("square", 2)].map(start)).await;
    if let Some(error) = done.into_iter().find_map(Result::err) {
        return fail(format!("a thread did not finish: {error}"));
    }
    log(format!("cube {}, square {}", memory.get(CUBE), memory.get(SQUARE)));
    let (counted, added) = (memory.get(COUNTER), 2 * params.increments as i32);
    log(format!("{added} times added 1, the counter holds {counted}"));
    log(match added - counted {
        0 => "no update was lost".to_owned(),
        lost => format!("{lost} updates were lost"),
    });
}

async fn on_a_thread(name: &str, memory: SharedMemory, work: Work) -> Result<(), WorkerError> {
    let worker = Worker::start(name).await?;
    worker.sharing(&memory).run(&WORK, work).await
}

async fn work_on(work: Work) {
    let Some(memory) = SharedMemory::of_this_worker() else { return };
    let place = if work.power == 3 { CUBE } else { SQUARE };
    memory.set(place, work.number.pow(work.power) as i32);
    memory.add(READY, 1);
    while memory.get(READY) < 2 {
        yield_now().await;
    }
    for _ in 0..work.increments {
        if work.atomic {
            memory.add(COUNTER, 1);
        } else {
            memory.set(COUNTER, memory.get(COUNTER) + 1);
        }
    }
    log(format!("added 1, {} times", work.increments));
}
