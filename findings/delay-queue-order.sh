#!/usr/bin/env bash
# tokio-util 0.7.20 with tokio 1.54.1: eight entries with one and the same delay go into a DelayQueue.
#
# What most people believe: it is a queue. What is due at one instant comes out in the order in which it went
#   in, as tasks do that sleep in tokio for the same time.
# What happens: with 10 ms the newest comes first, with 100 ms the oldest, with 5 s the newest again. The slots
#   of its timer wheel are stacks, and an entry is moved from stack to stack as its time comes near: each
#   move turns the order round. So it depends on how many levels of the wheel a delay has gone through, by
#   powers of 64 ms, and a delay that somebody doubles can turn the order of everything.
# Seen in November 2026, on a paused clock: 10 and 50 ms 7 6 5 4 3 2 1 0; 100 ms and 1 s 0 1 2 3 4 5 6 7; 5 s
#   7 6 5 4 3 2 1 0; tasks that sleep 0 1 2 3 4 5 6 7 with each of them.
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
futures-util = { version = "=0.3.34", default-features = false }
tokio = { version = "=1.54.1", features = ["macros", "rt", "test-util", "time"] }
tokio-util = { version = "=0.7.20", features = ["time"] }
TOML

cat > "$dir/src/main.rs" <<'RUST'
use std::{cell::RefCell, rc::Rc, time::Duration};

use futures_util::StreamExt;
use tokio::{task::LocalSet, time::sleep};
use tokio_util::time::DelayQueue;

/// The order in which eight equal delays come out of a queue.
async fn from_queue(delay: Duration) -> Vec<u32> {
    let mut queue = DelayQueue::new();
    for entry in 0..8 {
        queue.insert(entry, delay);
    }
    let mut order = Vec::new();
    while let Some(entry) = queue.next().await {
        order.push(entry.into_inner());
    }
    order
}

/// The order in which eight tasks wake that sleep for the same time.
async fn from_tasks(delay: Duration) -> Vec<u32> {
    let order = Rc::new(RefCell::new(Vec::new()));
    let tasks = LocalSet::new();
    for task in 0..8 {
        let order = order.clone();
        tasks.spawn_local(async move {
            sleep(delay).await;
            order.borrow_mut().push(task);
        });
    }
    tasks.await;
    order.take()
}

// A paused clock goes to the next instant by itself, so nothing depends on the machine.
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let mut turned = Vec::new();
    for delay_ms in [10, 50, 100, 1_000, 5_000] {
        let delay = Duration::from_millis(delay_ms);
        let (queue, tasks) = (from_queue(delay).await, from_tasks(delay).await);
        println!("{delay_ms:>5} ms: queue {queue:?}, tasks {tasks:?}");
        assert!(tasks.is_sorted(), "This has changed: tasks wake in another order.");
        if queue.iter().rev().is_sorted() {
            turned.push(delay_ms);
        }
    }
    if turned != [10, 50, 5_000] {
        eprintln!("This has changed: the order is turned round for {turned:?} ms.");
        std::process::exit(1);
    }
    println!("As in November 2026: the length of a delay decides on the order of equal ones.");
}
RUST

cargo run --quiet --manifest-path "$dir/Cargo.toml"
