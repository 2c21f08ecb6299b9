#!/usr/bin/env bash
# futures-util 0.3.34: join_all with 30 futures, and with one more.
#
# What most people believe: join_all polls every future that it was given, one after the other, and
#   it makes no difference to the others whether there are 30 or 31. Its documentation says that it
#   switches to FuturesOrdered if there are many, and that this is for speed.
# What happens: with 30 each has made its first step before any other task of the executor runs.
#   With 31, futures that yield in that step get on by two at a time, and everybody else runs in
#   between. Dropped half-way, 30 are dropped from the first to the last, 31 from the last to the
#   first.
# Seen in November 2026: 30 of 30 had begun, 2 of 31; dropped 0 1 2 … 29, and 30 29 28 … 0.
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
futures-executor = "=0.3.34"
futures-util = "=0.3.34"
TOML

cat > "$dir/src/main.rs" <<'RUST'
use std::{
    cell::{Cell, RefCell},
    future::{pending, poll_fn},
    rc::Rc,
    task::Poll,
};

use futures_executor::LocalPool;
use futures_util::{future::join_all, task::LocalSpawnExt, FutureExt};

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

/// How many of the joined futures have begun when the next task of the executor has its turn.
fn begun(count: usize) -> usize {
    let mut pool = LocalPool::new();
    let begun = Rc::new(Cell::new(0));
    let seen = Rc::new(Cell::new(0));
    let parts: Vec<_> = (0..count)
        .map(|_| {
            let begun = begun.clone();
            async move {
                begun.set(begun.get() + 1);
                one_turn().await;
            }
        })
        .collect();
    let joined = async move { drop(join_all(parts).await) };
    pool.spawner().spawn_local(joined).unwrap();
    let bystander = {
        let seen = seen.clone();
        async move { seen.set(begun.get()) }
    };
    pool.spawner().spawn_local(bystander).unwrap();
    pool.run();
    seen.get()
}

struct Leaves(usize, Rc<RefCell<Vec<usize>>>);

impl Drop for Leaves {
    fn drop(&mut self) {
        self.1.borrow_mut().push(self.0);
    }
}

/// The order in which futures that all wait are dropped with what joins them.
fn dropped(count: usize) -> Vec<usize> {
    let order = Rc::new(RefCell::new(Vec::new()));
    let parts = (0..count).map(|number| {
        let leaves = Leaves(number, order.clone());
        async move {
            pending::<()>().await;
            drop(leaves);
        }
    });
    let mut joined = Box::pin(join_all(parts));
    assert!(joined.as_mut().now_or_never().is_none());
    drop(joined);
    order.take()
}

fn main() {
    for count in [30, 31] {
        let order: Vec<_> = dropped(count).iter().map(ToString::to_string).collect();
        println!("{count} futures: {} begun in one turn", begun(count));
        println!("{count} futures: dropped {}", order.join(" "));
    }
}
RUST

cargo build --quiet --manifest-path "$dir/Cargo.toml" --target-dir "$dir/target"
seen=$("$dir/target/debug/finding")
expected="30 futures: 30 begun in one turn
30 futures: dropped $(seq -s ' ' 0 29)
31 futures: 2 begun in one turn
31 futures: dropped $(seq -s ' ' 30 -1 0)"
echo "futures-util 0.3.34"
echo "$seen"
if [[ $seen != "$expected" ]]; then
    echo "This has changed: with 31 futures join_all did something else in November 2026." >&2
    exit 1
fi
echo "As in November 2026: one future more, and both orders are others."
