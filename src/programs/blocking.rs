//! # Sleeping the wrong way
//!
//! What happens to everybody else when one coroutine waits without giving control back?
//!
//! ## Watch
//!
//! An asynchronous sleep hands control back to the event loop until the time has come. A blocking
//! sleep keeps it. Run it as it is, then choose Blocking sleep, on this page's own event loop, and
//! run again: the page itself stands still. Buttons, scrolling, everything waits for one line.
//!
//! Who blocks first keeps the others from beginning. Who blocks in the middle keeps those from going
//! on that wait already: look when `a` could go on, and when it does.
//!
//! ## Lesson
//!
//! With asynchronous sleep all of them waited at the same time, and nobody held up the loop. With
//! blocking sleep the others were not even waiting for anything: they were *ready*, and the loop
//! could not come to them. That is the hatched part of their lanes. A sleep that is over in time is
//! no help: whoever waits for it is woken, and then has to wait for the loop. Let every coroutine block, and
//! the total is the sum of all delays, although each of them is a task of its own. One blocking
//! call makes an asynchronous program a slow sequential one. Work that has to block belongs on
//! another thread: moved to a worker, it keeps the loop of that worker, and nobody waits there.

use std::time::Duration;

use super::params::{count, duration, params};
use crate::runtime::{block, gather, log, sleep, spawn};
use crate::workers::{Job, Worker};

params! {
    /// How many coroutines there are.
    coroutines: u32 = count(3, 1..=20);
    /// How long each of them waits.
    delay: Duration = duration(1000);
    /// How many of them block, in the variants that do.
    blocking: u32 = count(1, 0..=20), only blocking_sleep blocking_in_the_middle moved_to_a_worker;
}

/// Every coroutine waits the right way.
pub async fn asynchronous_sleep(params: Params) {
    let start = |x| spawn(wait(x, params.delay)).named(name(x));
    gather((0..params.coroutines).map(start)).await;
}

/// The first coroutines wait the wrong way: they keep control.
pub async fn blocking_sleep(params: Params) {
    let start = |x| {
        if x < params.blocking {
            spawn(block_the_loop(x, params.delay)).named(name(x))
        } else {
            spawn(wait(x, params.delay)).named(name(x))
        }
    };
    gather((0..params.coroutines).map(start)).await;
}

/// Those in the middle keep control, and for twice as long: the first of all wait already.
pub async fn blocking_in_the_middle(params: Params) {
    let middle = params.coroutines / 2;
    let start = |x| {
        if (middle..middle + params.blocking).contains(&x) {
            spawn(block_the_loop(x, params.delay * 2)).named(name(x))
        } else {
            spawn(wait(x, params.delay)).named(name(x))
        }
    };
    gather((0..params.coroutines).map(start)).await;
}

/// The first coroutines wait the wrong way, but each on a thread of its own.
pub async fn moved_to_a_worker(params: Params) {
    let start = |x| {
        if x < params.blocking {
            spawn(block_a_worker(x, params.delay)).named(name(x))
        } else {
            spawn(wait(x, params.delay)).named(name(x))
        }
    };
    gather((0..params.coroutines).map(start)).await;
}

/// What runs in a worker.
pub static BLOCK: Job<Duration, ()> =
    Job::new("blocking: block", |delay| Box::pin(block_here(delay)));

async fn wait(x: u32, delay: Duration) {
    log(format!("{} starts", name(x)));
    sleep(delay).await;
    log(format!("{} ends", name(x)));
}

async fn block_the_loop(x: u32, delay: Duration) {
    log(format!("{} starts and blocks", name(x)));
    block(delay);
    log(format!("{} ends", name(x)));
}

async fn block_a_worker(x: u32, delay: Duration) {
    log(format!("{} starts and lets a worker block", name(x)));
    let done = match Worker::start(format!("worker of {}", name(x))).await {
        Ok(worker) => worker.run(&BLOCK, delay).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => log(format!("{} ends", name(x))),
        Err(error) => log(format!("{} got no answer: {error}", name(x))),
    }
}

async fn block_here(delay: Duration) {
    block(delay);
}

/// The coroutines are called a, b, c and so on.
fn name(x: u32) -> String {
    char::from(b'a' + x as u8).to_string()
}
