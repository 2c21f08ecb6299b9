//! # Top stories
//!
//! Three newspapers answer at different speeds, and one may not answer at all: how do you read the
//! others all the same?
//!
//! ## Watch
//!
//! A feed is a file that lists stories. This program really fetches three of them over HTTP, reads
//! their JSON, and prints the best stories of each. The site is quick, so each request is sent only
//! after a wait of your choice, as if the way to the server were longer.
//!
//! One after the other, the waits add up. At once, the feeds appear in the order in which they
//! answer. Now let a feed be missing, malformed or slow.
//!
//! ## Lesson
//!
//! While a request is on its way, its coroutine waits on the *host*, which here is the browser, and
//! the loop is free for the others. Each feed deals with its own errors and is one line of output
//! when it fails; the others never hear of it. What takes too long is dropped, and in Rust to drop
//! a request is to abort it: the browser closes it and nobody downloads what nobody wants. Stop
//! does the same with all of them.

use std::cmp::Reverse;
use std::time::Duration;

use serde::Deserialize;

use super::params::{choice, count, duration, flag, params};
use crate::host::{fetch_text, read_json};
use crate::runtime::{gather, log, sleep, spawn, timeout};

params! {
    /// Whether the garden's feed is fetched.
    garden: bool = flag(true);
    /// Whether the sky's feed is fetched.
    sky: bool = flag(true);
    /// Whether the harbour's feed is fetched.
    harbour: bool = flag(true);
    /// How many stories are printed of each feed: those with the highest scores.
    stories: u32 = count(5, 1..=8);
    /// How long the garden's request waits before it is sent.
    garden_latency: Duration = duration(800);
    /// How long the sky's request waits before it is sent.
    sky_latency: Duration = duration(1200);
    /// How long the harbour's request waits before it is sent.
    harbour_latency: Duration = duration(400);
    /// How long a feed may take in all before it is given up.
    time_limit: Duration = duration(3000);
    /// The feed that the server does not know: its file has another name.
    missing_feed: String = choice("none", &["none", "garden", "sky", "harbour"]);
    /// The feed that breaks off in the middle of a story.
    malformed_feed: String = choice("none", &["none", "garden", "sky", "harbour"]);
    /// The feed that takes twice the time limit.
    slow_feed: String = choice("none", &["none", "garden", "sky", "harbour"]);
}

/// Reads one feed to its end before it asks for the next.
pub async fn sequential(params: Params) {
    for feed in params.feeds() {
        show(feed).await;
    }
}

/// Makes a task of each feed, so that all of them are on their way at once.
pub async fn concurrent(params: Params) {
    let task = |feed: Feed| spawn(show(feed.clone())).named(feed.name);
    gather(params.feeds().into_iter().map(task)).await;
}

/// Prints the best stories of a feed, or a line that says why there are none.
async fn show(feed: Feed) {
    let name = feed.name;
    match timeout(feed.time_limit, fetch(&feed)).await {
        Ok(Ok(mut stories)) => {
            stories.sort_by_key(|story| Reverse(story.score));
            for Story { score, title, url } in stories.iter().take(feed.stories) {
                log(format!("{score} {title} ({url})"));
            }
            log(format!("DONE: {name}"));
        }
        Ok(Err(reason)) => log(format!("FAILED: {name}: {reason}")),
        Err(_) => {
            let limit_ms = feed.time_limit.as_millis() as u64;
            log(format!("FAILED: {name}: no answer within {limit_ms} ms"));
        }
    }
}

async fn fetch(feed: &Feed) -> Result<Vec<Story>, String> {
    sleep(feed.latency).await;
    let text = fetch_text(&feed.url).await.map_err(|error| error.to_string())?;
    read_json(&text).map_err(|error| format!("this is no list of stories: {error}"))
}

#[derive(Deserialize)]
struct Story {
    score: u32,
    title: String,
    url: String,
}

#[derive(Clone)]
struct Feed {
    name: &'static str,
    url: String,
    latency: Duration,
    time_limit: Duration,
    stories: usize,
}

impl Params {
    /// The feeds that are switched on, with what is wrong with them.
    fn feeds(&self) -> Vec<Feed> {
        let feeds = [
            ("garden", self.garden, self.garden_latency),
            ("sky", self.sky, self.sky_latency),
            ("harbour", self.harbour, self.harbour_latency),
        ];
        let feeds = feeds.into_iter().filter(|(_, is_on, _)| *is_on);
        feeds.map(|(name, _, latency)| self.feed(name, latency)).collect()
    }

    fn feed(&self, name: &'static str, latency: Duration) -> Feed {
        let file = match name {
            name if name == self.missing_feed => "missing",
            name if name == self.malformed_feed => "broken",
            name => name,
        };
        Feed {
            name,
            url: format!("data/{file}.json"),
            latency: if self.slow_feed == name { self.time_limit * 2 } else { latency },
            time_limit: self.time_limit,
            stories: self.stories as usize,
        }
    }
}
