//! # Failing
//!
//! What does the page do with programs that go wrong?
//!
//! ## Watch
//!
//! Each variant goes wrong in a way of its own. None of them is in the catalog that people see:
//! they are here for the tests of the page.
//!
//! ## Lesson
//!
//! The page stays usable, and the trace up to the failure stays readable.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use super::params::{duration, params};
use crate::runtime::{is_simulated, log, now, sleep, spawn, yield_now};
use crate::workers::{Job, Worker};

params! {
    /// How long it goes well.
    delay: Duration = duration(100);
}

/// A task panics while the main coroutine awaits it.
pub async fn panics(params: Params) {
    log("all is well");
    spawn(fail(params.delay)).named("unlucky").await;
}

/// One of two tasks panics if the other was polled first.
pub async fn panics_in_some_order(params: Params) {
    let (late, is_late) = (Rc::new(Cell::new(false)), Rc::new(Cell::new(false)));
    let first = spawn(in_time(params.delay, Rc::clone(&late), Rc::clone(&is_late))).named("first");
    let second = spawn(in_time(Duration::ZERO, is_late, late)).named("second");
    first.await;
    second.await;
}

async fn in_time(delay: Duration, late: Rc<Cell<bool>>, is_late: Rc<Cell<bool>>) {
    // Only the first task has got a delay, so only that one fails.
    assert!(!late.get() || delay.is_zero(), "this was to be expected");
    is_late.set(true);
    sleep(delay).await;
    log("all is well");
}

/// Keeps control for ever.
pub async fn never_returns(params: Params) {
    sleep(params.delay).await;
    log("never to be seen again");
    let before = now();
    // On a virtual clock work takes no time. There it ends, or else the prediction of this program
    // would keep the page that it is to be tried on.
    while work() && now() > before {}
}

/// Gives control back for ever, and never ends.
pub async fn yields_for_ever(params: Params) {
    sleep(params.delay).await;
    log("on and on");
    while std::hint::black_box(true) {
        yield_now().await;
    }
}

/// Waits for something that never comes.
pub async fn gets_stuck(params: Params) {
    sleep(params.delay).await;
    log("waiting");
    std::future::pending().await
}

/// Some milliseconds of work, which any clock can tell from nothing.
fn work() -> bool {
    (0..20_000_000_u32).all(|step| std::hint::black_box(step) == step)
}

/// A worker panics. In a prediction it does not: a simulated worker would take the page with it.
pub async fn panics_in_a_worker(params: Params) {
    let done = match Worker::start("unlucky").await {
        Ok(worker) => worker.run(&FAIL, params.delay).await,
        Err(error) => Err(error),
    };
    log(done.err().map_or_else(|| "all is well".to_owned(), |error| error.to_string()));
}

/// The main coroutine panics while a worker is there. In a prediction it does not.
pub async fn panics_beside_a_worker(params: Params) {
    match Worker::start("idle").await {
        Ok(worker) if is_simulated() => drop(worker),
        Ok(_worker) => fail(params.delay).await,
        Err(error) => log(error.to_string()),
    }
}

/// A worker waits for something that never comes.
pub async fn gets_stuck_in_a_worker(params: Params) {
    sleep(params.delay).await;
    let done = match Worker::start("patient").await {
        Ok(worker) => worker.run(&WAIT, ()).await,
        Err(error) => Err(error),
    };
    log(done.err().map_or_else(|| "all is well".to_owned(), |error| error.to_string()));
}

/// What runs in the worker that gets stuck.
pub static WAIT: Job<(), ()> = Job::new("failing: wait", |()| Box::pin(std::future::pending()));

/// What runs in the worker that panics.
pub static FAIL: Job<Duration, ()> = Job::new("failing: fail", |delay| {
    Box::pin(async move { if is_simulated() { sleep(delay).await } else { fail(delay).await } })
});

async fn fail(delay: Duration) {
    sleep(delay).await;
    panic!("this was to be expected");
}
