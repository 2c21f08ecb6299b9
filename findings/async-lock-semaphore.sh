#!/usr/bin/env bash
# async-lock 3.5.0 (event-listener 5.4.2): six tasks wait for the one permit of a Semaphore.
#
# What most people believe: first come, first served. The waiters stand in a list, a released
#   permit wakes the one at its head, and nobody cancels or barges in here.
# What happens: the fourth is served before the third, and the sixth before the fifth. A task that
#   was woken takes the permit without having used up its notification. Dropping that wakes the
#   next one as well, who finds no permit and queues again, at the end.
# Seen in November 2026: A B D F E C, in each run.
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
async-lock = "=3.5.0"
event-listener = "=5.4.2"
futures-executor = "=0.3.34"
futures-util = "=0.3.34"
TOML

cat > "$dir/src/main.rs" <<'RUST'
use std::{cell::RefCell, future::poll_fn, rc::Rc, task::Poll};

use async_lock::Semaphore;
use futures_executor::LocalPool;
use futures_util::task::LocalSpawnExt;

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

fn main() {
    let mut pool = LocalPool::new();
    let semaphore = Rc::new(Semaphore::new(1));
    let served = Rc::new(RefCell::new(Vec::new()));
    for name in ["A", "B", "C", "D", "E", "F"] {
        let (semaphore, served) = (semaphore.clone(), served.clone());
        let waiter = async move {
            let permit = semaphore.acquire().await;
            served.borrow_mut().push(name);
            one_turn().await;
            drop(permit);
        };
        pool.spawner().spawn_local(waiter).unwrap();
    }
    pool.run();
    println!("{}", served.borrow().join(" "));
}
RUST

cargo build --quiet --manifest-path "$dir/Cargo.toml" --target-dir "$dir/target"
came="A B C D E F"
served=$("$dir/target/debug/finding")
echo "async-lock 3.5.0, one permit, six tasks"
echo "came:   $came"
echo "served: $served"
if [[ $served == "$came" ]]; then
    echo "This has changed: the semaphore now serves its waiters in the order of coming." >&2
    exit 1
fi
echo "As in November 2026: served in another order than they came."
