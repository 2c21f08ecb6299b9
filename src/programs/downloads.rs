//! # Downloads
//!
//! If one download takes a moment, how long do many take, and how many should run at once?
//!
//! ## Watch
//!
//! Every download says when it begins and when it is over. In between it only waits: a sleep
//! stands for the network.
//!
//! One after the other, each page is over before the next one begins. At once, all of them begin
//! before the first is over. With a limit, whoever begins needs a *permit*, and there are only so
//! many: look for the steps in the picture, and set a limit that does not divide the pages.
//!
//! ## Lesson
//!
//! Downloads at once take as long as the longest of them, however many they are. A server, or
//! your own memory, may not bear so many. A semaphore holds a number of permits: who has got one
//! may go on, the others wait for a permit to come back. So the total is one delay for every group
//! of pages that fits in the limit.

use std::time::Duration;

use super::params::{count, duration, params};
use crate::runtime::{Semaphore, gather, log, sleep, spawn};

params! {
    /// How many pages are downloaded.
    pages: u32 = count(6, 1..=200);
    /// How long each download takes.
    delay: Duration = duration(200);
    /// How many downloads may run at the same time, in the limited variant.
    limit: u32 = count(2, 1..=200), only limited;
}

/// Downloads one page after the other.
pub async fn sequential(params: Params) {
    for page in 1..=params.pages {
        download(page, params.delay).await;
    }
}

/// Makes a task of every download, so that all of them run at once.
pub async fn concurrent(params: Params) {
    let start = |page| spawn(download(page, params.delay)).named(format!("page {page}"));
    gather((1..=params.pages).map(start)).await;
}

/// Makes a task of every download too, but lets only some of them begin.
pub async fn limited(params: Params) {
    let permits = Semaphore::new(params.limit as usize);
    let start = |page| {
        let coroutine = download_with_permit(permits.clone(), page, params.delay);
        spawn(coroutine).named(format!("page {page}"))
    };
    gather((1..=params.pages).map(start)).await;
}

async fn download(page: u32, delay: Duration) {
    log(format!("Downloading page {page}"));
    sleep(delay).await;
    log(format!("Downloaded page {page}"));
}

/// The permit goes back when it is dropped: at the end of this function.
async fn download_with_permit(permits: Semaphore, page: u32, delay: Duration) {
    let _permit = permits.acquire().await;
    download(page, delay).await;
}
