#!/usr/bin/env bash
# gloo-timers 0.4.0, tokio_with_wasm 0.9.2 and wasmtimer 0.4.5 in Node.js: sleeps that do not last a whole
# number of milliseconds, and twelve that end at one instant.
#
# What most people believe: `sleep(Duration)` lasts at least as long as it was asked to, as it does with
#   tokio, whose interface two of the three imitate. A browser may make it longer, never shorter.
# What happens: the first two drop what is above the whole milliseconds, because `setTimeout` takes
#   milliseconds. A sleep of 1.9 ms is over after 1.1, and one of 0.9 ms is none. wasmtimer rounds up. But
#   who sleeps until the same instant there is not woken in the order of asking: it keeps a heap, as
#   asyncio does, and a heap does not keep equals in order.
# Seen in November 2026, in Node.js 20.20.2: for 1.9 ms a median of 1.18 (gloo-timers), 1.19
#   (tokio_with_wasm) and 2.42 (wasmtimer); woken 11 0 1 2 3 4 5 6 7 8 9 10 by wasmtimer, and 0 to 11 by
#   gloo-timers. The same with Node.js 26.10.0.
#
# Takes cargo with the target wasm32-unknown-unknown, and node. It compiles wasm-bindgen's
# generator, which takes some minutes.
set -euo pipefail

sed -n '2,/^set/s/^# \{0,1\}//p' "$0" # what is said above, and then what is seen here
echo

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir -p "$dir/sleeps/src" "$dir/generator/src"

cat > "$dir/Cargo.toml" <<'TOML'
[workspace]
members = ["sleeps", "generator"]
resolver = "2"
TOML

cat > "$dir/sleeps/Cargo.toml" <<'TOML'
[package]
name = "sleeps"
version = "0.0.0"
edition = "2021"

[lib]
crate-type = ["cdylib"]

[dependencies]
gloo-timers = { version = "=0.4.0", features = ["futures"] }
tokio_with_wasm = { version = "=0.9.2", features = ["time", "rt", "macros"] }
wasm-bindgen = "=0.2.130"
wasm-bindgen-futures = "=0.4.80"
wasmtimer = "=0.4.5"
TOML

cat > "$dir/sleeps/src/lib.rs" <<'RUST'
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

#[wasm_bindgen]
pub async fn gloo(ms: f64) {
    gloo_timers::future::sleep(Duration::from_secs_f64(ms / 1000.0)).await;
}

#[wasm_bindgen]
pub async fn tokio_with_wasm(ms: f64) {
    tokio_with_wasm::alias::time::sleep(Duration::from_secs_f64(ms / 1000.0)).await;
}

#[wasm_bindgen]
pub async fn wasmtimer(ms: f64) {
    ::wasmtimer::tokio::sleep(Duration::from_secs_f64(ms / 1000.0)).await;
}

/// The order in which twelve tasks are woken that sleep until the same instant.
#[wasm_bindgen]
pub async fn woken_by_wasmtimer() -> Vec<u32> {
    let until = ::wasmtimer::std::Instant::now() + Duration::from_millis(20);
    woken(|| ::wasmtimer::tokio::sleep_until(until)).await
}

/// The order in which twelve tasks are woken that sleep for as long, each asked for at once.
#[wasm_bindgen]
pub async fn woken_by_gloo() -> Vec<u32> {
    woken(|| gloo_timers::future::sleep(Duration::from_millis(20))).await
}

async fn woken<F: std::future::Future + 'static>(sleep: impl Fn() -> F) -> Vec<u32> {
    let order = Rc::new(RefCell::new(Vec::new()));
    for number in 0..12 {
        let (sleep, order) = (sleep(), Rc::clone(&order));
        spawn_local(async move {
            sleep.await;
            order.borrow_mut().push(number);
        });
    }
    gloo_timers::future::sleep(Duration::from_millis(100)).await;
    order.take()
}
RUST

cat > "$dir/generator/Cargo.toml" <<'TOML'
[package]
name = "generator"
version = "0.0.0"
edition = "2021"

[dependencies]
wasm-bindgen-cli-support = "=0.2.130"
TOML

cat > "$dir/generator/src/main.rs" <<'RUST'
fn main() {
    let mut paths = std::env::args().skip(1);
    let (wasm, out) = (paths.next().unwrap(), paths.next().unwrap());
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    bindgen.input_path(wasm).nodejs(true).unwrap().generate(out).unwrap();
}
RUST

cat > "$dir/finding.js" <<'JS'
const rust = require("./out/sleeps.js");

/** How long a sleep lasts: the median of 30, in ms. */
async function lasts(sleep, ms) {
  const times = [];
  for (let count = 0; count < 30; count++) {
    const began = performance.now();
    await sleep(ms);
    times.push(performance.now() - began);
  }
  return times.sort((one, other) => one - other)[15];
}

(async () => {
  console.log(`Node.js ${process.version}`);
  const isEarly = {};
  for (const name of ["gloo", "tokio_with_wasm", "wasmtimer"]) {
    const took = await lasts(rust[name], 1.9);
    console.log(`${name}: asked for 1.9 ms, took ${took.toFixed(2)} ms`);
    isEarly[name] = took < 1.9;
  }
  const [gloo, wasmtimer] = [await rust.woken_by_gloo(), await rust.woken_by_wasmtimer()];
  console.log(`woken by gloo-timers: ${gloo.join(" ")}`);
  console.log(`woken by wasmtimer:   ${wasmtimer.join(" ")}`);
  const isInOrder = (woken) => woken.every((number, place) => number === place);
  if (!isEarly.gloo || !isEarly.tokio_with_wasm || isEarly.wasmtimer) {
    console.error("This has changed: other sleeps are over early.");
    process.exit(1);
  }
  if (!isInOrder(gloo) || isInOrder(wasmtimer)) {
    console.error("This has changed: others are woken out of order.");
    process.exit(1);
  }
  console.log("As in November 2026: who counts whole milliseconds is early, and who does not loses the order.");
})();
JS

export CARGO_TARGET_DIR=$dir/target
cd "$dir"
cargo build --quiet --release --package sleeps --target wasm32-unknown-unknown
cargo run --quiet --package generator -- target/wasm32-unknown-unknown/release/sleeps.wasm out
node finding.js
