//! # A receiver that takes its time
//!
//! If a coroutine needs a while for what it is sent, what do the sender and the loop do meanwhile?
//!
//! ## Watch
//!
//! The receiver is sent two words, First and Second, and takes a different time for each. The
//! sender goes on only when the receiver asks for more. A word that is sent before the receiver
//! was primed is refused: it does not wait at a `yield` yet.
//!
//! Both variants take the same time and print the same. Look at the lanes instead: does the
//! receiver wait, or does it keep the loop?
//!
//! ## Lesson
//!
//! Sender and receiver take turns, and the sender waits until its word was received, so the waits
//! add up. If the receiver waits the asynchronous way, the event loop is free: other tasks could
//! run, and this page stays alive. If it blocks, its caller blocks too, and with it the whole loop.

use std::time::Duration;

use super::params::{duration, params};
use crate::runtime::{Generator, Yielder, block, generator, log, sleep};

params! {
    /// How long the receiver takes for First.
    first_wait: Duration = duration(4000);
    /// How long the receiver takes for Second.
    second_wait: Duration = duration(2000);
}

/// The receiver waits the wrong way: it keeps the loop.
pub async fn blocking(params: Params) {
    send_both(generator("receiver", |caller| receive_blocking(params, caller))).await;
}

/// The receiver gives control back while it waits.
pub async fn asynchronous(params: Params) {
    send_both(generator("receiver", |caller| receive(params, caller))).await;
}

async fn send_both(mut receiver: Generator<&'static str, ()>) {
    send(&mut receiver, "First").await;
    log("priming the receiver");
    if let Err(error) = receiver.prime().await {
        log(format!("error: {error}"));
    }
    send(&mut receiver, "First").await;
    send(&mut receiver, "Second").await;
    if let Err(error) = receiver.close().await {
        log(format!("error: {error}"));
    }
}

async fn send(receiver: &mut Generator<&'static str, ()>, word: &'static str) {
    log(format!("sending {word}"));
    if let Err(error) = receiver.send(word).await {
        log(format!("error: {error}"));
    }
}

async fn receive_blocking(params: Params, mut sender: Yielder<&'static str, ()>) {
    while let Some(word) = sender.yield_(()).await {
        let wait = wait_for(word, &params);
        log(format!("{word}: blocks for {} ms", wait.as_millis()));
        block(wait);
        log(format!("Received {word}"));
    }
}

async fn receive(params: Params, mut sender: Yielder<&'static str, ()>) {
    while let Some(word) = sender.yield_(()).await {
        let wait = wait_for(word, &params);
        log(format!("{word}: waits {} ms", wait.as_millis()));
        sleep(wait).await;
        log(format!("Received {word}"));
    }
}

fn wait_for(word: &str, params: &Params) -> Duration {
    if word == "First" { params.first_wait } else { params.second_wait }
}
