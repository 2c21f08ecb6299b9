#!/usr/bin/env bash
# embassy-executor 0.10.0, on an ordinary computer (`platform-std`): five tasks that run three times
# each, and wake themselves in between.
#
# What most people believe: they take turns, 0 1 2 3 4 and again 0 1 2 3 4. Its documentation
#   says that all others get a chance before a task is polled for the second time.
# What happens: each round runs backwards through the one before, so the order swings to and fro.
#   Who wakes is put on a stack, and the executor takes the whole stack at once, from its top. So
#   who is last in one round is the first in the next, and runs twice in a row.
# Seen in November 2026: 4 3 2 1 0, 0 1 2 3 4, 4 3 2 1 0.
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
critical-section = { version = "=1.2.0", features = ["std"] }
embassy-executor = { version = "=0.10.0", features = ["executor-thread", "platform-std"] }
TOML

cat > "$dir/src/main.rs" <<'RUST'
use std::{future::poll_fn, sync::Mutex, task::Poll};

use embassy_executor::Spawner;

const TASKS: usize = 5;
const ROUNDS: usize = 3;

static RAN: Mutex<Vec<String>> = Mutex::new(Vec::new());

async fn one_turn() {
    let mut waited = false;
    poll_fn(|context| {
        if std::mem::replace(&mut waited, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await
}

#[embassy_executor::task(pool_size = TASKS)]
async fn task(number: usize) {
    for _ in 0..ROUNDS {
        RAN.lock().unwrap().push(number.to_string());
        one_turn().await;
    }
    // An embedded program never ends by itself.
    let ran = RAN.lock().unwrap();
    if ran.len() == TASKS * ROUNDS {
        println!("{}", ran.join(" "));
        std::process::exit(0);
    }
}

#[embassy_executor::main]
async fn main(spawner: Spawner) {
    for number in 0..TASKS {
        spawner.spawn(task(number).unwrap());
    }
}
RUST

cargo build --quiet -j1 --manifest-path "$dir/Cargo.toml" --target-dir "$dir/target"
ran=$("$dir/target/debug/finding")
echo "embassy-executor 0.10.0"
echo "started: 0 1 2 3 4"
echo "ran:     $ran"
if [[ $ran != "4 3 2 1 0 0 1 2 3 4 4 3 2 1 0" ]]; then
    echo "This has changed: in November 2026 each round ran backwards through the one before." >&2
    exit 1
fi
echo "As in November 2026: to and fro."
