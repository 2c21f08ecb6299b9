//! # The life of a coroutine
//!
//! When does a coroutine begin to run: when it is called, when it is made a task, or when it is
//! awaited?
//!
//! ## Watch
//!
//! The coroutine `work` prints Start, waits, and prints End. The main coroutine says what it does
//! with it, before and after. Compare the times of the lines: who is first, and who waits for
//! whom?
//!
//! ## Lesson
//!
//! To call an `async fn` only makes a coroutine. It runs nothing of it, not even the first line.
//! An awaited coroutine runs as a part of whoever awaits it, and that one goes on only after End.
//! A task belongs to the event loop: it starts as soon as the loop is free, awaited or not. And a
//! coroutine that nobody awaits does nothing at all, however long the program goes on. That is
//! nearly always a mistake, so the page warns about it.
//!
//! When the main coroutine ends, the run is over, and tasks that are not done are cancelled. Here
//! they get no further step. `asyncio.run` in Python gives one more to each task that is ready
//! then, up to its next `await`: a task that was made just before the end prints its Start there,
//! and never its End. And a task whose handle is dropped is cancelled here; in Python it goes on,
//! as long as something refers to it.

use std::time::Duration;

use super::params::{duration, params};
use crate::runtime::{log, sleep, span, spawn};

params! {
    /// How long the coroutine waits between Start and End.
    delay: Duration = duration(1000);
}

/// Calls the coroutine, and then awaits it.
pub async fn awaited(params: Params) {
    let coroutine = work(params.delay);
    log("called, and nothing runs yet");
    coroutine.await;
    log("awaited to its end");
}

/// Makes a task of the coroutine, and awaits it only later.
pub async fn as_a_task(params: Params) {
    let task = spawn(work(params.delay)).named("work");
    log("made a task, which nobody awaits yet");
    sleep(params.delay / 2).await;
    log("half of the time is over, and only now it is awaited");
    task.await;
    log("awaited to its end");
}

/// Calls the coroutine, gives it time, and forgets it.
pub async fn never_awaited(params: Params) {
    // `span` gives the coroutine a name, by which the page can warn about it.
    let coroutine = span("work", work(params.delay));
    log("called, and nothing runs yet");
    sleep(params.delay).await;
    log("nothing has run, and nothing ever will");
    drop(coroutine);
}

async fn work(delay: Duration) {
    log("Start");
    sleep(delay).await;
    log("End");
}
