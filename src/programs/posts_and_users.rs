//! # Posts and users
//!
//! You need two lists, and neither depends on the other: does one have to wait for the other?
//!
//! ## Watch
//!
//! Every list takes some time to arrive, which is called its latency. There is no network in this
//! program: a sleep stands for it, so that you can set each latency yourself.
//!
//! *Sequential*: the users are not even asked for before the posts have arrived. *Concurrent*:
//! both requests are on their way during the same time, and a list is displayed as soon as it
//! arrives. Then look at the last two lines of the output: the results.
//!
//! ## Lesson
//!
//! Waiting for an answer is no work, so a program can wait for many answers at the same time. The
//! list with the shorter latency arrives first, and that can be any of the two. Whoever gathers
//! them need not care: the results come back in the order in which they were asked for.

use std::time::Duration;

use super::params::{duration, params};
use crate::runtime::{gather, log, sleep, spawn};

params! {
    /// How long the list of posts takes to arrive.
    posts_latency: Duration = duration(2000);
    /// How long the list of users takes to arrive.
    users_latency: Duration = duration(1000);
}

const POSTS: [&str; 3] = ["Bread at home", "A night walk", "Old bridges"];
const USERS: [&str; 3] = ["Mira", "Jonas", "Lin"];

/// Asks for the users only when the posts have arrived.
pub async fn sequential(params: Params) {
    let posts = fetch("posts", POSTS, params.posts_latency).await;
    let users = fetch("users", USERS, params.users_latency).await;
    show_results(&[posts, users]);
}

/// Asks for both lists at once, and waits until both have arrived.
pub async fn concurrent(params: Params) {
    let posts = spawn(fetch("posts", POSTS, params.posts_latency)).named("posts");
    let users = spawn(fetch("users", USERS, params.users_latency)).named("users");
    show_results(&gather([posts, users]).await);
}

/// Asks for a list, displays it when it has arrived, and returns it.
async fn fetch(what: &str, list: [&'static str; 3], latency: Duration) -> [&'static str; 3] {
    log(format!("asking for {what}"));
    sleep(latency).await;
    log(format!("{what}: {}", list.join(", ")));
    list
}

fn show_results(lists: &[[&str; 3]]) {
    for (nth, list) in lists.iter().enumerate() {
        log(format!("result {}: {}", nth + 1, list.join(", ")));
    }
}
