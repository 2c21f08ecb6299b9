//! # A filter for names
//!
//! Can a coroutine be handed one thing after the other, and keep its place in between?
//!
//! ## Watch
//!
//! A generator is a coroutine that somebody resumes by hand, instead of the event loop. It runs up
//! to its next `yield`, hands control back, and waits there to be sent the next value.
//!
//! This one prints those names that contain the prefix. It must be primed once: that runs it up to
//! its first yield, where it can take a name. Look at the two lanes: control goes to and fro
//! between them, and only one of them runs at any moment.
//!
//! ## Lesson
//!
//! To send is to call into the middle of a function. Between two sends the generator remembers its
//! place and all its variables, without any thread. To close it lets it come to its end, and
//! nothing can be sent after that. If it is only dropped, it does not go on from its yield, but
//! what it holds is dropped all the same. Here that is what says farewell, so you hear it both
//! times. Python makes no such difference: it raises `GeneratorExit` at the yield both times.

use std::time::Duration;

use super::params::{duration, params, text};
use crate::runtime::{self, Generator, Yielder, generator, log, sleep};

params! {
    /// What a name must contain to be printed.
    prefix: String = text("Dear");
    /// The name that is sent first.
    first_name: String = text("James");
    /// The name that is sent next.
    second_name: String = text("Dear James");
    /// How long the caller takes before it sends a name, and the filter to look at it.
    pause: Duration = duration(300);
}

/// Sends both names, closes the generator, and tries to send one more.
pub async fn send_and_close(params: Params) {
    let mut names = send_both(&params).await;
    log("closing");
    if let Err(error) = names.close().await {
        log(format!("error: {error}"));
    }
    send(&mut names, &params.first_name).await;
}

/// Sends both names, and drops the generator while it waits for a third.
pub async fn dropped(params: Params) {
    let names = send_both(&params).await;
    log("dropping");
    drop(names);
    log("dropped, so nothing can be sent any more");
}

/// Makes the generator, runs it up to its first yield, and sends it both names.
async fn send_both(params: &Params) -> Generator<String, ()> {
    let (prefix, pause) = (params.prefix.clone(), params.pause);
    let mut names = generator("filter", |caller| filter(prefix, pause, caller));
    log("priming");
    if let Err(error) = names.prime().await {
        log(format!("error: {error}"));
    }
    for name in [&params.first_name, &params.second_name] {
        sleep(pause).await;
        send(&mut names, name).await;
    }
    names
}

async fn send(names: &mut Generator<String, ()>, name: &str) {
    log(format!("sending {name}"));
    if let Err(error) = names.send(name.to_owned()).await {
        log(format!("error: {error}"));
    }
}

async fn filter(prefix: String, pause: Duration, mut caller: Yielder<String, ()>) {
    let _farewell = Farewell;
    log(format!("looking for {prefix}"));
    while let Some(name) = caller.yield_(()).await {
        sleep(pause).await;
        if name.contains(&prefix) {
            log(name);
        }
    }
}

/// Says farewell when it is dropped, however that comes about.
struct Farewell;

impl Drop for Farewell {
    fn drop(&mut self) {
        runtime::dropped("farewell");
        log("that was all, farewell");
    }
}
