#!/usr/bin/env bash
# tokio 1.54.1 and futures-lite 2.6.1: two tasks on one thread, and both do nothing but yield.
#
# What most people believe: `yield_now` sends a task to the back of the queue, as tokio's documentation
#   says. So both get on at the same pace, whichever library each has it from.
# What happens: with the same `yield_now` they do. If one task has tokio's and the other one that of
#   futures-lite, the second has sixty turns for each of the first. futures-lite's wakes the task at
#   once, which puts it at the end of the queue. Tokio's is kept aside until the runtime
#   looks for timers and sockets, and while tasks are ready, it does that once in 61 polls.
# Seen in November 2026: while one made 10 turns, the other made 10, 10, and 600.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/src"

cat > "$dir/Cargo.toml" <<'TOML'
[package]
name = "finding"
version = "0.0.0"
edition = "2021"

[dependencies]
futures-lite = { version = "=2.6.1", default-features = false }
tokio = { version = "=1.54.1", features = ["rt"] }
TOML

cat > "$dir/src/main.rs" <<'RUST'
use std::{
    future::Future,
    sync::{
        atomic::{AtomicU32, Ordering::Relaxed},
        Arc,
    },
};

use futures_lite::future::yield_now as wakes_at_once;
use tokio::{runtime::Builder, task::yield_now as is_kept_aside};

const TURNS: u32 = 10;

/// How many turns a task that yields by `other` makes, while one that yields by `counted` makes
/// ten.
fn meanwhile<A, B>(counted: fn() -> A, other: fn() -> B) -> u32
where
    A: Future<Output = ()> + Send + 'static,
    B: Future<Output = ()> + Send + 'static,
{
    Builder::new_current_thread().build().unwrap().block_on(async move {
        let turns = Arc::new(AtomicU32::new(0));
        let made = turns.clone();
        let endless = tokio::spawn(async move {
            loop {
                other().await;
                made.fetch_add(1, Relaxed);
            }
        });
        let ten = tokio::spawn(async move {
            for _ in 0..TURNS {
                counted().await;
            }
            turns.load(Relaxed)
        });
        let turns = ten.await.unwrap();
        endless.abort();
        turns
    })
}

fn main() {
    let both_tokio = meanwhile(is_kept_aside, is_kept_aside);
    let both_lite = meanwhile(wakes_at_once, wakes_at_once);
    let mixed = meanwhile(is_kept_aside, wakes_at_once);
    println!("{TURNS} turns by tokio's, meanwhile by tokio's:               {both_tokio:4}");
    println!("{TURNS} turns by futures-lite's, meanwhile by futures-lite's: {both_lite:4}");
    println!("{TURNS} turns by tokio's, meanwhile by futures-lite's:        {mixed:4}");
    if mixed < 10 * TURNS {
        eprintln!("This has changed: the two tasks now get on at the same pace.");
        std::process::exit(1);
    }
    println!("As in November 2026: the one is held up by the other's way to yield.");
}
RUST

cargo build --quiet -j1 --manifest-path "$dir/Cargo.toml" --target-dir "$dir/target"
echo "tokio 1.54.1, futures-lite 2.6.1"
"$dir/target/debug/finding"
