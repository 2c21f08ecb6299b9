//! # Cooperation
//!
//! There is one thread. If two coroutines have work to do and nobody waits, who comes first?
//!
//! ## Watch
//!
//! Two coroutines count. The long one starts first and has more to do than the short one. In one
//! variant they give control back after every k numbers, to let each other run; in the other one
//! they never do.
//!
//! Look who is done first, and how often control was given back. A coroutine is *ready* when it
//! could go on but somebody else has the loop: that is the hatched part of a lane.
//!
//! ## Lesson
//!
//! Nobody takes control away from a coroutine: it keeps the loop until it gives it back. So a long
//! piece of work without an `await` makes everybody else wait, and the page as well. If all give
//! control back now and then, they take turns, and whoever has less to do is done earlier. That does
//! not make the work less, because there is only one thread. On the loop of a page it even takes
//! longer: what was given back is used, to paint and to take input. A small k means many switches,
//! and each of them costs a little; a large k means long turns.

use std::time::Duration;

use super::params::{Kind, Numeric, count as whole_number, params};
use crate::runtime::{block, gather, log, spawn, yield_now};

params! {
    /// How far the long coroutine counts. It starts first.
    long_count: u32 = whole_number(20_000, 0..=100_000);
    /// How far the short coroutine counts.
    short_count: u32 = whole_number(10_000, 0..=100_000);
    /// After how many numbers a coroutine gives control back, in the variant that yields.
    k: u32 = whole_number(1000, 1..=100_000), only yield_every_k;
    /// How long it takes to count a thousand numbers.
    per_thousand: Duration =
        Kind::Duration(Numeric { default: 5.0, range: 0.0..=5000.0, step: 5.0 });
}

/// Both give control back after every k numbers.
pub async fn yield_every_k(params: Params) {
    count_both(&params, Some(params.k)).await;
}

/// Both keep control until they have counted to the end.
pub async fn never_yield(params: Params) {
    count_both(&params, None).await;
}

async fn count_both(params: &Params, yield_every: Option<u32>) {
    let start = |name, to| spawn(count(name, to, yield_every, params.per_thousand)).named(name);
    let long = start("long", params.long_count);
    let short = start("short", params.short_count);
    let switches = gather([long, short]).await;
    log(format!("{} switches in all", switches[0] + switches[1]));
}

/// Counts, and returns how often it has given control back meanwhile.
async fn count(name: &str, to: u32, yield_every: Option<u32>, per_thousand: Duration) -> u32 {
    log(format!("{name} starts"));
    let mut switches = 0;
    let mut number = 0;
    while let Some(next) = next_stop(number, to, yield_every) {
        number = next;
        if number.is_multiple_of(1000) {
            block(per_thousand);
        }
        if yield_every.is_some_and(|k| number.is_multiple_of(k)) {
            yield_now().await;
            switches += 1;
        }
    }
    log(format!("{name} has counted to {to}, with {switches} switches"));
    switches
}

/// The next number at which something happens. Nobody needs those in between, and the time that it
/// takes to count them is that of the block.
fn next_stop(number: u32, to: u32, yield_every: Option<u32>) -> Option<u32> {
    let next = |step: u32| (number / step + 1) * step;
    let stop = yield_every.map_or(next(1000), |k| next(k).min(next(1000)));
    (stop <= to).then_some(stop)
}
