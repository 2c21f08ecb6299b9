#!/usr/bin/env bash
# tokio 1.54.1 and futures-util 0.3.34: a channel holds a thousand messages, and a task takes what is
# there by `recv().now_or_never()`.
#
# What most people believe: `now_or_never` polls once. Who has a message gives it, so `None` means
#   that the channel is empty, and the loop takes all thousand, as it does without a runtime.
# What happens: it takes 128. Each task has a budget of so many steps a poll, and once it is spent,
#   everything of tokio's says that it is not ready yet, to make the task yield. `now_or_never` does
#   not yield but takes that for an answer, and until the task yields each answer is `None`. It is
#   the same with `select` of futures-util, whose other branch wins. Tokio's `select!` knows better.
# Seen in November 2026: 128 with now_or_never, 128 with select, 1,000 with tokio's select!, and
#   1,000 with now_or_never where no runtime is.
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
tokio = { version = "=1.54.1", features = ["macros", "rt", "sync"] }
TOML

cat > "$dir/src/main.rs" <<'RUST'
use std::{future::ready, pin::pin};

use futures_util::{
    future::{select, Either},
    FutureExt,
};
use tokio::{
    runtime::Builder,
    sync::mpsc::{unbounded_channel, UnboundedReceiver, UnboundedSender},
};

/// The sender is there as well, because without one the channel would be closed at its end.
fn thousand() -> (UnboundedSender<u32>, UnboundedReceiver<u32>) {
    let (sender, receiver) = unbounded_channel();
    (0..1000).for_each(|number| sender.send(number).unwrap());
    (sender, receiver)
}

async fn by_now_or_never() -> u32 {
    let (_sender, mut messages) = thousand();
    let mut taken = 0;
    while messages.recv().now_or_never().is_some() {
        taken += 1;
    }
    taken
}

async fn by_select() -> u32 {
    let (_sender, mut messages) = thousand();
    let mut taken = 0;
    while let Either::Left(_) = select(pin!(messages.recv()), ready(())).await {
        taken += 1;
    }
    taken
}

async fn by_tokio_select() -> u32 {
    let (_sender, mut messages) = thousand();
    let mut taken = 0;
    loop {
        tokio::select! {
            biased;
            _ = messages.recv() => taken += 1,
            () = ready(()) => return taken,
        }
    }
}

fn main() {
    let runtime = Builder::new_current_thread().build().unwrap();
    let taken = runtime.block_on(by_now_or_never());
    println!("now_or_never:           {taken:5} of 1000 messages");
    println!("select of futures-util: {:5}", runtime.block_on(by_select()));
    println!("select! of tokio:       {:5}", runtime.block_on(by_tokio_select()));
    println!("now_or_never, outside:  {:5}", by_now_or_never().now_or_never().unwrap());
    if taken == 1000 {
        eprintln!("This has changed: now_or_never now takes every message that is there.");
        std::process::exit(1);
    }
    println!("As in November 2026: there are messages, and the task is told that there is none.");
}
RUST

cargo build --quiet -j1 --manifest-path "$dir/Cargo.toml" --target-dir "$dir/target"
echo "tokio 1.54.1, futures-util 0.3.34"
"$dir/target/debug/finding"
